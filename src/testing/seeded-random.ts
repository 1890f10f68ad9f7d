import { createHash } from 'node:crypto';

/**
 * Makes random bytes that are the same in every run, for `random` of a `PasswordService` under
 * test. Whoever knows the seed knows every token: never use it for anything but tests.
 *
 * @example
 * ```ts
 * const { passwords } = testPasswords({ random: seededRandom('sign-in page') });
 * ```
 */
export function seededRandom(seed: string | number): (bytes: number) => Uint8Array {
  let block = 0;
  return (bytes) => {
    const filled = new Uint8Array(bytes);
    for (let offset = 0; offset < bytes; offset += 32) {
      const digest = createHash('sha256').update(`${seed}/${block}`).digest();
      filled.set(digest.subarray(0, Math.min(32, bytes - offset)), offset);
      block += 1;
    }
    return filled;
  };
}
