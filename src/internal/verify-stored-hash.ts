import { isLatchkeyError } from '../errors.js';
import type { Verification } from '../hashing/index.js';
import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';

/**
 * Verifies a password against an account's stored hash. One that must not be computed is told to
 * the operator before the error goes on: to the person it looks like a wrong password, and it is
 * none.
 *
 * @throws ERR_HASH_REFUSED, ERR_HASHER_BUSY, ERR_OLD_SYSTEM
 */
export async function verifyStoredHash<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checking: {
    readonly accountKey: string;
    readonly passwordHash: string;
    readonly password: string;
    readonly signal: AbortSignal | null;
  },
): Promise<Verification> {
  const { accountKey, passwordHash, password, signal } = checking;
  try {
    return await core.hashing.verify(passwordHash, password, signal);
  } catch (error) {
    if (isHashRefused(error)) {
      const refusal = core.hashing.refusalOf(passwordHash);
      core.emit({ type: 'hash.refused', accountKey, ...refusal });
    }
    throw error;
  }
}

export function isHashRefused(error: unknown): boolean {
  return isLatchkeyError(error) && error.code === 'ERR_HASH_REFUSED';
}
