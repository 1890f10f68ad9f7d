const FIRST_SECONDS = 5;
const FACTOR = 3;
const LONGEST_SECONDS = 10 * 60;

/**
 * Tells how long to wait after the n-th failed attempt: 5 s, 15 s, 45 s … up to 10 minutes, each
 * spread by ±20 % so that what failed together does not come back together.
 */
export function backoffMilliseconds(
  attempts: number,
  random: (bytes: number) => Uint8Array,
): number {
  const seconds = Math.min(FIRST_SECONDS * FACTOR ** Math.max(0, attempts - 1), LONGEST_SECONDS);
  const [high = 0, low = 0] = random(2);
  const spread = (high * 256 + low) / 65535;
  return Math.round(seconds * 1000 * (0.8 + 0.4 * spread));
}
