import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countIn, isRangeText, rangeText } from '../../../adapters/hibp/range-text.js';

const suffix = fc.stringMatching(/^[0-9A-F]{35}$/);
const count = fc.nat({ max: 99_999_999 });
const answer = fc.dictionary(suffix, count, { minKeys: 1, maxKeys: 40 });

describe('the text of a range', () => {
  it('finds every count of the answer, and 0 for what is not in it', () => {
    fc.assert(
      fc.property(answer, suffix, (counts, other) => {
        const text = rangeText(counts)!;
        for (const [each, seen] of Object.entries(counts)) expect(countIn(text, each)).toBe(seen);
        if (!(other in counts)) expect(countIn(text, other)).toBe(0);
      }),
    );
  });

  it('is recognised, unless it is empty, cut or changed in a letter', () => {
    const lower = fc.stringMatching(/^[g-z<> ]$/);
    fc.assert(
      fc.property(answer, fc.nat(), lower, (counts, at, letter) => {
        const text = rangeText(counts)!;
        expect(isRangeText(text)).toBe(text !== '');
        if (text === '') return;
        const end = at % text.length;
        const lineEnds = text.lastIndexOf('\n', end - 1) === end - 1;
        expect(isRangeText(text.slice(0, end))).toBe(end > 0 && lineEnds);
        expect(isRangeText(text.slice(0, end) + letter + text.slice(end + 1))).toBe(false);
      }),
    );
  });

  it('takes suffixes in lower case', () => {
    expect(countIn(rangeText({ ['a'.repeat(35)]: 7 })!, 'A'.repeat(35))).toBe(7);
  });

  it('makes nothing of anything else, and never throws', () => {
    const odd = fc.oneof(
      fc.anything(),
      fc.dictionary(fc.string(), fc.anything()),
      answer.chain((counts) =>
        fc.anything().map((value) => ({ ...counts, ['A'.repeat(35)]: value })),
      ),
    );
    fc.assert(
      fc.property(odd, (value) => {
        const text = rangeText(value);
        if (text !== null && text !== '') expect(isRangeText(text)).toBe(true);
        expect(isRangeText(value)).toBe(false);
      }),
    );
    for (const none of [{}, null, undefined, '', [], { [`${'A'.repeat(34)}G`]: 1 }])
      expect(rangeText(none)).toBeNull();
    for (const wrong of [Number.NaN, -1, 1.5, 2 ** 53, '1', null])
      expect(rangeText({ ['A'.repeat(35)]: wrong })).toBeNull();
  });
});
