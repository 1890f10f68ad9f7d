import { LatchkeyError } from 'latchkey';
import { allLanguages, de, en, type Language, type MailerOptions } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { everyKind, resetMail } from './mails.js';
import { everyMail, mails, render } from './render.js';

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

describe('what a language writes in its own way', () => {
  it('German goes on in lower case after the greeting', () => {
    for (const [name, mail] of everyMail({ locale: 'de' }))
      expect(render(mail).text, name).toMatch(/\n\nGuten Tag[^\n]*,\n\n(?:\p{Ll}+|Ihr|Sie) /u);
  });

  it('French sets signs apart from words by spaces that do not break, and says 1er', () => {
    for (const [name, mail] of everyMail({ locale: 'fr' })) {
      const said = render(mail).text.replaceAll(/https?:\S*/g, '');
      expect(said, name).not.toMatch(/[^\u202f][;?!]|[^\u00a0\d][:»]|«[^\u00a0]/u);
    }
    expect(render(everyKind({ locale: 'fr' }).password_changed).text).toContain('le 1er mars 2026');
  });

  it('Japanese sets no product apart by a space', () => {
    for (const [name, mail] of everyMail({ locale: 'ja' })) {
      const { subject, text } = render(mail);
      expect(`${subject}${text}`, name).not.toMatch(/Acme [ぁ-ヿ一-鿿]|[ぁ-ヿ一-鿿] Acme/);
    }
    expect(greetingFor('ja')).toContain('\n場所：Lyon, France\n');
  });

  it('no subject is long where the product’s name is short', () => {
    for (const { tag } of allLanguages)
      for (const [name, mail] of everyMail({ locale: tag }))
        expect([...render(mail).subject].length, `${tag} ${name}`).toBeLessThanOrEqual(60);
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
