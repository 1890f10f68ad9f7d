import { createHash } from 'node:crypto';
import { CRYPT_CHARACTER, cryptBase64, equalTexts } from '../encodings/crypt-base64.js';
import { DECIMAL, type HashFormat } from '../format.js';
import { cryptRounds, phraseOf } from './crypt-rounds.js';

/** Passlib's default is 656,000. The specification allows 999,999,999, which take ten minutes. */
const CEILING = { rounds: 1_000_000 } as const;
/** Of the specification, for strings that do not say. */
const DEFAULT_ROUNDS = 5000;
/** The specification raises what is below before it writes the string. */
const LEAST_ROUNDS = 1000;

/**
 * Verifies `$5$` and `$6$` (SHA-256 and SHA-512 crypt), what Linux wrote until yescrypt and what
 * Passlib writes by default, with `rounds=` and without. Up to 1,000,000 rounds.
 *
 * It is our own, because the one package that does it does so in one go: 656,000 rounds would stop
 * the whole server for half a second. Here they run in slices of 5 ms. 5,000 rounds take about
 * 4 ms, 656,000 about 0.5 s, and with a password of 500 bytes more than twice as long.
 *
 * A password of 512 bytes or more never matches, since crypt(3) refuses it; nor does one with a NUL,
 * since there it would have ended.
 *
 * @see https://www.akkadia.org/drepper/SHA-crypt.txt
 *
 * @example
 * ```ts
 * hasher({ verifies: [shaCrypt(), md5Crypt()] });
 * ```
 */
export function shaCrypt(): HashFormat {
  return {
    id: 'sha-crypt',
    recognizes: (passwordHash) => /^\$[56]\$/.test(passwordHash),
    faultOf(passwordHash) {
      const read = parse(passwordHash);
      if (read === null) return 'malformed';
      return read.rounds > CEILING.rounds ? 'too_costly' : null;
    },
    costOf(passwordHash) {
      const read = parse(passwordHash);
      return read === null ? '' : `${read.algorithm},rounds=${read.rounds}`;
    },
    async verify(passwordHash, password, signal) {
      const read = parse(passwordHash);
      if (read === null) return false;
      const { bytes, isWhole } = phraseOf(password);
      const digest = await digestOf(read, bytes, signal);
      return equalTexts(cryptBase64(digest), read.digest) && isWhole;
    },
  };
}

interface ShaCryptHash {
  readonly algorithm: 'sha256' | 'sha512';
  readonly rounds: number;
  readonly salt: Buffer;
  readonly digest: string;
}

// The salt may be anything that fits into a line of /etc/shadow.
const WHOLE = new RegExp(
  `^\\$([56])\\$(?:rounds=${DECIMAL}\\$)?([!-#%-9;-~]{0,16})\\$(${CRYPT_CHARACTER}+)$`,
);
/** The last character holds four bits and two. */
const DIGESTS = { sha256: /^.{42}[./0-9A-D]$/, sha512: /^.{85}[./01]$/ } as const;

function parse(passwordHash: string): ShaCryptHash | null {
  const match = WHOLE.exec(passwordHash);
  if (match === null) return null;
  const [, which, written = DEFAULT_ROUNDS, salt = '', digest = ''] = match;
  const algorithm = which === '5' ? 'sha256' : 'sha512';
  const rounds = Number(written);
  if (rounds < LEAST_ROUNDS || !DIGESTS[algorithm].test(digest)) return null;
  return { algorithm, rounds, salt: Buffer.from(salt), digest };
}

async function digestOf(
  { algorithm, rounds, salt }: ShaCryptHash,
  password: Buffer,
  signal?: AbortSignal | null,
): Promise<Buffer> {
  const sha = (...parts: Buffer[]) => createHash(algorithm).update(Buffer.concat(parts)).digest();
  const inner = sha(password, salt, password);
  const byBits: Buffer[] = [];
  for (let length = password.length; length > 0; length >>= 1)
    byBits.push(length & 1 ? inner : password);
  const start = sha(password, salt, repeated(inner, password.length), ...byBits);

  const passwordDigest = sha(repeated(password, password.length ** 2));
  const saltDigest = sha(repeated(salt, salt.length * (16 + (start[0] ?? 0))));
  const digest = await cryptRounds(
    algorithm,
    {
      start,
      password: repeated(passwordDigest, password.length),
      salt: repeated(saltDigest, salt.length),
    },
    rounds,
    signal,
  );
  return Buffer.from(WRITING_ORDERS[algorithm].map((at) => digest[at] ?? 0));
}

/** Bytes over and over, up to a length. */
function repeated(bytes: Buffer, length: number): Buffer {
  return Buffer.alloc(length, length === 0 ? 0 : bytes);
}

/** Both write one byte of each third of the digest at a time, and begin with another third each time. */
const WRITING_ORDERS = {
  sha256: [...thirds(10, 2), 30, 31],
  sha512: [...thirds(21, 1), 63],
} as const;

function thirds(size: number, turn: number): number[] {
  return Array.from({ length: size }, (_, at) =>
    [2, 1, 0].map((third) => at + size * ((third + turn * at) % 3)),
  ).flat();
}
