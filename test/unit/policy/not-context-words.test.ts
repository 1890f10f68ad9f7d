import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, withoutMarks } from '../../../src/policy/fold.js';
import { notContextWords } from '../../../src/policy/index.js';
import { input } from './accounts.js';
import { anyText } from './any-text.js';
import { quickest } from './timing.js';

const words = ['Acme Corporation', 'acme', 'Roadrunner', 'Überblick'];
const whole = notContextWords(words);
const contained = notContextWords(words, { match: 'contained' });
const breaks = (password: string, rule = whole) => rule.check(input(password)) !== null;

/** What people put around a word that they know. */
const decoration = fc.constantFrom('', '!', '1', '12', '2026', ' ', '!!', '-', '.', '?1');
const mixedCase = (text: string) =>
  fc
    .infiniteStream(fc.boolean())
    .map((upper) =>
      [...text].map((sign) => (upper.next().value ? sign.toUpperCase() : sign)).join(''),
    );

describe('notContextWords', () => {
  it.each([
    ['a word', 'acme'],
    ['in another case', 'ROADRUNNER'],
    ['in full-width letters', 'ａｃｍｅ'],
    ['without its accent', 'uberblick'],
    ['without its space', 'AcmeCorporation'],
    ['with other signs between', 'acme_corporation'],
    ['letter by letter', 'a.c.m.e'],
    ['with a year and a sign', 'Acme-2026!'],
    ['again and again', 'acmeacmeacmeacme'],
    ['two words', 'acme-roadrunner'],
    ['beside a common password', 'acme-password1'],
    ['with replaced letters', '4cm3-2026'],
    ['backwards', 'rennurdaor'],
  ])('refuses %s', (_, password) => {
    expect(breaks(password)).toBe(true);
    expect(breaks(password, contained)).toBe(true);
  });

  it.each([
    ['a passphrase that names a word', 'acme sells anvils to coyotes', true],
    ['a word and ten random characters', 'acmej2kd8s0aqp', true],
    ['a word inside another', 'trackracmentos zebra', true],
    ['letters of two words by chance', 'zebra mac mechanic quilt', false],
    ['none of the words', 'purple monkey sunset tractor', false],
    ['a common password, which another rule refuses', 'passwordpassword', false],
    ['nothing', '', false],
  ])('is content with %s, unless parts count', (_, password, part) => {
    expect(breaks(password)).toBe(false);
    expect(breaks(password, contained)).toBe(part);
  });

  it('case and decoration never hide a word', () => {
    const decorated = fc
      .constantFrom('acme', 'roadrunner', 'acmecorporation', 'überblick')
      .chain((word) => fc.tuple(decoration, mixedCase(word), decoration));
    fc.assert(
      fc.property(decorated, (parts) => {
        expect(breaks(parts.join(''))).toBe(true);
        expect(breaks(parts.join(''), contained)).toBe(true);
      }),
    );
  });

  it('the entire password is judged: a word in a passphrase does no harm (NIST)', () => {
    const others = fc.shuffledSubarray(['gravel', 'thimble', 'ostrich', 'quarry', 'umpire'], {
      minLength: 3,
    });
    fc.assert(
      fc.property(others, fc.constantFrom('acme', 'roadrunner'), (chosen, word) => {
        expect(breaks([...chosen, word].join(' '))).toBe(false);
      }),
    );
  });

  it('"contained" refuses what holds a word, by any search, and what "whole" refuses', () => {
    const comparable = (text: string) => withoutMarks(fold(text));
    const any = fc.string({ unit: fc.constantFrom(...'acmeroadunACÉé -1'), maxLength: 12 });
    const around = fc.tuple(any, fc.constantFrom(...words, ''), any);
    fc.assert(
      fc.property(around, (parts) => {
        const password = parts.join('');
        const held = words.some((word) => comparable(password).includes(comparable(word)));
        if (held || breaks(password)) expect(breaks(password, contained)).toBe(true);
        if (parts[1] !== '') expect(breaks(password, contained)).toBe(true);
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (password) => {
        breaks(password);
        breaks(password, contained);
      }),
    );
  });

  it('says neither the word nor the password', () => {
    const answer = {
      code: 'context_word',
      params: {},
      message: 'Choose a password that is not built on words of this service, such as its name.',
    };
    expect(whole.check(input('Acme2026'))).toEqual(answer);
    expect(whole.describe()).toEqual(answer);
  });

  it('attack 39: 200 words against the worst input take under 5 ms', () => {
    const many = Array.from({ length: 200 }, (_, n) => `aaa${'@a'.repeat(n % 30)}${n}`);
    const end = 'éáúíóñ';
    for (const match of ['whole', 'contained'] as const) {
      const rule = notContextWords(many, { match });
      for (const hostile of [
        'a'.repeat(127) + end,
        '@a'.repeat(124) + end,
        'a.'.repeat(125) + end,
        'aaa1'.repeat(62) + end,
        '\ufdfa'.repeat(4096),
        '\u0345'.repeat(2048) + '\u0334'.repeat(2048),
        'a'.repeat(1_000_000),
      ])
        expect(quickest(() => breaks(hostile, rule))).toBeLessThan(5);
    }
  });

  it.each([
    [[], {}],
    ['acme', {}],
    [null, {}],
    [undefined, {}],
    [['acme', ''], {}],
    [['ac'], {}],
    [['a-c!'], {}],
    [['acme', 7], {}],
    [['a'.repeat(65)], {}],
    [Array.from({ length: 201 }, (_, n) => `word ${n}`), {}],
    [['acme'], { match: 'part' }],
    [['acme'], { match: null }],
    [['acme'], null],
    [['acme'], 'contained'],
  ])('refuses the words %j with %j', (wrong, options) => {
    expect(() => notContextWords(wrong as never, options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });

  it('names a wrong word by its place', () => {
    expect(() => notContextWords(['acme', 'no'])).toThrowError(/Word 2 of "words"/);
    expect(() => notContextWords(['abc', 'b'.repeat(64)])).not.toThrow();
  });
});
