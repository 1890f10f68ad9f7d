import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { length } from '../../../src/policy/index.js';
import { input } from './accounts.js';

const codeOf = (password: string, rule = length()) =>
  (rule.check(input(password)) as { code: string } | null)?.code ?? null;

describe('length', () => {
  it.each([
    ['one below the least', 'a'.repeat(14), 'too_short'],
    ['the least', 'a'.repeat(15), null],
    ['the most', 'a'.repeat(128), null],
    ['one above the most', 'a'.repeat(129), 'too_long'],
    ['the most of two code units each', '😀'.repeat(128), null],
    ['one more of two code units each', '😀'.repeat(129), 'too_long'],
    ['14 of two code units each', '😀'.repeat(14), 'too_short'],
    ['nothing', '', 'too_short'],
  ])('%s', (_, password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  it('counts the bytes of UTF-8 as well, at the boundary', () => {
    const rule = length({ min: 1, max: 128, maxBytes: 100 });
    expect(codeOf('😀'.repeat(25), rule)).toBeNull();
    expect(codeOf(`${'😀'.repeat(25)}a`, rule)).toBe('too_long');
  });

  it('tells numbers that a form can use', () => {
    expect(length({ min: 8 }).check(input('abc'))).toMatchObject({ params: { min: 8, actual: 3 } });
    expect(length().check(input('a'.repeat(129)))).toMatchObject({
      params: { max: 128, maxBytes: 1024 },
    });
    expect(length({ min: 8, max: 64 }).describe()).toMatchObject({ params: { min: 8, max: 64 } });
  });

  it('agrees with a count by hand, for any text and limits', () => {
    const limits = fc
      .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }))
      .map(([min, more]) => ({ min, max: min + more }));
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 45 }),
        limits,
        (password, { min, max }) => {
          const count = Array.from(password).length;
          const expected = count < min ? 'too_short' : count > max ? 'too_long' : null;
          expect(codeOf(password, length({ min, max }))).toBe(expected);
        },
      ),
    );
  });

  it('attack 39: a megabyte is refused in less than a millisecond', () => {
    const megabyte = 'é'.repeat(500_000);
    let quickest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i += 1) {
      const started = performance.now();
      expect(codeOf(megabyte)).toBe('too_long');
      quickest = Math.min(quickest, performance.now() - started);
    }
    expect(quickest).toBeLessThan(1);
  });

  it.each([{ min: 0 }, { min: 16, max: 15 }, { min: 1.5 }, { max: Number.NaN }, { maxBytes: 14 }])(
    'refuses %o',
    (options) => {
      expect(() => length(options)).toThrowError(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      );
    },
  );
});
