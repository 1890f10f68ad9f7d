import { createHash } from 'node:crypto';
import type { CallContext, Json, NewOutboxEntry } from '../../ports/index.js';
import type { Core } from '../core.js';
import { type EntryKind, LIFETIME_SECONDS } from './entry-kinds.js';

/** Fold keys have one length, whatever an address has. */
export const foldKeyOf = (...parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\0')).digest('hex');

export type Clocked = Pick<Core, 'now' | 'newId'>;

/** Makes an entry that is due now. */
export function entry(
  core: Clocked,
  kind: EntryKind,
  making: {
    readonly foldKey?: string;
    readonly accountKey?: string;
    readonly payload: { readonly [key: string]: Json };
    /** @default now */
    readonly dueAt?: Date;
    /** Counts from here instead of from now. */
    readonly expiresAt?: Date;
  },
): NewOutboxEntry {
  const createdAt = core.now();
  return {
    id: core.newId(),
    kind,
    foldKey: making.foldKey ?? null,
    accountKey: making.accountKey ?? null,
    payload: making.payload,
    createdAt,
    dueAt: making.dueAt ?? createdAt,
    expiresAt: making.expiresAt ?? after(createdAt, LIFETIME_SECONDS[kind]),
  };
}

/** An instant so many seconds after another. */
export function after(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

/** What the application told of the request, for the mail. */
export function told(core: Clocked, context: CallContext): { readonly [key: string]: Json } {
  // Where somebody else acts, that one's address and browser are for the events alone.
  const { ip, userAgent, place, device } = context.actor === undefined ? context : {};
  return {
    locale: context.locale ?? null,
    ip: ip ?? null,
    userAgent: userAgent ?? null,
    place: place ?? null,
    device: device ?? null,
    requestedAt: core.now().getTime(),
    correlationId: context.correlationId ?? null,
  };
}
