import { describe, expect, it } from 'vitest';
import { inline, isolated } from '../../adapters/mail/isolates.js';
import { resetMail } from './mails.js';
import { render } from './render.js';

const RIGHT_TO_LEFT = [
  ...['Hebrew', 'Arabic', 'Syriac', 'Thaana', 'Nko', 'Adlam', 'Samaritan', 'Mandaic'],
  ...['Hanifi_Rohingya', 'Mende_Kikakui', 'Yezidi', 'Phoenician', 'Kharoshthi', 'Old_Hungarian'],
];
const LEFT_TO_RIGHT = ['Latin', 'Greek', 'Cyrillic', 'Devanagari', 'Han', 'Hangul', 'Thai', 'Yi'];

/** Every letter of a script that this Node knows. */
function lettersOf(script: string): string[] {
  const letter = new RegExp(`(?=\\p{L})\\p{Script=${script}}`, 'u');
  const all: string[] = [];
  for (let code = 0; code < 0x20000; code += 1) {
    const character = String.fromCodePoint(code);
    if (letter.test(character)) all.push(character);
  }
  return all;
}

const apart = (text: string) => `\u2068${text}\u2069`;
const directionOf = (text: string) => /dir="(\w+)"/.exec(inline(apart(text)).toString())?.[1];

describe('words that run the other way', () => {
  it.each(RIGHT_TO_LEFT)('every letter of %s is set apart in a sentence to the right', (script) => {
    const letters = lettersOf(script);
    expect(letters.length).toBeGreaterThan(20);
    expect(letters.map((letter) => isolated(letter, 'ltr'))).toEqual(letters.map(apart));
    expect(letters.map((letter) => isolated(letter, 'rtl'))).toEqual(letters);
    expect(new Set(letters.map(directionOf))).toEqual(new Set(['rtl']));
  });

  it.each(LEFT_TO_RIGHT)('every letter of %s is set apart in a sentence to the left', (script) => {
    const letters = lettersOf(script);
    expect(letters.length).toBeGreaterThan(20);
    expect(letters.map((letter) => isolated(letter, 'ltr'))).toEqual(letters);
    expect(letters.map((letter) => isolated(letter, 'rtl'))).toEqual(letters.map(apart));
    expect(new Set(letters.map(directionOf))).toEqual(new Set(['ltr']));
  });

  it.each(['سارة', 'نِداء', 'בֶּן דָּוִד', ''])('%j runs with a sentence to the left', (name) => {
    expect(isolated(name, 'rtl')).toBe(name);
  });

  it.each(['سارة 3', 'سارة ٣', 'سارة ۳', 'סארה (ב)', 'أ؟', '12'])(
    '%j is set apart from a sentence to the left: digits and signs turn around',
    (text) => {
      expect(isolated(text, 'rtl')).toBe(apart(text));
    },
  );

  it('a name in Hanifi Rohingya does not turn the sentence around', () => {
    const name = '\u{10D00} (12) 34';
    const { text, html } = render(resetMail({ displayName: name }));
    expect(text).toContain(apart(name));
    expect(html).toContain(`<span dir="rtl">${name}</span>`);
  });
});
