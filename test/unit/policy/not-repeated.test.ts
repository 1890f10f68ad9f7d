import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notRepeated } from '../../../src/policy/index.js';
import { input } from './accounts.js';
import { anyText } from './any-text.js';
import { quickest } from './timing.js';

const breaks = (password: string, max?: number) =>
  notRepeated(max === undefined ? {} : { max }).check(input(password)) !== null;

describe('notRepeated', () => {
  it.each([
    ['aa', false],
    ['aaa', true],
    ['xaaay', true],
    ['xyzaaa', true],
    ['aabbaabb', false],
    ['aAa', false],
    ['   ', true],
    ['😀😀', false],
    ['😀😀😀', true],
    // Two emoji that begin with the same code unit.
    ['😀😁😂', false],
    ['', false],
  ])('"%s" breaks the default of 2: %s', (password, broken) => {
    expect(breaks(password)).toBe(broken);
  });

  it('takes max in a row and refuses one more, wherever they stand', () => {
    const text = fc.string({ unit: fc.constantFrom('x', 'y'), maxLength: 5 });
    const around = fc.tuple(text, text).map(([head, tail]) => [`${head}-`, `-${tail}`] as const);
    fc.assert(
      fc.property(around, fc.integer({ min: 5, max: 128 }), ([head, tail], max) => {
        expect(breaks(`${head}${'a'.repeat(max)}${tail}`, max)).toBe(false);
        expect(breaks(`${head}${'a'.repeat(max + 1)}${tail}`, max)).toBe(true);
      }),
    );
  });

  it('agrees with a search for each character so many times over', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'A', 'é', '😀', '😁', ' '), maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (password, max) => {
          const expected = [...password].some((sign) => password.includes(sign.repeat(max + 1)));
          expect(breaks(password, max)).toBe(expected);
        },
      ),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(anyText, (password) => void breaks(password)));
  });

  it('tells the number', () => {
    const answer = {
      code: 'identical_run',
      params: { max: 3 },
      message: 'Use no character more than 3 times in a row.',
    };
    expect(notRepeated({ max: 3 }).check(input('aaaa'))).toEqual(answer);
    expect(notRepeated({ max: 3 }).describe()).toEqual(answer);
    expect(notRepeated({ max: 1 }).describe()?.message).toContain('more than once');
  });

  it('attack 39: the longest text that is looked at takes under 5 ms', () => {
    expect(quickest(() => breaks('ab'.repeat(2048)))).toBeLessThan(5);
  });

  it.each([2, null, { max: 0 }, { max: 129 }, { max: 1.5 }, { max: '2' }, { max: Number.NaN }])(
    'refuses %j',
    (options) => {
      expect(() => notRepeated(options as never)).toThrowError(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      );
    },
  );
});
