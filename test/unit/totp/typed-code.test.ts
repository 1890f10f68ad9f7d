import fc from 'fast-check';
import { seededRandom } from 'latchkey/testing';
import { describe, expect, it, test } from 'vitest';
import {
  digestRecoveryCode,
  grouped,
  makeRecoveryCodes,
} from '../../../adapters/totp/recovery-code.js';
import { readRecoveryCode, readTimeCode } from '../../../adapters/totp/typed-code.js';

const separator = fc.constantFrom('', ' ', '-', '\u00a0', '\u3000', '–', '—', '－', ' - ', '\t');
const digit = fc.constantFrom(...'0123456789');
const symbol = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ');
const shifted = (from: number) => (each: string) => String.fromCharCode(from + Number(each));
const spelling = fc.constantFrom(
  (each: string) => each,
  shifted(0xff10),
  shifted(0x0660),
  shifted(0x06f0),
);
const hostile: unknown[] = [
  ...[undefined, null, 123456, 1e5, true, {}, [], ['123456'], { toString: () => '123456' }],
  ...['', ' ', '12345', '1234567', '12345a', '-12345', '+12345', '1e5', '0x1234', '12.456'],
  ...['123456\0', '\ud800123456', '123456\u200b', '½23456', "1' or '1'='1", '१२३४५६'],
  ...['１２３４５６'.repeat(30), `${' '.repeat(123)}123456`, '1'.repeat(1_000_000)],
];

describe('a code of six digits', () => {
  it('is read through spaces, dashes and full-width or Arabic digits', () => {
    for (const typed of ['123456', '123 456', ' 123-456 ', '１２３ ４５６', '١٢٣٤٥٦', '۱۲۳۴۵۶'])
      expect(readTimeCode(typed)).toBe('123456');
  });

  it('is read however it is spelled, and stays the same six digits', () => {
    const piece = fc.tuple(separator, digit, spelling);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 6, maxLength: 6 }), separator, (pieces, end) => {
        const typed = pieces.map(([before, each, spell]) => before + spell(each)).join('') + end;
        expect(readTimeCode(typed)).toBe(pieces.map(([, each]) => each).join(''));
      }),
    );
  });

  it('is refused when it is anything else', () => {
    for (const typed of hostile) expect([typed, readTimeCode(typed)]).toEqual([typed, null]);
  });

  it('comes out as six plain digits or not at all, whatever goes in', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\s\-0-9０-９]*$/));
    fc.assert(
      fc.property(text, (typed) => {
        const code = readTimeCode(typed);
        if (code !== null) expect(code).toMatch(/^[0-9]{6}$/);
        expect(readTimeCode(code ?? '')).toBe(code);
      }),
      { numRuns: 1000 },
    );
  });

  it('is never made out of fewer or more digits', () => {
    const digits = fc.stringMatching(/^[0-9]{0,12}$/).filter(({ length }) => length !== 6);
    fc.assert(fc.property(digits, (typed) => readTimeCode(typed) === null));
  });
});

describe('a recovery code', () => {
  const [code = ''] = makeRecoveryCodes(seededRandom('typed'));

  it('is read in either case, with or without its dashes, and with letters for digits', () => {
    for (const typed of [
      code,
      grouped(code),
      grouped(code).toLowerCase(),
      ` ${grouped(code).replaceAll('-', ' ')} `,
      grouped(code).replaceAll('-', '–'),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
      code.replaceAll('0', 'O').replaceAll('1', 'I'),
    ])
      expect(readRecoveryCode(typed)).toBe(code);
  });

  it('is read however it is spelled', () => {
    const piece = fc.tuple(separator, symbol, fc.boolean());
    fc.assert(
      fc.property(fc.array(piece, { minLength: 24, maxLength: 24 }), (pieces) => {
        const typed = pieces
          .map(([before, each, lower]) => before + (lower ? each.toLowerCase() : each))
          .join('');
        fc.pre(typed.length <= 128);
        expect(readRecoveryCode(typed)).toBe(pieces.map(([, each]) => each).join(''));
      }),
    );
  });

  it('is refused when it is anything else', () => {
    const others = [...hostile, code.slice(1), `${code}0`, code.replace(/.$/, 'U'), `${code}\0`];
    for (const typed of others) expect([typed, readRecoveryCode(typed)]).toEqual([typed, null]);
  });

  test('ten come at a time, each of 120 bits, no two alike, and readable', () => {
    const codes = makeRecoveryCodes(seededRandom(7));
    expect(new Set(codes).size).toBe(10);
    for (const each of codes) {
      expect(each).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/);
      expect(grouped(each)).toMatch(/^(\w{4}-){5}\w{4}$/);
    }
  });

  test('is digested for one realm, one account and one code', () => {
    const owner = { realm: 'default', accountKey: 'ann' };
    const digests = [
      digestRecoveryCode(owner, code),
      digestRecoveryCode({ ...owner, realm: 'staff' }, code),
      digestRecoveryCode({ ...owner, accountKey: 'bob' }, code),
      digestRecoveryCode(owner, code.replace(/.$/, '')),
    ].map((digest) => Buffer.from(digest).toString('hex'));
    expect(new Set(digests).size).toBe(4);
    expect(digests[0]).toHaveLength(64);
  });

  test('every symbol is as likely as another', () => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    let at = 0;
    const everyByte = (bytes: number) =>
      Uint8Array.from({ length: bytes }, () => all[at++ % 256] as number);
    const symbols = Array.from({ length: 32 }, () => makeRecoveryCodes(everyByte))
      .flat()
      .join('');
    const counts = new Map<string, number>();
    for (const each of symbols) counts.set(each, (counts.get(each) ?? 0) + 1);
    expect(counts.size).toBe(32);
    expect(new Set(counts.values())).toEqual(new Set([240]));
  });
});
