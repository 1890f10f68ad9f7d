import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auth0Import } from '../../../../src/hashing/formats/auth0-import/auth0-import.js';
import { digestCalled } from '../../../../src/hashing/formats/auth0-import/custom-password-hash.js';
import { hasher } from '../../../../src/hashing/index.js';
import { documentedMd4, vectors } from '../vectors/auth0-import.js';
import { itIsAFormat, type Refused } from './each-format.js';

interface Given {
  readonly algorithm: unknown;
  readonly hash: object;
  readonly [key: string]: unknown;
}

const format = auth0Import();
const text = (given: Given) => JSON.stringify(given);
const hex = (bytes: number) => 'ab'.repeat(bytes);
const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

const SHA256 = { algorithm: 'sha256', hash: { value: hex(32), encoding: 'hex' } };
const HMAC = {
  algorithm: 'hmac',
  hash: { value: hex(20), encoding: 'hex', digest: 'sha1', key: { value: 'key' } },
};
const SCRYPT = {
  algorithm: 'scrypt',
  hash: { value: hex(32), encoding: 'hex' },
  salt: { value: 'salt' },
  keylen: 32,
};
const ARGON2 = {
  algorithm: 'argon2',
  hash: { value: '$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA' },
};
const BCRYPT = {
  algorithm: 'bcrypt',
  hash: { value: '$2b$10$nFguVi9LsCAcvTZFKQlRKeLVydo8ETv483lkNsSFI/Wl1Rz1Ypo1K' },
};
const LDAP = { algorithm: 'ldap', hash: { value: `{SSHA}${base64(28)}` } };
const pbkdf2 = (value: string, more = {}) =>
  text({ algorithm: 'pbkdf2', hash: { value, ...more } });
const strings = (value: string, algorithm: string) => text({ algorithm, hash: { value } });

const TOO_COSTLY = [
  ['N = 2^30', text({ ...SCRYPT, cost: 2 ** 30 })],
  ['N above what fits into memory', text({ ...SCRYPT, cost: 2 ** 20 })],
  ['p = 2^21 with hardly any memory', text({ ...SCRYPT, cost: 2, parallelization: 2 ** 21 })],
  ['r = 2^21 with hardly any memory', text({ ...SCRYPT, cost: 2, blockSize: 2 ** 21 })],
  ['r = 10^6', text({ ...SCRYPT, blockSize: 1_000_000 })],
  ['p = 33 lanes of 16 MiB', text({ ...SCRYPT, parallelization: 33 })],
  ['i = 10^9', pbkdf2(`$pbkdf2-sha512$i=1000000000,l=64$c2FsdA$${base64(64).slice(0, -2)}`)],
  [
    'MD4 by PBKDF2, 10^6 + 1 rounds',
    pbkdf2(`$pbkdf2-md4$i=1000001,l=16$c2FsdA$${base64(16).slice(0, -2)}`),
  ],
  ['m = 4 GiB', strings(ARGON2.hash.value.replace('m=64', 'm=4194304'), 'argon2')],
  ['bcrypt of cost 31', strings(BCRYPT.hash.value.replace('$10$', '$31$'), 'bcrypt')],
] as const;

const MALFORMED: readonly (readonly [string, string])[] = [
  ['cut', text(SHA256).slice(0, -1)],
  ['two objects', text(SHA256) + text(SHA256)],
  ['another algorithm', text({ ...SHA256, algorithm: 'sha3' })],
  ['a property of Object.prototype as algorithm', text({ ...SHA256, algorithm: 'toString' })],
  ['an algorithm in a list', text({ ...SHA256, algorithm: ['sha256'] })],
  ['further properties', text({ ...SHA256, iterations: 5 })],
  ['no encoding of a digest', text({ ...SHA256, hash: { value: hex(32) } })],
  ['a digest as text', text({ ...SHA256, hash: { value: hex(16), encoding: 'utf8' } })],
  ['a cut digest', text({ ...SHA256, hash: { value: hex(31), encoding: 'hex' } })],
  ['half a byte', text({ ...SHA256, hash: { value: hex(32).slice(1), encoding: 'hex' } })],
  ['base64 for hexadecimal', text({ ...SHA256, hash: { value: base64(32), encoding: 'hex' } })],
  [
    'half a padding',
    text({ algorithm: 'md5', hash: { value: base64(16).slice(0, -1), encoding: 'base64' } }),
  ],
  ['a salt that is no hexadecimal', text({ ...SHA256, salt: { value: 'xyz', encoding: 'hex' } })],
  ['a salt without value', text({ ...SHA256, salt: { position: 'prefix' } })],
  ['a salt in the middle', text({ ...SHA256, salt: { value: 's', position: 'middle' } })],
  ['another encoding', text({ ...SHA256, password: { encoding: 'ebcdic' } })],
  ['no key', text({ ...HMAC, hash: { ...HMAC.hash, key: undefined } })],
  ['no digest', text({ ...HMAC, hash: { ...HMAC.hash, digest: undefined } })],
  [
    'a key that is no base64',
    text({ ...HMAC, hash: { ...HMAC.hash, key: { value: '!', encoding: 'base64' } } }),
  ],
  ['a digest of another length', text({ ...HMAC, hash: { ...HMAC.hash, digest: 'sha512' } })],
  ['no keylen', text({ ...SCRYPT, keylen: undefined })],
  ['another keylen', text({ ...SCRYPT, keylen: 64 })],
  ['a keylen of one byte', text({ ...SCRYPT, hash: { value: 'ab', encoding: 'hex' }, keylen: 1 })],
  ['an odd N', text({ ...SCRYPT, cost: 16_383 })],
  ['N = 1', text({ ...SCRYPT, cost: 1 })],
  ['a negative N', text({ ...SCRYPT, cost: -16_384 })],
  ['N as text', text({ ...SCRYPT, cost: '16384' })],
  ['N = 1e400', text(SCRYPT).replace('"keylen":32', '"keylen":32,"cost":1e400')],
  ['a block too small for its N', text({ ...SCRYPT, cost: 65_536, blockSize: 1 })],
  ['a salt beside the one in an Argon2 string', text({ ...ARGON2, salt: { value: 's' } })],
  ['a salt beside the one in an LDAP string', text({ ...LDAP, salt: { value: 's' } })],
  [
    'an Argon2 string in hexadecimal',
    text({ ...ARGON2, hash: { ...ARGON2.hash, encoding: 'hex' } }),
  ],
  ['bcrypt under the name of Argon2', strings(BCRYPT.hash.value, 'argon2')],
  ['crypt under the name of LDAP', strings('{CRYPT}$6$abc$def', 'ldap')],
  ['a cut bcrypt string', strings(BCRYPT.hash.value.slice(0, -1), 'bcrypt')],
  ['the broken $2x$', strings(BCRYPT.hash.value.replace('$2b', '$2x'), 'bcrypt')],
  ['bcrypt of UTF-16', text({ ...BCRYPT, password: { encoding: 'utf16le' } })],
  ['bcrypt of UCS-2', text({ ...BCRYPT, password: { encoding: 'ucs2' } })],
  ['PBKDF2 with MDC2', pbkdf2(`$pbkdf2-mdc2$i=1,l=16$c2FsdA$${base64(16).slice(0, -2)}`)],
  ['a key of another length', pbkdf2(`$pbkdf2-sha1$i=1,l=64$c2FsdA$${base64(20).slice(0, -1)}`)],
  ['no iterations', pbkdf2(`$pbkdf2-sha1$i=0,l=20$c2FsdA$${base64(20).slice(0, -1)}`)],
  ['no comma', pbkdf2(`$pbkdf2-sha1$i=1l=20$c2FsdA$${base64(20).slice(0, -1)}`)],
];

const REFUSED: Refused = [
  ...TOO_COSTLY.map(([why, given]) => [why, 'too_costly', given] as const),
  ...MALFORMED.map(([why, given]) => [why, 'malformed', given] as const),
];

describe('auth0-import', () => {
  itIsAFormat(format, vectors, REFUSED);

  it('computes PBKDF2 with MD4, which OpenSSL 3 has not, and lets others have a turn', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    expect(await format.verify(documentedMd4.passwordHash, documentedMd4.password)).toBe(true);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it('what this test calls faultless is', () => {
    for (const given of [SHA256, HMAC, SCRYPT, ARGON2, BCRYPT, LDAP])
      expect(format.faultOf(text(given)), given.algorithm).toBeNull();
    expect(format.faultOf(text({ ...SCRYPT, parallelization: 16 }))).toBeNull();
    const key = base64(16).slice(0, -2);
    expect(format.faultOf(pbkdf2(`$pbkdf2-md4$i=1000000,l=16$c2FsdA$${key}`))).toBeNull();
  });

  it('reads an object whose keys a database has put in another order', async () => {
    for (const { passwordHash, password } of vectors.slice(0, 3)) {
      const turned = Object.entries(JSON.parse(passwordHash)).reverse();
      const spaced = JSON.stringify(Object.fromEntries(turned), null, 2);
      expect(format.recognizes(spaced)).toBe(true);
      expect(await format.verify(spaced, password)).toBe(true);
    }
  });

  it("leaves Keycloak's objects, and other JSON, to others", () => {
    const credentialData = '{"hashIterations":210000,"algorithm":"pbkdf2-sha512"}';
    for (const other of [
      { algorithm: 'pbkdf2', hash: '', credentialData, secretData: '{}' },
      { type: 'password', credentialData, secretData: '{}' },
      { algorithm: 'sha256' },
      { hash: 'sha256' },
      ['algorithm', 'hash'],
    ])
      expect(format.recognizes(JSON.stringify(other))).toBe(false);
  });

  it('attack 42: salted bcrypt matches nothing that it would have to cut', async () => {
    const { hash } = await import('@node-rs/bcrypt');
    const salt = { value: 'ten bytes.' };
    const stored = async (password: string) =>
      text({ algorithm: 'bcrypt', hash: { value: await hash(salt.value + password, 4) }, salt });
    const most = 'x'.repeat(62);
    expect(await format.verify(await stored(most), most)).toBe(true);
    expect(await format.verify(await stored(`${most}y`), `${most}y`)).toBe(false);
    expect(await format.verify(await stored(`${most}y`), `${most}z`)).toBe(false);
    expect(await format.verify(await stored('a\0b'), 'a\0b')).toBe(false);
    expect(await format.verify(await stored('a\0b'), 'a\0c')).toBe(false);
  });

  it('a letter that one byte does not hold matches no other', async () => {
    const latin1 = vectors.find(({ source }) => source === 'openssl dgst -md5 of latin1');
    const { passwordHash = '' } = latin1 ?? {};
    expect(await format.verify(passwordHash, 'pässwörd')).toBe(true);
    // U+01E4 has the lower half of ä.
    expect(await format.verify(passwordHash, 'pǤsswörd')).toBe(false);
  });

  it("knows OpenSSL's names of digests", () => {
    const names = {
      md4: ['RSA-MD4', 'md4', 'md4WithRSAEncryption'],
      md5: ['RSA-MD5', 'md5', 'md5WithRSAEncryption', 'ssl3-md5'],
      ripemd160: ['RSA-RIPEMD160', 'ripemd', 'ripemd160', 'ripemd160WithRSA', 'rmd160'],
      sha1: ['RSA-SHA1', 'RSA-SHA1-2', 'sha1', 'sha1WithRSAEncryption', 'ssl3-sha1'],
      sha224: ['RSA-SHA224', 'sha224', 'sha224WithRSAEncryption'],
      sha256: ['RSA-SHA256', 'sha256', 'sha256WithRSAEncryption'],
      sha384: ['RSA-SHA384', 'sha384', 'sha384WithRSAEncryption'],
      sha512: ['RSA-SHA512', 'sha512', 'sha512WithRSAEncryption'],
      whirlpool: ['whirlpool'],
    };
    for (const [digest, called] of Object.entries(names))
      for (const name of called) expect(digestCalled(name)).toBe(digest);
    for (const name of ['', 'mdc2', 'RSA-MDC2', 'mdc2WithRSA', 'sha3-256', 'constructor'])
      expect(digestCalled(name)).toBeNull();
  });

  it('no decoy holds the key of a row', async () => {
    const key = { value: 'a key of this table', encoding: 'utf8' };
    const survey = await hasher({ alsoVerifies: [format] }).survey([
      text({ ...HMAC, hash: { ...HMAC.hash, key } }),
    ]);
    expect(survey.population).toHaveLength(1);
    expect(JSON.stringify(survey)).not.toContain('this');
  });

  it.each([
    ['utf8', 's3cr3t-hmac-key$x'],
    ['utf8', '{key}'],
    ['utf8', 'ключ этой таблицы'],
    ['utf8', 'k}'],
    ['hex', 'c0ffee00c0ffee00'],
    ['base64', Buffer.from('a key of this table').toString('base64')],
  ])('no decoy holds the key of a row, in %s: %s', async (encoding, value) => {
    const row = text({ ...HMAC, hash: { ...HMAC.hash, key: { value, encoding } } });
    const { population } = await hasher({ alsoVerifies: [format] }).survey([row]);
    const { key } = JSON.parse(population[0]?.decoy ?? '').hash;
    expect(key.value).not.toContain(value);
    expect(format.faultOf(population[0]?.decoy ?? '')).toBeNull();
  });

  it('any JSON is refused or read, and nothing is thrown', () => {
    const object = fc.record(
      {
        algorithm: fc.oneof(fc.constantFrom('hmac', 'scrypt', 'sha1', 'bcrypt'), fc.jsonValue()),
        hash: fc.oneof(fc.jsonValue(), fc.constant(HMAC.hash)),
        salt: fc.jsonValue(),
        password: fc.jsonValue(),
        keylen: fc.jsonValue(),
        cost: fc.jsonValue(),
      },
      { requiredKeys: ['algorithm', 'hash'] },
    );
    fc.assert(
      fc.property(object, (given) => {
        const stored = JSON.stringify(given);
        expect([null, 'malformed', 'too_costly']).toContain(format.faultOf(stored));
        expect(typeof format.costOf?.(stored)).toBe('string');
      }),
    );
  });
});
