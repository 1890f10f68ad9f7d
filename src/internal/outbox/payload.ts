import type { MailContext, OutboxEntry } from '../../ports/index.js';

/** Reads a text of an entry's payload; what is missing or of another type is `null`. */
export function textOf(entry: OutboxEntry, key: string): string | null {
  const value = entry.payload[key];
  return typeof value === 'string' ? value : null;
}

/** Reads a number of an entry's payload; what is missing or of another type is `null`. */
export function numberOf(entry: OutboxEntry, key: string): number | null {
  const value = entry.payload[key];
  return typeof value === 'number' ? value : null;
}

export function flagOf(entry: OutboxEntry, key: string): boolean {
  return entry.payload[key] === true;
}

/**
 * The language of a mail: the account's own, and that of the request where it has none. Whoever
 * causes a notice must not choose a language that its reader cannot read.
 */
export function localeOf(
  entry: OutboxEntry,
  account: { readonly locale: string | null } | null,
): string | null {
  return account?.locale ?? textOf(entry, 'locale');
}

/** What the application told of the request, for the mail. */
export function mailContextOf(entry: OutboxEntry): MailContext {
  return {
    ip: textOf(entry, 'ip'),
    userAgent: textOf(entry, 'userAgent'),
    place: textOf(entry, 'place'),
    device: textOf(entry, 'device'),
    requestedAt: new Date(numberOf(entry, 'requestedAt') ?? entry.createdAt.getTime()),
  };
}

/** Brings the caller's correlation id back in the events of the work after the answer. */
export function callContextOf(entry: OutboxEntry): { readonly correlationId?: string } {
  const correlationId = textOf(entry, 'correlationId');
  return correlationId === null ? {} : { correlationId };
}
