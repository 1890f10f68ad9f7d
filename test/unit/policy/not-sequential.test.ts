import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notSequential } from '../../../src/policy/index.js';
import { input } from './accounts.js';
import { anyText } from './any-text.js';
import { quickest } from './timing.js';

const breaks = (password: string, options = {}) =>
  notSequential(options).check(input(password)) !== null;

/** Whether the window holds characters of one kind that go up, or down, by one each. */
function isRunByHand(window: string): boolean {
  return ['abcdefghijklmnopqrstuvwxyz', '0123456789'].some((row) => {
    const round = row.repeat(3);
    return round.includes(window) || [...round].reverse().join('').includes(window);
  });
}

describe('notSequential', () => {
  it.each([
    ['abc', false],
    ['abcd', true],
    ['ABcD', true],
    ['dcba', true],
    ['123', false],
    ['1234', true],
    ['4321', true],
    ['7890', true],
    ['xyza', true],
    ['x-2345-y', true],
    ['acegik', false],
    ['ab12cd34', false],
    ['abcba', false],
    ['aaaa', false],
    ['89:;', false],
    ['абвг', false],
    ['qwertyuiop', false],
    ['', false],
  ])('"%s" breaks the default of 3: %s', (password, broken) => {
    expect(breaks(password)).toBe(broken);
  });

  it.each([
    ['qwe', false],
    ['qwer', true],
    ['REWQ', true],
    ['1qaz', true],
    ['!@#$', true],
    ['azer', true],
    ['йцук', true],
    ['my liberty', true],
    ['qwop', false],
    ['abcd', true],
  ])('"%s" breaks it with the keyboard: %s', (password, broken) => {
    expect(breaks(password, { keyboard: true })).toBe(broken);
  });

  it('takes max in a row and refuses one more, wherever they stand', () => {
    const noise = fc.string({ unit: fc.constantFrom('-', '_'), maxLength: 5 });
    const alphabet = 'abcdefghijklmnopqrstuvwxyz';
    fc.assert(
      fc.property(noise, noise, fc.integer({ min: 2, max: 20 }), (head, tail, max) => {
        expect(breaks(`${head}${alphabet.slice(0, max)}${tail}`, { max })).toBe(false);
        expect(breaks(`${head}${alphabet.slice(0, max + 1)}${tail}`, { max })).toBe(true);
      }),
    );
  });

  it('agrees with a look at each window by hand', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcyz0189A '), maxLength: 24 }),
        fc.integer({ min: 2, max: 4 }),
        (password, max) => {
          const text = password.toLowerCase();
          const windows = Array.from(text, (_, at) => text.slice(at, at + max + 1));
          const expected = windows.some((each) => each.length > max && isRunByHand(each));
          expect(breaks(password, { max })).toBe(expected);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('the keyboard refuses more, never less', () => {
    const unit = fc.constantFrom(...'qwertyasdf1234abc!@#');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (password) => {
        if (breaks(password)) expect(breaks(password, { keyboard: true })).toBe(true);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(anyText, (password) => void breaks(password, { keyboard: true })));
  });

  it('tells the number, and whether keys count', () => {
    expect(notSequential({ max: 4 }).check(input('12345'))).toEqual({
      code: 'sequential_run',
      params: { max: 4, keyboard: false },
      message: 'Use no sequence like abc or 321 that is longer than 4 characters.',
    });
    expect(notSequential({ keyboard: true }).describe()).toEqual({
      code: 'sequential_run',
      params: { max: 3, keyboard: true },
      message: 'Use no sequence like abc, 321 or qwe that is longer than 3 characters.',
    });
  });

  it('attack 39: the longest text that is looked at takes under 5 ms', () => {
    const all = 'abcdefghijklmnopqrstuvwxyz'.slice(0, 20);
    for (const hostile of ['qwertyuiop[', `${all}-`, '1', 'Σ\u0301', '\u0130'])
      for (const max of [3, 128]) {
        const password = hostile.repeat(4096).slice(0, 4096);
        expect(quickest(() => breaks(password, { max, keyboard: true }))).toBeLessThan(5);
      }
  });

  it.each([
    3,
    null,
    { max: 1 },
    { max: 129 },
    { max: 2.5 },
    { max: '3' },
    { keyboard: 'yes' },
    { keyboard: null },
  ])('refuses %j', (options) => {
    expect(() => notSequential(options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
