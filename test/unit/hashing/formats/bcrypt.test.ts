import { verify as nativeVerify } from '@node-rs/bcrypt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf2x } from '../../../../src/hashing/formats/bcrypt.js';
import { bcrypt, hasher } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/bcrypt.js';
import { itIsAFormat } from './each-format.js';

const SALT_AND_DIGEST = 'WvvTPHKwdBJ3uk0Z37EMR.hLA2W6N9AEBhEgrAOljy2Ae5MtaSIUi';
const stored = (beginning: string) => `${beginning}${SALT_AND_DIGEST}`;
const EMPTY = '$2b$04$abcdefghijklmnopqrstuubyCG3zY1GIXMyxfivm.ClDiInHzxjiq';

describe('bcrypt', () => {
  itIsAFormat(bcrypt(), vectors, [
    ['cost 16', 'too_costly', stored('$2b$16$')],
    ['cost 31', 'too_costly', stored('$2y$31$')],
    ['cost 3', 'malformed', stored('$2b$03$')],
    ['cost 32', 'malformed', stored('$2b$32$')],
    ['a cost of one digit', 'malformed', stored('$2b$4$')],
    ['a signed cost', 'malformed', stored('$2b$+4$')],
    ['a cut digest', 'malformed', stored('$2b$10$').slice(0, -1)],
    ['a character too much', 'malformed', `${stored('$2b$10$')}.`],
    ['a line end', 'malformed', `${stored('$2b$10$')}\n`],
    ['a foreign character', 'malformed', stored('$2b$10$').replace('R.h', 'R.+')],
    ['a salt of more than 16 bytes', 'malformed', stored('$2b$10$').replace('R.h', 'RAh')],
    ['a digest of more than 23 bytes', 'malformed', stored('$2b$10$').replace(/i$/, 'j')],
    ['a million characters', 'malformed', `$2b$10$${'A'.repeat(1_000_000)}`.slice(0, 4000)],
  ]);

  it.each(['$2$', '$2c$', '$2z$', '$2A$', '2b$', '$wp$2y$'])('leaves %s to others', (beginning) => {
    expect(bcrypt().recognizes(stored(`${beginning}10$`))).toBe(false);
  });

  it('verifies an empty password', async () => {
    expect(await bcrypt().verify(EMPTY, '')).toBe(true);
    expect(await bcrypt().verify(EMPTY, 'x')).toBe(false);
  });

  it('attack 41: the ceiling itself is within it', () => {
    expect(bcrypt().faultOf(stored('$2b$15$'))).toBeNull();
  });

  it('attack 37: every decoy takes as long as the row that it stands for', async () => {
    const row = stored('$2b$08$');
    for (let n = 0; n < 20; n += 1) {
      const decoy = bcrypt().decoyOf?.(row) ?? '';
      expect(bcrypt().faultOf(decoy)).toBeNull();
      const startedAt = performance.now();
      expect(await bcrypt().verify(decoy, 'x')).toBe(false);
      // Cost 8 takes 15 ms or so. A salt that bcrypt cannot have written is answered in 0.03 ms.
      expect(performance.now() - startedAt).toBeGreaterThan(2);
    }
  });
});

describe('bcrypt for new passwords', () => {
  const cheap = bcrypt({ cost: 10 });

  it('writes $2b$, with cost 12 by default', async () => {
    const made = await bcrypt().hash('correct horse');
    expect(made).toMatch(/^\$2b\$12\$[./A-Za-z0-9]{53}$/);
    expect(bcrypt().isUpToDate(made)).toBe(true);
  });

  it('what was hashed verifies, and nothing else does', async () => {
    const passwords = fc
      .string({ unit: 'grapheme', maxLength: 72 })
      .filter((text) => Buffer.byteLength(text) <= 72 && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(passwords, passwords, async (password, other) => {
        const made = await cheap.hash(password);
        expect(cheap.faultOf(made)).toBeNull();
        expect(await cheap.verify(made, password)).toBe(true);
        expect(await cheap.verify(made, other)).toBe(other === password);
      }),
      { numRuns: 5 },
    );
  });

  it.each([
    ['73 bytes', 'x'.repeat(73)],
    ['73 bytes in 37 letters', `${'é'.repeat(36)}z`],
    ['a NUL', 'secret\0and more'],
    ['a NUL at the end', 'secret\0'],
  ])('attack 42: refuses to hash a password of %s, and does not cut it', async (_, password) => {
    const error: unknown = await bcrypt()
      .hash(password)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'ERR_HASH_LIMIT' });
    expect(String(error)).not.toContain(password.slice(0, 6));
  });

  it('hashes the whole of 72 bytes', async () => {
    const made = await cheap.hash('é'.repeat(36));
    expect(await cheap.verify(made, 'é'.repeat(36))).toBe(true);
    expect(await cheap.verify(made, `${'é'.repeat(35)}è`)).toBe(false);
  });

  it('says its limit, for the policy', () => {
    expect(hasher({ current: bcrypt() }).limits).toEqual({ maxBytes: 72 });
    expect(hasher().limits).toBeUndefined();
  });

  it.each([
    ['$2b$12$', false],
    ['$2a$12$', false],
    ['$2y$12$', false],
    ['$2x$12$', true],
    ['$2b$11$', true],
    ['$2b$13$', true],
    ['$2b$12', true],
  ])('asks for a rehash of %s: %s', (beginning, needsRehash) => {
    const current = hasher({ current: bcrypt({ cost: 12 }) });
    expect(current.needsRehash(stored(beginning))).toBe(needsRehash);
  });

  it.each([9, 17, 12.5, Number.NaN, '12' as never])('refuses the cost %s', (cost) => {
    expect(() => bcrypt({ cost })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('"cost"'),
      }),
    );
  });
});

describe('$2x$, of crypt_blowfish before 1.1 (CVE-2011-2483)', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1');

  // wrapper.c of crypt_blowfish. No UTF-8, so our callers cannot say it.
  it.each([
    ['CE5elHaaO4EbggVDjb8P19RukzXSM3e', '\xa3'],
    ['CE5elHaaO4EbggVDjb8P19RukzXSM3e', '\xff\xff\xa3'],
    ['o./n25XVfn6oAPaUvHe.Csk4zRfsYPi', '\xff\xa334\xff\xff\xff\xa3345'],
    ['o./n25XVfn6oAPaUvHe.Csk4zRfsYPi', '\xff\xa3345'],
    ['o./n25XVfn6oAPaUvHe.Csk4zRfsYPi', '1\xa3345'],
    ['6IflQkJytoRVc1yuaNtHfiuq.FRlSIS', '\xa3ab'],
  ])('repeats the fault as in %s', async (digest, password) => {
    const asOf2b = `$2b$05$/OK.fbVrR/bpIqNJ5ianF.${digest}`;
    expect(await nativeVerify(keyOf2x(bytes(password)), asOf2b)).toBe(true);
    expect(await nativeVerify(keyOf2x(bytes(`${password}x`)), asOf2b)).toBe(false);
  });

  it('is bcrypt for passwords of ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 80 }), (password) => {
        const cycle = Buffer.from(`${password}\0`);
        expect(keyOf2x(Buffer.from(password))).toEqual(Buffer.alloc(72, cycle));
      }),
    );
  });

  it('attack 42: no more than 72 bytes match, nor a NUL', async () => {
    const long = vectors.find(({ passwordHash, password }) =>
      Boolean(passwordHash.startsWith('$2x$') && Buffer.byteLength(password) === 72),
    )!;
    expect(await bcrypt().verify(long.passwordHash, long.password)).toBe(true);
    expect(await bcrypt().verify(long.passwordHash, `${long.password}y`)).toBe(false);
    expect(await bcrypt().verify(EMPTY.replace('2b', '2x'), '')).toBe(true);
    expect(await bcrypt().verify(EMPTY.replace('2b', '2x'), '\0')).toBe(false);
  });
});
