/**
 * How much longer than its lifetime everything is kept: for processes of the application whose
 * clocks are behind that of the one which stored it, by an hour each and more.
 */
const MARGIN_MILLISECONDS = 3 * 60 * 60 * 1000;

/**
 * How long Redis keeps what was stored at `from` and is good until `expiresAt`.
 *
 * It is a duration, and Redis counts it down by itself. An instant (PEXPIREAT) would be compared
 * with Redis' clock: if the application's is an hour behind, or stands still in a test, then a
 * ticket that is good by the only clock that judges it would be gone. The difference of two
 * instants of one clock is the same on every clock, so it does not matter what Redis' own says, and
 * no store reads one.
 *
 * What is gone early opens nothing, and what stays on does not either: the core compares
 * `expiresAt` with its own clock. So the margin can only be too short for a link, never too long.
 */
export function keptMilliseconds(from: number, expiresAt: number): string {
  return String(Math.max(0, expiresAt - from) + MARGIN_MILLISECONDS);
}

/** What ended before this instant is of no use to anybody's clock once it is `now`. */
export function forgottenBefore(now: number): string {
  return String(now - MARGIN_MILLISECONDS);
}
