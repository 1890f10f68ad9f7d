import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Pbkdf2Options, pbkdf2 } from '../../../../src/hashing/formats/pbkdf2.js';
import { hasher } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/pbkdf2.js';
import { vectors as werkzeugVectors } from '../vectors/werkzeug.js';
import { itIsAFormat } from './each-format.js';

const SALT = 'c29tZSBzYWx0IG9mIDE2IQ';
const bare = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64').replace(/=+$/, '');
const phc = (name: string, parameters: string, salt = SALT, key = bare(32)) =>
  `$${name}$${parameters}$${salt}$${key}`;

describe('pbkdf2', () => {
  itIsAFormat(pbkdf2(), vectors, [
    ['ten million iterations', 'too_costly', phc('pbkdf2-sha256', 'i=10000000')],
    ['all iterations there can be', 'too_costly', phc('pbkdf2-sha512', 'i=4294967295')],
    ['one iteration too many', 'too_costly', phc('pbkdf2-sha256', 'i=6000001')],
    ['blocks too many', 'too_costly', phc('pbkdf2-sha1', 'i=3000001', SALT, bare(40))],
    ['no iterations', 'malformed', phc('pbkdf2-sha256', 'i=0')],
    ['a leading zero', 'malformed', phc('pbkdf2-sha256', 'i=01000')],
    ['a sign', 'malformed', phc('pbkdf2-sha256', 'i=-1000')],
    ['an exponent', 'malformed', phc('pbkdf2-sha256', 'i=1e3')],
    ['a number of eleven digits', 'malformed', phc('pbkdf2-sha256', 'i=10000000000')],
    ['another length than it says', 'malformed', phc('pbkdf2-sha256', 'i=1000,l=31')],
    ['no digest that is known', 'malformed', phc('pbkdf2-md5', 'i=1000')],
    ['a salt of a kilobyte and a byte', 'malformed', phc('pbkdf2-sha1', 'i=1', bare(1025))],
    ['a key of 15 bytes', 'malformed', phc('pbkdf2-sha256', 'i=1000', SALT, bare(15))],
    ['a key of 129 bytes', 'malformed', phc('pbkdf2-sha256', 'i=1000', SALT, bare(129))],
    ['padding', 'malformed', `${phc('pbkdf2-sha256', 'i=1000')}=`],
    [
      'base64 that is not exact',
      'malformed',
      phc('pbkdf2-sha256', 'i=1000', SALT, `${bare(32).slice(0, -1)}d`),
    ],
    ['the URL alphabet', 'malformed', phc('pbkdf2-sha256', 'i=1000', '-29tZSBzYWx0IG9mIDE2IQ')],
    ['no salt', 'malformed', phc('pbkdf2-sha256', 'i=1000', '')],
    ['a line end', 'malformed', `${phc('pbkdf2-sha256', 'i=1000')}\n`],
    ['two thousand characters', 'malformed', phc('pbkdf2-sha256', 'i=1000', SALT, bare(1500))],
  ]);

  it('leaves the strings of Passlib to their own format', () => {
    expect(pbkdf2().recognizes(phc('pbkdf2-sha256', '29000'))).toBe(false);
  });

  it('computes what is just below the ceiling', () => {
    expect(pbkdf2().faultOf(phc('pbkdf2-sha512', 'i=6000000'))).toBeNull();
    expect(pbkdf2().faultOf(phc('pbkdf2-sha1', 'i=1500000,l=64', SALT, bare(64)))).toBeNull();
  });

  it('verifies SHA-384: a key that Werkzeug made, in this notation', async () => {
    const { passwordHash = '', password = '' } =
      werkzeugVectors.find(({ passwordHash }) => passwordHash.includes(':sha384:')) ?? {};
    const [, salt = '', hex = ''] = passwordHash.split('$');
    const [saltText, key] = [Buffer.from(salt), Buffer.from(hex, 'hex')].map((bytes) =>
      bytes.toString('base64').replace(/=+$/, ''),
    );
    const stored = phc('pbkdf2-sha384', 'i=1000', saltText, key);
    expect(await pbkdf2().verify(stored, password)).toBe(true);
    expect(await pbkdf2().verify(stored, `${password}x`)).toBe(false);
  });
});

describe('new hashes of pbkdf2', () => {
  const cheap = (options: Pbkdf2Options = {}) => pbkdf2({ iterations: 10_000, ...options });

  it('are PHC strings with the parameters of ASVS 5.0, a new salt each time', async () => {
    const sha256 = await pbkdf2().hash('correct horse');
    const sha512 = await pbkdf2({ digest: 'sha512' }).hash('correct horse');
    expect(sha256).toMatch(/^\$pbkdf2-sha256\$i=600000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(sha512).toMatch(/^\$pbkdf2-sha512\$i=210000\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{86}$/);
    expect(await pbkdf2().hash('correct horse')).not.toBe(sha256);
  });

  it('verify the password that they were made of, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('sha256' as const, 'sha512' as const),
        async (password, other, digest) => {
          const format = cheap({ digest });
          const stored = await format.hash(password);
          expect(format.recognizes(stored)).toBe(true);
          expect(format.faultOf(stored)).toBeNull();
          expect(format.isUpToDate(stored)).toBe(true);
          expect(await format.verify(stored, password)).toBe(true);
          // HMAC fills a short key up with NULs, so those at the end do not count.
          const differs = other.replace(/\0+$/, '') !== password.replace(/\0+$/, '');
          if (differs) expect(await format.verify(stored, other)).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('ask for a rehash when digest, iterations, salt or length are others', async () => {
    const stored = await cheap().hash('correct horse');
    const needsRehash = (options: Pbkdf2Options, passwordHash: string) =>
      hasher({ current: cheap(options) }).needsRehash(passwordHash);
    expect(needsRehash({}, stored)).toBe(false);
    expect(needsRehash({ iterations: 10_001 }, stored)).toBe(true);
    expect(needsRehash({ iterations: 600_000 }, stored)).toBe(true);
    expect(needsRehash({ digest: 'sha512' }, stored)).toBe(true);
    expect(needsRehash({}, phc('pbkdf2-sha256', 'i=10000'))).toBe(false);
    expect(needsRehash({}, phc('pbkdf2-sha256', 'i=10000', bare(15)))).toBe(true);
    expect(needsRehash({}, phc('pbkdf2-sha256', 'i=10000', SALT, bare(31)))).toBe(true);
    expect(needsRehash({}, phc('pbkdf2-sha512', 'i=10000', SALT, bare(64)))).toBe(true);
    expect(needsRehash({}, phc('pbkdf2-sha256', 'i=10000', SALT, '!'))).toBe(true);
  });

  it.each([
    ['"iterations"', { iterations: 9_999 }],
    ['"iterations"', { iterations: 6_000_001 }],
    ['"iterations"', { iterations: 600_000.5 }],
    ['"iterations"', { iterations: Number.NaN }],
    ['"digest"', { digest: 'sha1' }],
    ['"digest"', { digest: 'constructor' }],
  ])('refuse options that would not be verified, by name: %s', (name, options) => {
    expect(() => pbkdf2(options as Pbkdf2Options)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(name),
      }),
    );
  });
});
