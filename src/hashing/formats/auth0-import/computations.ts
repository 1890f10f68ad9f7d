import { timingSafeEqual } from 'node:crypto';
import type { HashFault } from '../../../ports/password-hasher.js';
import type { HashFormat } from '../../format.js';
import { isDearScrypt, isScryptCost, scryptKey } from '../../scrypt-key.js';
import { argon2d, argon2i, argon2id, verifyArgon2 } from '../argon2.js';
import { bcrypt } from '../bcrypt.js';
import { MOST_BYTES, verifyBcrypt } from '../bcrypt-native.js';
import { ldap, verifyLdap } from '../ldap.js';
import { bytesOf, type CustomPasswordHash, digestCalled } from './custom-password-hash.js';
import { DIGEST_BYTES, digest, hmac, isTooCostly, pbkdf2 } from './digests.js';
import { readPbkdf2 } from './pbkdf2-string.js';

/** What an object asks for. The password comes as the bytes of its encoding. */
export interface BytesComputation {
  readonly fault: HashFault | null;
  /** What decides how long it takes, as text. */
  readonly cost: string;
  matches(password: Buffer): Promise<boolean>;
}

type Read = (given: CustomPasswordHash) => BytesComputation | null;

const KEY_BYTES = { least: 16, most: 128 } as const;

/** How each of Auth0's algorithms reads an object; `null` where it makes no sense to it. */
export const COMPUTATIONS: Readonly<Record<CustomPasswordHash['algorithm'], Read>> = {
  argon2: unsalted((given) =>
    handedOn([argon2id(), argon2i(), argon2d()], given, (password) =>
      verifyArgon2(given.hash.value, password),
    ),
  ),
  bcrypt: handBcrypt,
  hmac: computeHmac,
  ldap: unsalted((given) =>
    handedOn([ldap()], given, async (password) => verifyLdap(given.hash.value, password)),
  ),
  md4: computeDigest,
  md5: computeDigest,
  pbkdf2: unsalted(computePbkdf2),
  scrypt: computeScrypt,
  sha1: computeDigest,
  sha256: computeDigest,
  sha512: computeDigest,
};

/** For algorithms whose value has its salt within. */
function unsalted(read: Read): Read {
  return (given) => (given.salt === undefined ? read(given) : null);
}

/** The computation of a value that is a whole string of another format. */
function handedOn(
  formats: readonly HashFormat[],
  { hash: { value, encoding } }: CustomPasswordHash,
  matches: BytesComputation['matches'],
): BytesComputation | null {
  const format = formats.find(({ recognizes }) => recognizes(value));
  if (format === undefined || (encoding ?? 'utf8') !== 'utf8') return null;
  const fault = format.faultOf(value);
  if (fault === 'malformed') return null;
  return { fault, cost: `${format.id} ${format.costOf?.(value) ?? ''}`, matches };
}

/** As our own bcrypt, it matches nothing that it would have to cut; a salt counts (attack 42). */
function handBcrypt(given: CustomPasswordHash): BytesComputation | null {
  const salted = saltedBy(given.salt);
  if (given.hash.value.startsWith('$2x$')) return null;
  // In two bytes a letter, every second one would be the NUL at which some bcrypts stop.
  if (salted === null || /16|ucs2/.test(given.password.encoding)) return null;
  return handedOn([bcrypt()], given, async (password) => {
    const input = salted(password);
    const matches = await verifyBcrypt(given.hash.value, input);
    return matches && input.length <= MOST_BYTES && !input.includes(0);
  });
}

function computeDigest(given: CustomPasswordHash): BytesComputation | null {
  const name = digestCalled(given.algorithm);
  const salted = saltedBy(given.salt);
  if (name === null || salted === null) return null;
  const matches = matching(given, DIGEST_BYTES[name], (password) => digest(name, salted(password)));
  return matches && { fault: null, cost: name, matches };
}

function computeHmac(given: CustomPasswordHash): BytesComputation | null {
  const { digest: name, key: encoded } = given.hash;
  const key = encoded === undefined ? null : bytesOf(encoded);
  const salted = saltedBy(given.salt);
  if (name === undefined || key === null || salted === null) return null;
  const matches = matching(given, DIGEST_BYTES[name], (password) =>
    hmac(name, key, salted(password)),
  );
  return matches && { fault: null, cost: `hmac-${name}`, matches };
}

function computePbkdf2({ hash: { value, encoding } }: CustomPasswordHash): BytesComputation | null {
  const read = (encoding ?? 'utf8') === 'utf8' ? readPbkdf2(value) : null;
  if (read === null) return null;
  const { digest: name, iterations, key } = read;
  const parameters = { ...read, bytes: key.length };
  return {
    fault: isTooCostly(parameters) ? 'too_costly' : null,
    cost: `pbkdf2 ${name},i=${iterations},l=${key.length}`,
    matches: async (password) => timingSafeEqual(await pbkdf2(password, parameters), key),
  };
}

function computeScrypt(given: CustomPasswordHash): BytesComputation | null {
  const { keylen, cost: n, blockSize, parallelization: parallelism } = given;
  const salt = bytesOf(given.salt ?? { value: '' });
  const cost = { logN: Math.log2(n), blockSize, parallelism };
  if (salt === null || keylen === undefined || !isScryptCost(cost)) return null;
  if (keylen < KEY_BYTES.least || keylen > KEY_BYTES.most) return null;
  const matches = matching(given, keylen, (password) => scryptKey(password, salt, keylen, cost));
  const text = `scrypt ln=${cost.logN},r=${blockSize},p=${parallelism}`;
  return matches && { fault: isDearScrypt(cost) ? 'too_costly' : null, cost: text, matches };
}

/** Puts the salt where it was; `null` where it is not of its encoding. */
function saltedBy(salt: CustomPasswordHash['salt']): ((password: Buffer) => Buffer) | null {
  if (salt === undefined) return (password) => password;
  const bytes = bytesOf(salt);
  if (bytes === null) return null;
  return salt.position === 'prefix'
    ? (password) => Buffer.concat([bytes, password])
    : (password) => Buffer.concat([password, bytes]);
}

/** Compares with the value; `null` where that is not the bytes of such a digest. */
function matching(
  { hash }: CustomPasswordHash,
  bytes: number,
  compute: (password: Buffer) => Promise<Uint8Array>,
): BytesComputation['matches'] | null {
  const expected = hash.encoding === 'hex' || hash.encoding === 'base64' ? bytesOf(hash) : null;
  if (expected?.length !== bytes) return null;
  return async (password) => timingSafeEqual(await compute(password), expected);
}
