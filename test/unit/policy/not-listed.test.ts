import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fold } from '../../../src/policy/fold.js';
import { type NotListedOptions, notListed, policy } from '../../../src/policy/index.js';
import { type RankedPasswords, rankedPasswords } from '../../../src/policy/ranked-passwords.js';
import { input } from './accounts.js';

let ranked: RankedPasswords;

beforeAll(async () => {
  ranked = await rankedPasswords();
});

const isRefused = async (password: string, options?: NotListedOptions) =>
  (await notListed(options).check(input(password))) !== null;

/** Entries of the source, folded, with the line of each counted without repetitions. */
const SOURCE: readonly (readonly [rank: number, entry: string])[] = [
  [1, '123456'],
  [2, 'password'],
  [3, '12345678'],
  [10, 'dragon'],
  [100, 'matrix'],
  [1000, '99999999'],
  [9_999, '20011987'],
  [10_000, '19071983'],
  [10_001, '19021985'],
  [10_002, '19011985'],
  [50_000, '100974'],
  [99_999, 'nfkfgtyf'],
  [100_000, 'neznam'],
];

describe('the list', () => {
  it.each(SOURCE)('knows the entry of rank %i: %s', (rank, entry) => {
    expect(ranked.rankOf(entry)).toBe(rank);
  });

  it('ends after 100,000', () => {
    expect(ranked.rankOf('nezabudu')).toBeNull();
  });

  it('holds 100,000 different entries, each found by its own rank', async () => {
    const { RANKED_PASSWORDS } = await import('../../../src/policy/common-100k.data.js');
    const bytes = Buffer.from(RANKED_PASSWORDS, 'base64');
    const entries = Array.from({ length: bytes.length / 5 }, (_, index) =>
      bytes.toString('hex', index * 5, index * 5 + 5),
    );
    expect(entries).toHaveLength(100_000);
    expect(new Set(entries).size).toBe(100_000);
    // The first five bytes of a SHA-256: what the script writes and what is looked up are one.
    const first = createHash('sha256').update('123456').digest('hex').slice(0, 10);
    expect(entries[0]).toBe(first);
  });

  it('has passwords with an @, and no addresses', () => {
    expect(ranked.rankOf('p@ssw0rd')).toBeLessThan(20_000);
    const local = fc.constantFrom('test', 'info', 'admin', 'john', 'me', 'abc', '123', 'password');
    const domain = fc.constantFrom('gmail.com', 'hotmail.com', 'yahoo.com', 'mail.ru', 'test.com');
    fc.assert(
      fc.property(local, domain, (before, after) => {
        expect(ranked.rankOf(`${before}@${after}`)).toBeNull();
      }),
    );
  });

  it('takes no random text for an entry', () => {
    const random = fc.string({
      unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789'),
      minLength: 10,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.noBias(random), (text) => {
        expect(ranked.rankOf(text)).toBeNull();
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('notListed', () => {
  it('refuses the top, and no entry below it', async () => {
    for (const top of [1, 2, 3, 10_000, 100_000])
      for (const [rank, entry] of SOURCE)
        expect([top, entry, await isRefused(entry, { top })]).toEqual([top, entry, rank <= top]);
  });

  it('refuses 100,000 unless told otherwise', async () => {
    expect(await isRefused('neznam')).toBe(true);
    expect(await isRefused('nezabudu')).toBe(false);
  });

  it('compares without case and width, and the whole password only', async () => {
    for (const listed of ['PASSWORD', 'PaSsWoRd', 'ｐａｓｓｗｏｒｄ', 'Monkey'])
      expect(await isRefused(listed)).toBe(true);
    for (const more of ['password of the sea', ' password', 'password ', 'passwordpassword-x'])
      expect(await isRefused(more)).toBe(false);
  });

  it('refuses the passwords of a list of its own, before the other is loaded', () => {
    const rule = notListed({ top: 1, also: ['Latchkey', 'Straße 12'] });
    for (const listed of ['latchkey', 'LATCHKEY', 'STRAßE 12'])
      expect(rule.check(input(listed))).toMatchObject({ code: 'common_password' });
    expect(rule.check(input('latchkeys'))).toBeNull();
  });

  it('says the same for a form and for a password, and never the password', async () => {
    const rule = notListed();
    const violation = await rule.check(input('letmein'));
    expect(violation).toEqual({
      code: 'common_password',
      params: {},
      message: 'Choose a password that is not common or easily guessed.',
    });
    expect(rule.describe()).toEqual(violation);
  });

  it('is one rule among others', async () => {
    const both = policy(notListed({ also: ['latchkey'] }), notListed({ top: 1 }));
    expect(await both.check(input('123456'))).toHaveLength(2);
    expect(await both.check(input('latchkey'))).toHaveLength(1);
    expect(await both.check(input('ocean-lamp-viola-quartz'))).toEqual([]);
  });

  it('any word of its own list is refused, and what is neither there nor ranked is not', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), word, (also, other) => {
        const rule = notListed({ top: 1, also });
        for (const each of [...also, other]) {
          const expected = also.map(fold).includes(fold(each)) || fold(each) === '123456';
          expect(rule.check(input(each)) !== null).toBe(expected);
        }
      }),
    );
  });

  it('case never makes a listed word unlisted', () => {
    const word = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(word, (own) => {
        const rule = notListed({ top: 1, also: [own] });
        for (const each of [own, own.toUpperCase(), own.toLowerCase()])
          expect(rule.check(input(each))).not.toBeNull();
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const rule = notListed();
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (password) => {
        const answer = rule.check(input(password));
        expect(answer === null || 'code' in answer).toBe(true);
      }),
    );
  });

  it('attack 39: a megabyte costs less than a millisecond, the worst within the caps less than five', () => {
    const rule = notListed();
    for (const [password, most] of [
      ['a'.repeat(1_000_000), 1],
      ['\ufdfa'.repeat(341), 5],
      ['\ufdfa'.repeat(512), 5],
    ] as const) {
      let quickest = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 5; i += 1) {
        const started = performance.now();
        rule.check(input(password));
        quickest = Math.min(quickest, performance.now() - started);
      }
      expect(quickest).toBeLessThan(most);
    }
  });

  it.each([
    [{ top: 0 }, '"top"'],
    [{ top: -1 }, '"top"'],
    [{ top: 1.5 }, '"top"'],
    [{ top: 100_001 }, '"top"'],
    [{ top: Number.NaN }, '"top"'],
    [{ top: '10' as unknown as number }, '"top"'],
    [{ also: 'latchkey' as unknown as string[] }, '"also"'],
    [{ also: [''] }, '"also"'],
    [{ also: [7 as unknown as string] }, '"also"'],
    [{ also: ['x'.repeat(513)] }, '"also"'],
  ])('refuses %o', (options, named) => {
    expect(() => notListed(options)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(named),
      }),
    );
  });
});
