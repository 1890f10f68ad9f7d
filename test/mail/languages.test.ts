import { LatchkeyError } from 'latchkey';
import { allLanguages, de, en, type Language, type MailerOptions } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { resetMail } from './mails.js';
import { mails, render } from './render.js';

const greetingFor = (locale: string | null, more?: Partial<MailerOptions>) =>
  render(resetMail({ locale }), more).text;

describe('the language of a mail', () => {
  it.each(['de', 'de-AT', 'DE_at', 'de-Latn-CH'])('%s is answered in German', (locale) => {
    expect(greetingFor(locale)).toContain('Guten Tag');
  });

  it.each(allLanguages)('$tag is answered in itself', ({ tag }) => {
    expect(render(resetMail({ locale: `${tag}-XX` })).html).toContain(`<html lang="${tag}" `);
  });

  it.each([
    ...[null, 'en', 'en-GB', 'pt', 'tlh', 'zz-ZZ', '', '__proto__', 'constructor', 'd', 'deu'],
    ...[
      'de\r\nBcc: x@evil.example',
      '<script>',
      'x'.repeat(10_000),
      `de-${'x'.repeat(10_000)}`,
      '-de',
      '*',
      '\ud800',
    ],
  ])('%j, which does not exist here, is answered in English', (locale) => {
    expect(greetingFor(locale)).toContain('Hello');
    expect(render(resetMail({ locale })).html).toContain('<html lang="en" dir="ltr"');
  });

  it('anything else than text is answered in English too', () => {
    for (const locale of [7, {}, ['de'], true, undefined] as unknown as string[])
      expect(greetingFor(locale)).toContain('Hello');
  });

  it('the configured language is for those whose own does not exist', () => {
    expect(greetingFor('pt', { locale: 'de-DE' })).toContain('Guten Tag');
    expect(greetingFor(null, { locale: 'de-DE' })).toContain('Guten Tag');
    expect(greetingFor('en', { locale: 'de-DE' })).toContain('Hello');
  });

  it('without it, the first of the languages is', () => {
    expect(greetingFor('fr', { languages: [de, en] })).toContain('Guten Tag');
    expect(greetingFor('en', { languages: [de, en] })).toContain('Hello');
    expect(greetingFor('en', { languages: [de] })).toContain('Guten Tag');
  });

  it('words of one’s own stand before ours', () => {
    const mine: Language = { ...en, greeting: () => 'Ahoy!' };
    const languages = [mine, ...allLanguages];
    expect(greetingFor('en', { languages })).toContain('Ahoy!');
    expect(greetingFor('de', { languages })).toContain('Guten Tag');
  });
});

describe('languages that make no sense', () => {
  const { resetLink: _left, ...incomplete } = en;
  const { button: _out, ...noButton } = en.resetLink;
  it.each<[string, string, Partial<MailerOptions>]>([
    ['none', 'must name at least one', { languages: [] }],
    ['without a kind', '"resetLink"', { languages: [incomplete as Language] }],
    [
      'without a word',
      '"resetLink.button"',
      { languages: [en, { ...en, resetLink: noButton } as Language] },
    ],
    ['a fallback that is none of them', '"locale"', { locale: 'pt' }],
  ])('%s: refused at construction', (_name, message, more) => {
    expect(() => mails(more)).toThrow(LatchkeyError);
    expect(() => mails(more)).toThrow(message);
  });
});
