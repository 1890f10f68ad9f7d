import { createHash, randomBytes } from 'node:crypto';
import type { Ticket } from 'latchkey';

const HOUR = 3_600_000;
export const NOW = Date.UTC(2026, 0, 15, 12);

export const digestOf = (token: string) =>
  new Uint8Array(createHash('sha256').update(token).digest());

/** A live reset of an hour, stored under the digest of its id. */
export function ticketOf(accountKey: string, columns: Partial<Ticket> = {}) {
  const ticket: Ticket = {
    id: randomBytes(12).toString('hex'),
    realm: 'default',
    purpose: 'reset',
    accountKey,
    address: 'ann@example.org',
    credentialsVersion: 0,
    state: 'live',
    issuedAt: new Date(NOW),
    expiresAt: new Date(NOW + HOUR),
    entryId: null,
    resultUrl: null,
    includeEmailInRedirect: false,
    clientState: null,
    markEmailVerified: false,
    secondFactorProof: null,
    code: null,
    noticed: null,
    ...columns,
  };
  return { ticket, digest: digestOf(ticket.id) };
}

export const together = <T>(times: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: times }, (_, index) => work(index)));

/** A companion table of one's own, to say which version an account has. */
export function versions(known: Record<string, number> = {}) {
  return {
    known,
    read: async (accountKey: string) => ({
      version: (Object.hasOwn(known, accountKey) ? known[accountKey] : undefined) ?? 0,
      changedAt: null,
      changeRequired: null,
    }),
  };
}
