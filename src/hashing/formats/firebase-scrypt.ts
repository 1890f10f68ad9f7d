import { createCipheriv, timingSafeEqual } from 'node:crypto';
import { LatchkeyError } from '../../errors.js';
import type { HashFault } from '../../ports/password-hasher.js';
import { fromAnyBase64 } from '../encodings/any-base64.js';
import { DECIMAL, type HashFormat, scrambled } from '../format.js';
import { isScryptCost, type ScryptCost, scryptKey } from '../scrypt-key.js';

/** As the Firebase console shows them under "Password hash parameters". */
export interface FirebaseScryptOptions {
  /** `base64_signer_key`: the project's secret, which every hash was made with. */
  readonly signerKey: string;
  /** `base64_salt_separator`, such as `Bw==`. */
  readonly saltSeparator: string;
}

/** Firebase itself goes up to n = 14 and r = 8. */
const CEILING = { logN: 16, blockSize: 16, parallelism: 4 } as const;
const LEAST_KEY_BYTES = 16;
const MOST_BYTES = 128;
const AES_KEY_BYTES = 32;
const NO_COUNTER = Buffer.alloc(16);

/**
 * Verifies Firebase's modified scrypt in the form in which Supabase takes its imports, base64
 * throughout: `$fbscrypt$v=1,n=14,r=8,p=1,ss=<salt separator>,sk=<signer key>$<salt>$<hash>`, where
 * `n` is the project's `mem_cost` and `r` its `rounds`.
 *
 * Given the project's keys, it verifies rows without `ss` and `sk` as well,
 * `$fbscrypt$v=1,n=14,r=8,p=1$<salt>$<hash>`, so that the signer key need not lie beside the hashes.
 * Then it goes into `alsoVerifies`. Without them such a row is refused as `unknown_key`.
 *
 * @throws ERR_INVALID_OPTION for a key or a separator that is no base64, or a key below 16 bytes
 *
 * @example
 * ```ts
 * const firebase = firebaseScrypt({
 *   signerKey: process.env.FIREBASE_SIGNER_KEY ?? '',
 *   saltSeparator: 'Bw==',
 * });
 * hasher({ alsoVerifies: [firebase] });
 * ```
 */
export function firebaseScrypt(options?: FirebaseScryptOptions): HashFormat {
  const ours = options === undefined ? null : keysOf(options);
  return {
    id: 'firebase-scrypt',
    recognizes: (passwordHash) => passwordHash.startsWith('$fbscrypt$'),
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      return read === null ? 'malformed' : faultOf(read, read.keys ?? ours);
    },
    costOf: (passwordHash) => /n=\d+,r=\d+,p=\d+/.exec(passwordHash)?.[0] ?? '',
    decoyOf(passwordHash) {
      const decoy = scrambled(passwordHash, passwordHash.lastIndexOf('$') + 1);
      // Decoys are kept in settings; nobody's signer key should be.
      return decoy.replace(/(?<=,sk=)[^$]+/, (signerKey) => scrambled(signerKey, 0));
    },
    async verify(passwordHash, password) {
      const read = parse(passwordHash);
      const keys = read?.keys ?? ours;
      if (read === null || keys === null) return false;
      const salt = Buffer.concat([read.salt, keys.saltSeparator]);
      const key = await scryptKey(password, salt, AES_KEY_BYTES, read.cost);
      const hash = createCipheriv('aes-256-ctr', key, NO_COUNTER).update(keys.signerKey);
      return hash.length === read.hash.length && timingSafeEqual(hash, read.hash);
    },
  };
}

interface Keys {
  readonly signerKey: Buffer;
  readonly saltSeparator: Buffer;
}

interface FirebaseHash {
  readonly cost: ScryptCost;
  /** `null` where the string leaves them to the options. */
  readonly keys: Keys | null;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

const BASE64 = '([^$,]+)';
const WHOLE = new RegExp(
  `^\\$fbscrypt\\$v=1,n=${DECIMAL},r=${DECIMAL},p=${DECIMAL}` +
    `(?:,ss=${BASE64},sk=${BASE64})?\\$${BASE64}\\$${BASE64}$`,
);

function parse(passwordHash: string): FirebaseHash | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, n, r, p, separator, signer, saltText = '', hashText = ''] = match;
  const salt = fromAnyBase64(saltText);
  const hash = fromAnyBase64(hashText);
  if (salt === null || salt.length === 0 || salt.length > MOST_BYTES || hash === null) return null;
  let keys: Keys | null = null;
  if (separator !== undefined && signer !== undefined) {
    keys = readKeys({ signerKey: signer, saltSeparator: separator });
    if (keys === null) return null;
  }
  const cost = { logN: Number(n), blockSize: Number(r), parallelism: Number(p) };
  return { cost, keys, salt, hash };
}

function faultOf({ cost, hash }: FirebaseHash, keys: Keys | null): HashFault | null {
  const tooCostly =
    cost.logN > CEILING.logN ||
    cost.blockSize > CEILING.blockSize ||
    cost.parallelism > CEILING.parallelism;
  if (tooCostly) return 'too_costly';
  if (!isScryptCost(cost)) return 'malformed';
  if (keys === null) return 'unknown_key';
  // The hash is the signer key, encrypted.
  return hash.length === keys.signerKey.length ? null : 'malformed';
}

function readKeys(options: FirebaseScryptOptions): Keys | null {
  const signerKey = fromAnyBase64(options.signerKey);
  const saltSeparator = fromAnyBase64(options.saltSeparator);
  if (signerKey === null || saltSeparator === null) return null;
  if (signerKey.length < LEAST_KEY_BYTES || signerKey.length > MOST_BYTES) return null;
  return saltSeparator.length > MOST_BYTES ? null : { signerKey, saltSeparator };
}

function keysOf(options: FirebaseScryptOptions): Keys {
  const keys = readKeys(options);
  if (keys !== null) return keys;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    '"signerKey" of firebaseScrypt() is base64 of 16 to 128 bytes, and "saltSeparator" base64, ' +
      'as the Firebase console shows them.',
  );
}
