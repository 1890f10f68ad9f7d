import { createHmac } from 'node:crypto';
import { LatchkeyError } from '../errors.js';
import type { HashInspection } from '../ports/password-hasher.js';

/** A stored string that unknown identifiers burn, and how many rows of the table cost the same. */
export interface Decoy {
  readonly decoy: string;
  readonly weight: number;
}

export interface DecoyOptions {
  /**
   * At least 32 bytes (or characters) that stay the same over restarts and are known to nobody
   * outside. With a new key unknown identifiers change their cost, and accounts do not.
   */
  readonly key: string | Uint8Array;
  /** From `hasher().survey(…)`; take it anew when the table has changed much. */
  readonly population: readonly Decoy[];
}

const LEAST_KEY_BYTES = 32;

/**
 * Makes the choice of a decoy: by a keyed hash of the identifier, in proportion to the weights. So
 * unknown identifiers cost in the same proportions as accounts do, each of them always the same,
 * and nobody without the key can tell which.
 *
 * @throws ERR_INVALID_OPTION for a short key, an empty population, weights that are no positive
 *   numbers, and a decoy that would be refused
 */
export function decoyPicker(
  options: DecoyOptions | undefined,
  inspect: (passwordHash: string) => HashInspection,
): (identifier: string) => string | null {
  if (options === undefined) return () => null;
  const { key, population } = options;
  if (Buffer.byteLength(key) < LEAST_KEY_BYTES) throw invalid('"key" has at least 32 bytes.');
  if (population.length === 0) throw invalid('"population" is not empty.');
  const decoys = population.map(({ decoy, weight }, index) => {
    if (!Number.isFinite(weight) || weight <= 0)
      throw invalid(`weight ${index + 1} is not a positive number.`);
    const { format, fault } = inspect(decoy);
    if (fault !== null) throw invalid(`decoy ${index + 1} (${format ?? 'no format'}) is ${fault}.`);
    return { decoy, weight };
  });
  const total = decoys.reduce((sum, { weight }) => sum + weight, 0);

  return (identifier) => {
    const digest = createHmac('sha256', key).update(identifier).digest();
    let place = (digest.readUIntBE(0, 6) / 2 ** 48) * total;
    for (const { decoy, weight } of decoys) {
      place -= weight;
      if (place < 0) return decoy;
    }
    return decoys.at(-1)?.decoy ?? null;
  };
}

function invalid(what: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `"decoys" of hasher(): ${what}`);
}
