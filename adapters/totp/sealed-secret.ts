import { LatchkeyError } from 'latchkey';
import { SECRET_BYTES } from './time-code.js';

/** Whose secret it is. */
export interface SecretOwner {
  readonly realm: string;
  readonly accountKey: string;
}

/**
 * Encrypts secrets at rest, with a key that the database does not hold. Bind the owner as
 * additional authenticated data: a secret copied into somebody else's row must not open there.
 */
export interface TotpSeal {
  seal(secret: Uint8Array, owner: SecretOwner): Uint8Array | Promise<Uint8Array>;
  /** Throws for what it did not seal, and for what it sealed for another owner. */
  open(sealed: Uint8Array, owner: SecretOwner): Uint8Array | Promise<Uint8Array>;
}

/** Without a `seal` the secret is stored as it is. */
export async function sealSecret(
  seal: TotpSeal | null,
  secret: Uint8Array,
  owner: SecretOwner,
): Promise<Uint8Array> {
  if (seal === null) return secret;
  const sealed = await ask(() => seal.seal(secret, owner));
  if (sealed instanceof Uint8Array && sealed.byteLength > 0) return sealed;
  throw new LatchkeyError('ERR_HOOK', 'The "seal" of totp() made something else than bytes.');
}

/**
 * Opens a stored secret.
 *
 * @throws LatchkeyError `ERR_HOOK` where `seal` refuses, `ERR_INVALID_OPTION` where what comes out
 *   is no secret, as when `seal` was left out
 */
export async function openSecret(
  seal: TotpSeal | null,
  sealed: Uint8Array,
  owner: SecretOwner,
): Promise<Uint8Array> {
  const secret = seal === null ? sealed : await ask(() => seal.open(sealed, owner));
  if (secret instanceof Uint8Array && secret.byteLength === SECRET_BYTES) return secret;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'A stored secret does not open with the option "seal" of totp(): it was sealed in another way.',
  );
}

async function ask<T>(hook: () => T | Promise<T>): Promise<T> {
  try {
    return await hook();
  } catch (cause) {
    throw new LatchkeyError('ERR_HOOK', 'The "seal" of totp() threw; see "cause".', { cause });
  }
}
