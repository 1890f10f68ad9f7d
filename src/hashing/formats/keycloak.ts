import { fromBase64, toBareBase64 } from '../encodings/exact-base64.js';
import { type HashFormat, scrambled } from '../format.js';
import { type Computation, formatOf, handedOn } from '../notation.js';
import { type Pbkdf2Digest, pbkdf2Computation } from '../pbkdf2-key.js';
import { argon2d, argon2i, argon2id } from './argon2.js';

/**
 * Verifies a password credential of Keycloak, stored as the JSON text that its realm export has
 * under a user's `credentials`: `{"type":"password","secretData":"…","credentialData":"…"}`. The
 * two inner texts may also be unfolded into objects. From the database, put the columns
 * `SECRET_DATA` and `CREDENTIAL_DATA` together to that form.
 *
 * Algorithms: argon2 (the default since Keycloak 25), pbkdf2-sha512, pbkdf2-sha256, and pbkdf2,
 * which is SHA-1.
 *
 * @example
 * ```ts
 * const secretData = '{"value":"…","salt":"…"}';
 * const credentialData = '{"hashIterations":27500,"algorithm":"pbkdf2-sha256"}';
 * const passwordHash = JSON.stringify({ type: 'password', secretData, credentialData });
 * hasher({ verifies: [keycloak()] }).inspect(passwordHash);
 * ```
 */
export function keycloak(): HashFormat {
  return formatOf({
    id: 'keycloak',
    recognizes: (passwordHash) => /^\s*\{.*"credentialData"\s*:/s.test(passwordHash),
    read(passwordHash) {
      const credential = parse(passwordHash);
      if (credential === null) return null;
      return credential.data.algorithm === 'argon2'
        ? readArgon2(credential)
        : readPbkdf2(credential);
    },
    decoyOf(passwordHash) {
      const credential = parse(passwordHash);
      if (credential === null) return null;
      const { value, saltText, data } = credential;
      return JSON.stringify({
        type: 'password',
        secretData: JSON.stringify({ value: scrambled(value, 0), salt: saltText }),
        credentialData: JSON.stringify(data),
      });
    },
  });
}

interface Credential {
  readonly value: string;
  readonly key: Buffer;
  readonly saltText: string;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly data: Readonly<Record<string, unknown>>;
}

const PBKDF2_DIGESTS: Readonly<Record<string, Pbkdf2Digest>> = {
  pbkdf2: 'sha1',
  'pbkdf2-sha256': 'sha256',
  'pbkdf2-sha512': 'sha512',
};
const ARGON2_TYPES: Readonly<Record<string, HashFormat>> = {
  id: argon2id(),
  i: argon2i(),
  d: argon2d(),
};
const ARGON2_VERSIONS: Readonly<Record<string, number>> = { '1.0': 16, '1.3': 19 };

function readPbkdf2({ key, salt, iterations, data }: Credential): Computation | null {
  const digest = ofTable(PBKDF2_DIGESTS, data.algorithm);
  return digest === undefined ? null : pbkdf2Computation({ digest, iterations, salt, key });
}

/** Its parameters are lists of texts. The Argon2 format is strict about what stands in them. */
function readArgon2({ key, salt, iterations, data }: Credential): Computation | null {
  const parameters = objectOf(data.additionalParameters) ?? {};
  const first = (name: string) => {
    const list: unknown = parameters[name];
    const value: unknown = Array.isArray(list) ? list[0] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const type = first('type');
  const format = ofTable(ARGON2_TYPES, type);
  const version = ofTable(ARGON2_VERSIONS, first('version'));
  if (format === undefined || version === undefined) return null;
  if (first('hashLength') !== String(key.length)) return null;
  const cost = `m=${first('memory')},t=${iterations},p=${first('parallelism')}`;
  const phc = `$argon2${type}$v=${version}$${cost}$${toBareBase64(salt)}$${toBareBase64(key)}`;
  return handedOn(format, phc);
}

function parse(passwordHash: string): Credential | null {
  const { type = 'password', secretData, credentialData } = objectOf(passwordHash) ?? {};
  const { value, salt: saltText } = objectOf(secretData) ?? {};
  const data = objectOf(credentialData);
  if (type !== 'password' || data === null) return null;
  if (typeof value !== 'string' || typeof saltText !== 'string') return null;
  const { hashIterations: iterations } = data;
  const key = fromBase64(value);
  const salt = fromBase64(saltText);
  if (key === null || salt === null || typeof iterations !== 'number') return null;
  return { value, key, saltText, salt, iterations, data };
}

/** An object as it is, or the one that a JSON text holds. */
function objectOf(value: unknown): Record<string, unknown> | null {
  const read = typeof value === 'string' ? jsonOf(value) : value;
  const isObject = typeof read === 'object' && read !== null && !Array.isArray(read);
  return isObject ? (read as Record<string, unknown>) : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function ofTable<Value>(table: Readonly<Record<string, Value>>, key: unknown): Value | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}
