import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { LatchkeyError } from '../../errors.js';
import { type CurrentHashFormat, decoyBy } from '../format.js';

export interface PepperKey {
  /** Stored with each hash: 1 to 16 letters, digits, `-` and `_`. */
  readonly id: string;
  /** At least 32 bytes (or characters), random, kept apart from the database. */
  readonly secret: string | Uint8Array;
}

export interface PepperOptions {
  /** The first makes new hashes; all of them verify. */
  readonly keys: readonly PepperKey[];
}

const LEAST_SECRET_BYTES = 32;
const ID = '([A-Za-z0-9_-]{1,16})';
const WHOLE_ID = new RegExp(`^${ID}$`);
const OUTER = new RegExp(`^\\$pepper\\$k=${ID}\\$`);

/**
 * Hashes with a key that is not in the database: the password goes through HMAC-SHA-384, and the 64
 * characters of base64 that come out go into the inner format (OWASP Password Storage Cheat Sheet,
 * "Peppering"). A stolen table is then of no use without the key. Stored as `$pepper$k=<id>$` and
 * the inner string.
 *
 * To rotate, put a new key in front and leave the old ones behind it. Rows of older keys verify and
 * are made anew at the next sign-in, as are rows without pepper. A row whose key is not in the list
 * is refused as `unknown_key`: it never looks like a wrong password. **Who loses the keys loses
 * every password.**
 *
 * The inner format's limits do not matter: bcrypt too gets 64 characters. To change the inner
 * format, keep the earlier one peppered with the same keys:
 * `hasher({ current: peppered(argon2id(), { keys }), alsoVerifies: [peppered(scrypt(), { keys })] })`.
 *
 * @throws ERR_INVALID_OPTION for no key, a short secret, and an id that is malformed or used twice
 *
 * @example
 * ```ts
 * const keys = [{ id: '2026', secret: process.env.PEPPER_2026 ?? '' }];
 * hasher({ current: peppered(argon2id(), { keys }) });
 * ```
 */
export function peppered(inner: CurrentHashFormat, options: PepperOptions): CurrentHashFormat {
  const keys = readKeys(options.keys);
  const [currentId = ''] = keys.keys();
  const pepper = (id: string, password: string): string => {
    const key = keys.get(id);
    // The hasher asks for the fault first, so this is a caller of its own.
    if (key === undefined)
      throw new LatchkeyError('ERR_HASH_REFUSED', 'A stored password hash has an unknown pepper.');
    return createHmac('sha384', key).update(password).digest('base64');
  };

  return {
    id: `peppered-${inner.id}`,
    // The inner string is asked as well, so that several peppered formats go beside each other.
    recognizes(passwordHash) {
      const read = parse(passwordHash);
      return read !== null && inner.recognizes(read.innerHash);
    },
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return 'malformed';
      return inner.faultOf(read.innerHash) ?? (keys.has(read.id) ? null : 'unknown_key');
    },
    // With the key's id, so that a survey tells which keys are still needed.
    costOf(passwordHash) {
      const { id, innerHash } = parse(passwordHash) ?? { id: '', innerHash: '' };
      return [`k=${id}`, inner.costOf?.(innerHash) ?? ''].filter((part) => part !== '').join(',');
    },
    decoyOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return null;
      const decoy = decoyBy(inner, read.innerHash);
      return decoy === null ? null : outer(read.id) + decoy;
    },
    async hash(password) {
      return outer(currentId) + (await inner.hash(pepper(currentId, password)));
    },
    async verify(passwordHash, password, signal) {
      const read = parse(passwordHash);
      return read !== null && inner.verify(read.innerHash, pepper(read.id, password), signal);
    },
    isUpToDate(passwordHash) {
      const read = parse(passwordHash);
      return read !== null && read.id === currentId && inner.isUpToDate(read.innerHash);
    },
  };
}

function outer(id: string): string {
  return `$pepper$k=${id}$`;
}

function parse(passwordHash: string): { readonly id: string; readonly innerHash: string } | null {
  const [all, id] = OUTER.exec(passwordHash) ?? [];
  if (all === undefined || id === undefined) return null;
  return { id, innerHash: passwordHash.slice(all.length) };
}

/** By id, in the order given. A KeyObject does not print its bytes. */
function readKeys(given: readonly PepperKey[]): ReadonlyMap<string, KeyObject> {
  if (given.length === 0) throw invalid('has at least one key');
  const keys = new Map<string, KeyObject>();
  for (const [index, { id, secret }] of given.entries()) {
    const which = `key ${index + 1}`;
    if (!WHOLE_ID.test(id))
      throw invalid(
        `has an "id" of 1 to 16 letters, digits, "-" and "_" in each key, not ${which}`,
      );
    if (keys.has(id)) throw invalid(`has each "id" once, and ${which} has one from before`);
    const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret;
    if (bytes.length < LEAST_SECRET_BYTES)
      throw invalid(`has a "secret" of at least 32 bytes in each key, not in ${which}`);
    keys.set(id, createSecretKey(bytes));
  }
  return keys;
}

function invalid(what: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `"keys" of peppered() ${what}.`);
}
