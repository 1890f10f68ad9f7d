import { createHash, timingSafeEqual } from 'node:crypto';
import { fromAnyBase64 } from '../encodings/any-base64.js';
import type { HashFormat } from '../format.js';
import { scrambled } from '../format.js';

/** The schemes, by their names in capitals: whether behind the digest there is a salt. */
const SCHEMES: Readonly<Record<string, { readonly digest: string; readonly salted: boolean }>> = {
  SSHA512: { digest: 'sha512', salted: true },
  SSHA384: { digest: 'sha384', salted: true },
  SSHA256: { digest: 'sha256', salted: true },
  SSHA: { digest: 'sha1', salted: true },
  SMD5: { digest: 'md5', salted: true },
  SHA512: { digest: 'sha512', salted: false },
  SHA384: { digest: 'sha384', salted: false },
  SHA256: { digest: 'sha256', salted: false },
  SHA: { digest: 'sha1', salted: false },
  MD5: { digest: 'md5', salted: false },
};
const DIGEST_BYTES: Readonly<Record<string, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
};

/** One digest of the password and no more than this: nothing in the string makes it dear. */
const CEILING = { saltBytes: 64 } as const;

const OUTER = /^\{(S?SHA|S?SHA(?:256|384|512)|S?MD5)\}/i;

/**
 * Verifies the `userPassword` values of directories (RFC 2307 section 5.3, and OpenLDAP's `pw-sha2`):
 * `{SSHA}`, `{SSHA256}`, `{SSHA384}`, `{SSHA512}` and `{SMD5}` with a salt behind the digest, and
 * `{SHA}`, `{SHA256}`, `{SHA384}`, `{SHA512}` and `{MD5}` without. Names of schemes are read in any
 * case.
 *
 * One round of a fast digest is next to nothing against whoever has the table, and those without a
 * salt even less. They are verified because exports hold them, and since verifying is what gets rid
 * of them: each is upgraded at its next sign-in.
 */
export function ldap(): HashFormat {
  return {
    id: 'ldap',
    recognizes: (passwordHash) => OUTER.test(passwordHash),
    faultOf: (passwordHash) => (parse(passwordHash) === null ? 'malformed' : null),
    costOf: (passwordHash) => OUTER.exec(passwordHash)?.[1]?.toUpperCase() ?? '',
    decoyOf: (passwordHash) => scrambled(passwordHash, passwordHash.indexOf('}') + 1),
    verify: async (passwordHash, password) => verifyLdap(passwordHash, password),
  };
}

/** The computation, for a password that is in another encoding than UTF-8 as well. */
export function verifyLdap(passwordHash: string, password: string | Uint8Array): boolean {
  const read = parse(passwordHash);
  if (read === null) return false;
  const digest = createHash(read.digest).update(password).update(read.salt).digest();
  return timingSafeEqual(digest, read.expected);
}

interface LdapHash {
  readonly digest: string;
  readonly expected: Buffer;
  readonly salt: Buffer;
}

function parse(passwordHash: string): LdapHash | null {
  const [outer = '', name = ''] = OUTER.exec(passwordHash) ?? [];
  const scheme = SCHEMES[name.toUpperCase()];
  const bytes = fromAnyBase64(passwordHash.slice(outer.length));
  if (scheme === undefined || bytes === null) return null;
  const digestBytes = DIGEST_BYTES[scheme.digest] ?? 0;
  const saltBytes = bytes.length - digestBytes;
  const isWhole = scheme.salted ? saltBytes > 0 && saltBytes <= CEILING.saltBytes : saltBytes === 0;
  if (!isWhole) return null;
  return {
    digest: scheme.digest,
    expected: bytes.subarray(0, digestBytes),
    salt: bytes.subarray(digestBytes),
  };
}
