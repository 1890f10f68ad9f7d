import { expect, it } from 'vitest';
import { secondsLeft } from '../../../src/internal/outbox/seconds-left.js';
import type { Ticket } from '../../../src/ports/index.js';

const ISSUED = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;

it.each([
  ['at once', HOUR, 0, 3600],
  ['within ten seconds', HOUR, 10_000, 3600],
  ['a millisecond later', HOUR, 10_001, 59 * 60],
  ['to the minute', HOUR, 60_000, 59 * 60],
  ['a millisecond past the minute', HOUR, 60_001, 58 * 60],
  ['a life that is no whole minutes', 90_000, 0, 90],
  ['its last minute', 90_000, 30_000, 60],
  ['a millisecond into the last minute', 90_000, 30_001, 59],
  ['its end', 90_000, 89_999, 1],
])('what is left of a ticket: %s', (_when, lifeMs, passedMs, expected) => {
  const ticket = { issuedAt: new Date(ISSUED), expiresAt: new Date(ISSUED + lifeMs) } as Ticket;
  expect(secondsLeft(ticket, new Date(ISSUED + passedMs))).toBe(expected);
});
