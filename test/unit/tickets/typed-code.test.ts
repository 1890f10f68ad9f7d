import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTypedCode } from '../../../src/tickets/index.js';

const ZEROS = { ascii: 0x30, fullWidth: 0xff10, arabicIndic: 0x0660, persian: 0x06f0 };
const SEPARATORS = [
  ' ',
  '\u00a0',
  '\u2009',
  '\u202f',
  '\u3000',
  '-',
  '\u2010',
  '\u2011',
  '\u2013',
  '\u2014',
  '\u2212',
  '\uff0d',
];

const anyCode = fc.stringMatching(/^[0-9]{6,12}$/);
const anyZero = fc.constantFrom(...Object.values(ZEROS));

describe('readTypedCode', () => {
  it.each([
    ['12345678', '12345678'],
    ['1234 5678', '1234 5678'],
    ['1234-5678', 'a dash'],
    [' 12 34 56 78 \r\n', 'outer white space'],
    ['１２３４５６７８', 'full-width'],
    ['１２３４－５６７８', 'full-width with its dash'],
    ['١٢٣٤٥٦٧٨', 'Arabic-Indic'],
    ['۱۲۳۴ ۵۶۷۸', 'Persian'],
    ['12٣٤５6７8', 'a mixture'],
  ])('reads "%s" as what it means (%s)', (typed) => {
    expect(readTypedCode(typed)).toBe('12345678');
  });

  it.each([
    ['', 'nothing'],
    ['12345', 'five digits'],
    ['1234567890123', 'thirteen digits'],
    ['1234567a', 'a letter'],
    ['O1234567', 'a letter that looks like a digit'],
    ['1234.5678', 'a full stop'],
    ['1234,5678', 'a comma'],
    ['+12345678', 'a sign'],
    ['0x123456', 'hexadecimal'],
    ['1e123456', 'an exponent'],
    ['1234\n5678', 'a line break inside'],
    ['1234\u00005678', 'NUL'],
    ['1234\u200b5678', 'what nobody sees'],
    ['\u202e12345678', 'an override of direction'],
    ['①②③④⑤⑥⑦⑧', 'digits in circles'],
    ['²³²³²³²³', 'digits raised'],
    ['ⅧⅧⅧⅧⅧⅧ', 'Roman numbers'],
    ['一二三四五六七八', 'numbers in words'],
    ['१२३४५६७८', 'digits of a script that no language of ours is written in'],
    ['𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖', 'digits outside of the basic plane'],
    ['1234567\ud835', 'half a character'],
  ])('refuses "%s": %s', (typed) => {
    expect(readTypedCode(typed)).toBeNull();
  });

  it('reads any code in any digits, with separators anywhere', () => {
    const typed = anyCode.chain((code) =>
      fc
        .array(fc.tuple(anyZero, fc.constantFrom('', ...SEPARATORS)), {
          minLength: code.length,
          maxLength: code.length,
        })
        .map((how) => ({
          code,
          text: how
            .map(([zero, separator], n) => String.fromCodePoint(zero + Number(code[n])) + separator)
            .join(''),
        })),
    );
    fc.assert(
      fc.property(typed, ({ code, text }) => {
        expect(readTypedCode(text)).toBe(code);
      }),
    );
  });

  it('answers six to twelve plain digits or nothing, whatever is typed, and reads those as they are', () => {
    const nearly = fc.array(
      fc.oneof(fc.constantFrom(...'0123456789', ...SEPARATORS), fc.string({ unit: 'binary' })),
      { maxLength: 16 },
    );
    fc.assert(
      fc.property(
        nearly.map((parts) => parts.join('')),
        (text) => {
          const read = readTypedCode(text);
          if (read === null) return;
          expect(read).toMatch(/^[0-9]{6,12}$/);
          expect(readTypedCode(read)).toBe(read);
        },
      ),
    );
  });
});
