import type { Ticket } from '../../ports/index.js';

/** A mail that is written this soon after its ticket says the whole lifetime. */
const AT_ONCE_MS = 10_000;

/**
 * How long a ticket works from now on, as its mail tells it. Minted a moment ago that is its whole
 * life; later it is what is left, in whole minutes, rounded down.
 */
export function secondsLeft({ issuedAt, expiresAt }: Ticket, now: Date): number {
  const lifeMs = expiresAt.getTime() - issuedAt.getTime();
  const leftMs = expiresAt.getTime() - now.getTime();
  if (lifeMs - leftMs <= AT_ONCE_MS) return Math.round(lifeMs / 1000);
  return leftMs < 60_000
    ? Math.max(1, Math.floor(leftMs / 1000))
    : Math.floor(leftMs / 60_000) * 60;
}
