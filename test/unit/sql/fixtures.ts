import { createHash } from 'node:crypto';
import type { NewOutboxEntry, Ticket } from 'latchkey';

export const NOW = new Date('2026-03-01T12:00:00.123Z');

export const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

export const digestOf = (token: string) => createHash('sha256').update(token).digest();

export function ticket(id: string, changes: Partial<Ticket> = {}): Ticket {
  return {
    id,
    realm: 'default',
    purpose: 'reset',
    accountKey: 'a1',
    address: 'ada@example.com',
    credentialsVersion: 0,
    state: 'candidate',
    issuedAt: NOW,
    expiresAt: later(3_600_000),
    entryId: null,
    resultUrl: null,
    includeEmailInRedirect: false,
    clientState: null,
    markEmailVerified: false,
    secondFactorProof: null,
    code: null,
    noticed: null,
    ...changes,
  };
}

export function entry(id: string, changes: Partial<NewOutboxEntry> = {}): NewOutboxEntry {
  return {
    id,
    kind: 'reset_request',
    foldKey: null,
    accountKey: null,
    payload: { identifier: 'ada@example.com' },
    createdAt: NOW,
    dueAt: NOW,
    expiresAt: later(3_600_000),
    ...changes,
  };
}
