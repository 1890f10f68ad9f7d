import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CharacterClass, characterClasses } from '../../../src/policy/index.js';
import { input } from './accounts.js';
import { anyCodePoint, anyText } from './any-text.js';
import { quickest } from './timing.js';

const ALL: readonly CharacterClass[] = ['lower', 'upper', 'digit', 'special'];
const breaks = (password: string, rule = characterClasses()) =>
  rule.check(input(password)) as { params: Record<string, unknown>; message: string } | null;
const has = (password: string, name: CharacterClass) =>
  breaks(password, characterClasses({ of: [name] })) === null;

describe('characterClasses', () => {
  it.each([
    ['aB3!', true],
    ['aB3 ', true],
    ['éÉ3€', true],
    ['жЖ٣—', true],
    ['aǅ3日', true],
    ['aB33', false],
    ['ab3!', false],
    ['AB3!', false],
    ['aBc!', false],
    ['日本語パスワード', false],
    ['', false],
  ])('all four kinds in "%s": %s', (password, content) => {
    expect(breaks(password) === null).toBe(content);
  });

  it('asks for some of the kinds, at the boundary', () => {
    const three = characterClasses({ atLeast: 3 });
    expect(breaks('abc1', three)).not.toBeNull();
    expect(breaks('abc1 ', three)).toBeNull();
    const letters = characterClasses({ atLeast: 1, of: ['lower', 'upper'] });
    expect(breaks('12 34', letters)).not.toBeNull();
    expect(breaks('12 z34', letters)).toBeNull();
  });

  it('tells what a sentence of one’s own needs, and no part of the password', () => {
    const rule = characterClasses({ atLeast: 2, of: ['special', 'lower', 'digit'] });
    const params = { atLeast: 2, lower: true, upper: false, digit: true, special: true };
    const message = 'Use at least 2 of these: lower-case letters, digits, and special characters.';
    expect(breaks('abc', rule)).toEqual({
      code: 'character_classes',
      params: { ...params, actual: 1 },
      message,
    });
    expect(rule.describe()).toEqual({ code: 'character_classes', params, message });
    expect(characterClasses({ of: ['upper', 'digit'] }).describe()?.message).toBe(
      'Use upper-case letters and digits.',
    );
    expect(characterClasses({ of: ['digit'] }).describe()?.message).toBe('Use digits.');
  });

  it('every code point is of exactly one class', () => {
    fc.assert(
      fc.property(anyCodePoint, (sign) => {
        expect(ALL.filter((name) => has(sign, name))).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });

  it('agrees with a count by hand, for any ASCII text, number and choice', () => {
    const byHand = { lower: /[a-z]/, upper: /[A-Z]/, digit: /[0-9]/, special: /[^a-zA-Z0-9]/ };
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 12 }),
        fc.shuffledSubarray([...ALL], { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        (password, of, number) => {
          const atLeast = Math.min(number, of.length);
          const count = of.filter((name) => byHand[name].test(password)).length;
          const broken = breaks(password, characterClasses({ atLeast, of }));
          expect(broken === null).toBe(count >= atLeast);
          if (broken !== null) expect(broken.params.actual).toBe(count);
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(anyText, (password) => void breaks(password)));
  });

  it('attack 39: the longest text that is looked at takes under 5 ms', () => {
    for (const sign of ['a', '\u0301', '\ud83d'])
      expect(quickest(() => breaks(sign.repeat(4096)))).toBeLessThan(5);
  });

  it.each([
    3,
    null,
    { atLeast: 0 },
    { atLeast: 5 },
    { atLeast: 1.5 },
    { atLeast: '2' },
    { atLeast: 2, of: ['lower'] },
    { of: [] },
    { of: ['lower', 'lower'] },
    { of: ['letters'] },
    { of: 'lower' },
    { of: null },
  ])('refuses %j', (options) => {
    expect(() => characterClasses(options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
