import type { KeyObject } from 'node:crypto';
import type { Ticket } from '../ports/index.js';
import { deriveCode } from './derive-code.js';
import { digestCode } from './digest-code.js';
import { newTicket, type TicketMaking, type TicketSource } from './mint-ticket.js';

export interface MintedCode {
  readonly ticket: Ticket;
  /** The secret; it goes into one mail and nowhere else. */
  readonly code: string;
}

/**
 * Makes a ticket that a code opens. It is found by the flow's digest, good at once, and beside
 * whatever else is good: a code supersedes no link, and no link a code.
 */
export function mintCode(
  making: Omit<TicketMaking, 'state' | 'entryId'> & {
    readonly entryId: string;
    readonly flowDigest: Uint8Array;
    readonly digits: number;
    readonly key: KeyObject;
  },
  source: Omit<TicketSource, 'random'>,
): MintedCode {
  const { key, digits, ...rest } = making;
  const code = deriveCode(key, rest, digits);
  return {
    code,
    ticket: {
      ...newTicket({ ...rest, state: 'live' }, source),
      code: { digest: digestCode(key, rest, code), tries: 0 },
    },
  };
}
