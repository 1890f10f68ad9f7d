import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commonPieces } from '../../../src/policy/common-passwords.js';
import { areWithinEdits } from '../../../src/policy/edits.js';
import { isGuessable } from '../../../src/policy/guessability.js';
import { fewestBits } from './slow-guessability.js';

const WORDS = [...commonPieces().bits.keys()];

/** Texts that are read in as many ways as possible. */
const piece = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...WORDS.slice(0, 40)),
  fc.constantFrom(
    'qwerty',
    '1qaz',
    'zaq1',
    '!@#$',
    '12345',
    '9876',
    'abcd',
    'zyxw',
    '2024',
    '1984',
  ),
  fc.constantFrom('ada', 'lovelace', 'l0v3l@c3', '4d4', 'ecalevol', '1l!i', '5s$', 'p@$$w0rd'),
  fc.string({ unit: fc.constantFrom(...'aei1!4@30$57 .-x9é\u{1f984}'), maxLength: 4 }),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }), fc.nat(12))
    .map(([text, times]) => text.repeat(times)),
);
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
const ownWords = fc.array(
  fc.oneof(piece, fc.constantFrom('ada', 'lovelace', 'iii', 'llll')).filter((w) => w.length >= 3),
  { maxLength: 4 },
);

describe('isGuessable', () => {
  it('answers what its rules say, worked out slowly, to the bit', () => {
    let withOwnWord = 0;
    fc.assert(
      fc.property(text, ownWords, (folded, words) => {
        // Half of the words are cut out of the text: or they would hardly ever occur in it.
        const cut = words.map((word, i) =>
          i % 2 ? word : folded.slice(i * 3, i * 3 + word.length),
        );
        const own = cut.filter((word) => word.length >= 3);
        const bits = fewestBits(folded, own);
        const answer = (budgetBits: number) => isGuessable(folded, { budgetBits, ownWords: own });
        expect(answer(Math.min(bits + 1e-6, 4000))).toBe(bits !== Number.POSITIVE_INFINITY);
        expect(answer(bits - 1e-6)).toBe(false);
        if (own.length > 0) withOwnWord += 1;
      }),
      { numRuns: 400 },
    );
    expect(withOwnWord).toBeGreaterThan(100);
  });

  it.each([
    ['takes a word of the account in leet for itself', '10ve1ace', ['lovelace'], true],
    ['needs a word of the account where there are any', 'password1', ['lovelace'], false],
    ['finds it backwards', 'ecalevol', ['lovelace'], true],
    ['finds it in turns with something else', 'l1o2v3e4l5a6c7e8', ['lovelace'], true],
    ['has no use for a word that is longer than the text', 'lovelac', ['lovelace'], false],
  ])('%s', (_, folded, words, expected) => {
    expect(isGuessable(folded, { budgetBits: 30, ownWords: words })).toBe(expected);
  });
});

describe('areWithinEdits', () => {
  it('agrees with the whole table of edit distances', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(short, short, fc.nat(3), (a, b, edits) => {
        expect(areWithinEdits(edits, a, b)).toBe(editDistance(a, b) <= edits);
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['', '', 0, true],
    ['', 'ab', 1, false],
    ['lovelace', 'lvelace', 1, true],
    ['lovelace', 'lovelcae', 1, false],
    ['lovelace', 'lovelcae', 2, true],
    ['abcdefgh', 'xbcdefgy', 2, true],
    ['abcdefgh', 'xbcdyfgz', 2, false],
  ])('%s and %s within %i: %s', (a, b, edits, expected) => {
    expect(areWithinEdits(edits, a, b)).toBe(expected);
  });
});

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[b.length] ?? 0;
}
