import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countIn,
  isRangeText,
  LONGEST_RANGE,
  rangeText,
} from '../../../adapters/hibp/range-text.js';

const suffix = fc.stringMatching(/^[0-9A-F]{35}$/);
const count = fc.nat({ max: 99_999_999 });
const counts = fc.dictionary(suffix, count, { minKeys: 1, maxKeys: 40 });
const lineEnd = fc.constantFrom('\n', '\r\n');

const answerOf = (seen: Record<string, number>, end = '\r\n') =>
  Object.entries(seen)
    .map(([each, times]) => `${each}:${times}`)
    .join(end);

describe('the text of a range', () => {
  it('finds every count of the answer, and 0 for what is not in it', () => {
    fc.assert(
      fc.property(counts, suffix, lineEnd, fc.boolean(), (seen, other, end, ended) => {
        const text = rangeText(answerOf(seen, end) + (ended ? end : ''))!;
        for (const [each, times] of Object.entries(seen)) expect(countIn(text, each)).toBe(times);
        if (!(other in seen)) expect(countIn(text, other)).toBe(0);
      }),
    );
  });

  it('is recognised, unless it is empty, cut or changed in a letter', () => {
    const lower = fc.stringMatching(/^[g-z<> ]$/);
    fc.assert(
      fc.property(counts, fc.nat(), lower, (seen, at, letter) => {
        const text = rangeText(answerOf(seen))!;
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
    expect(countIn(rangeText(`${'a'.repeat(35)}:7`)!, 'A'.repeat(35))).toBe(7);
  });

  it('is made of what is short enough to be recognised, and of nothing longer', () => {
    const line = `${'A'.repeat(35)}:1\n`;
    const most = line.repeat(Math.floor((LONGEST_RANGE - 1) / line.length));
    for (const answer of [most, most.slice(0, -1)])
      expect(isRangeText(rangeText(answer))).toBe(true);
    expect(rangeText(most + line)).toBeNull();
    expect(rangeText(`${line.repeat(26_315)}${'A'.repeat(35)}:${'1'.repeat(5)}`)).toBeNull();
  });

  it('makes nothing of anything else, and never throws', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.tuple(counts, fc.string(), fc.nat()).map(([seen, word, at]) => {
        const answer = answerOf(seen);
        const place = at % answer.length;
        return answer.slice(0, place) + word + answer.slice(place);
      }),
    );
    fc.assert(
      fc.property(odd, fc.anything(), (answer, value) => {
        const text = rangeText(answer);
        if (text !== null && text !== '') expect(isRangeText(text)).toBe(true);
        if (typeof value !== 'string') expect(isRangeText(value)).toBe(false);
      }),
    );
    const good = 'A'.repeat(35);
    for (const none of ['', '\n', '\r\n', good, `${good}:`, `${'A'.repeat(34)}G:1`, `${good}A:1`])
      expect(rangeText(none)).toBeNull();
    for (const wrong of ['NaN', '-1', '1.5', '1e3', '01', '+1', ' 1', '1 ', '1'.repeat(17)])
      expect(rangeText(`${good}:${wrong}`)).toBeNull();
    for (const gap of ['\n\n', '\r', '\n \n', ' '])
      expect(rangeText(`${good}:1${gap}${good}:1`)).toBeNull();
  });
});
