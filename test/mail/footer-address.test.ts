import fc from 'fast-check';
import type { Mail } from 'latchkey';
import { allLanguages, isPlainAddress } from 'latchkey/mail';
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { DISAVOW_LINK, everyKind, LINK } from './mails.js';
import { everyMail, mails, render, withoutIsolates } from './render.js';

/** A mailbox that is not the stranger's, behind a tag, a dot or a catch-all of his choice. */
const HOSTILE = [
  'bob+www.evil-shop.com/free-phone@gmail.com',
  'bob+http//www.evil.com/prize@corp.com',
  'Your+account+is+locked/call+0800.123456+or+www.evil.com/@corp.com',
  'your.account.is.locked@corp.com',
  'your+account+is+locked@corp.com',
  'bob+call-now@corp.com',
  'call0800123456@corp.com',
  'call-800-flowers@corp.com',
  'bob+電話〇三一二三四@corp.com',
  'bob+٠٨٠٠١٢@corp.com',
  'www.evil@corp.com',
  'bob_ftp.evil@corp.com',
  'evil.com@gmail.com',
  'evil.co@gmail.com',
  'evil.photography@corp.example',
  'evil.photography@mail.internal',
  'bob+evil.com@gmail.com',
  'bob+evil.photography@gmail.com',
  'bob{evil.com}@gmail.com',
  "bob'evil.com'@gmail.com",
  'bob=evil.com?x=1&y#top@gmail.com',
  'müller.com@gmail.com',
  'иван.рф@gmail.com',
  'evil.photography@почта.рф',
  'أليس.شبكة@gmail.com',
  '1evil.photography@gmail.com',
  '-evil@gmail.com',
  '%65vil!evil.com@gmail.com',
  '=?utf-8?q?evil=2Ecom?=@gmail.com',
  '$1$$@gmail.com',
  `${'Z'.repeat(31)}@gmail.com`,
  `Z${'\u0301'.repeat(9)}@gmail.com`,
  '\u3164\u3164@gmail.com',
  'a..b@gmail.com',
  '.a.@gmail.com',
] as const;

const HONEST = [
  'alice@example.com',
  'Alice.Archer@Example.com',
  'alice.b.archer@mail.example.org',
  'alice_archer-1984@example.com',
  'alice+acme@gmail.com',
  'jose.maria+shop2024@gmail.com',
  'maximilian.mustermann@gmail.com',
  // A host's name by itself, and an address as a whole.
  'alice.photography@gmail.com',
  'jürgen@example.com',
  'иван@пример.рф',
  '愛麗絲@例え.テスト',
  'أليس@example.com',
  'alice@xn--e1afmkfd.xn--p1ai',
];

/** Languages that put an address between blanks, before a full stop, or from right to left. */
const SENTENCES = ['en', 'ja', 'ar'];

/** What a mail program makes a link of, in the text and in what the HTML shows. */
async function linksOf(mail: Mail): Promise<string[]> {
  const { text, html } = render(mail);
  const shown = (html ?? '')
    .replaceAll(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->/g, '')
    .replaceAll(/<(?:\/?(?:span|strong|a)\b)[^>]*>/g, '')
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&amp;', '&');
  const links: string[] = [];
  for (const part of [text, shown]) {
    const raw = `Content-Type: text/plain; charset=utf-8\r\n\r\n${part}`;
    const { textAsHtml = '' } = await simpleParser(raw);
    for (const [, link = ''] of textAsHtml.matchAll(/href="([^"]*)"/g)) links.push(link);
  }
  const ours = [LINK, DISAVOW_LINK, 'https://acme.example', 'https://acme.example/help'];
  return links.map((link) => link.replaceAll('&amp;', '&')).filter((link) => !ours.includes(link));
}

const domainOf = (address: string) => address.slice(address.indexOf('@'));
const mailto = (address: string) => `mailto:${address}`;

describe('attack 5: an address with words of a stranger’s in it', () => {
  it.each(HOSTILE)('%s is not repeated in the owner’s mail', async (to) => {
    expect(isPlainAddress(to)).toBe(true);
    for (const [name, mail] of everyMail({ to, disavow: false })) {
      const { text, html } = render(mail);
      for (const part of [text, html]) {
        expect(part, name).not.toContain(to.slice(0, to.indexOf('@')));
        expect(part, name).toContain(`⋯${domainOf(to)}`);
      }
    }
    for (const tag of SENTENCES)
      expect(await linksOf(everyKind({ to, locale: tag, ip: null }).unknown_address), tag).toEqual(
        [],
      );
  });

  it.each(HONEST)('%s is written out', async (to) => {
    for (const tag of SENTENCES) {
      const mail = everyKind({ to, locale: tag, ip: null }).reset_link;
      for (const part of [render(mail).text, render(mail).html]) expect(part).toContain(to);
      for (const link of await linksOf(mail)) expect(link, tag).toBe(mailto(to));
    }
  });

  it('no mail program makes a link of it, whatever a stranger puts before the @', async () => {
    const word = fc.oneof(
      fc.constantFrom('evil', 'bob', 'www', 'ftp', 'http', 'mailto', 'com', 'shop', 'photography'),
      fc.constantFrom('co', 'рф', 'иван', 'أليس', 'شبكة', 'ü', '例え', '1', '800', '٣', '〇', 'Z'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
    );
    const mark = fc.constantFrom(..."..../++-_=?&%#!{|}~`^$*'".split(''), '//', '');
    const local = fc
      .array(fc.tuple(word, mark), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.flat().join(''));
    const domain = fc.constantFrom(
      ...['gmail.com', 'corp.example', 'mail.internal', 'www.corp.co.uk', 'localhost'],
      ...['пример.рф', 'xn--e1afmkfd.xn--p1ai', 'مثال.إختبار'],
    );
    const address = fc.tuple(local, domain).map((parts) => parts.join('@'));
    await fc.assert(
      fc.asyncProperty(
        address.filter(isPlainAddress),
        fc.constantFrom(...SENTENCES),
        async (to, locale) => {
          const mail = everyKind({ to, locale, ip: null }).unknown_address;
          const text = withoutIsolates(render(mail).text);
          expect(text.includes(to) || text.includes(`⋯${domainOf(to)}`)).toBe(true);
          for (const link of await linksOf(mail)) expect(link).toBe(mailto(to));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('a template of the application’s own can show it as ours do', () => {
    const shown = (to: string) =>
      mails({
        templates: {
          unknown_address: (mail, tools) => ({ subject: 'Hi', text: tools.inertAddress(mail.to) }),
        },
      }).render(everyKind({ to }).unknown_address).text;
    expect(shown('alice@example.com')).toBe('alice@example.com');
    expect(shown('bob+www.evil.com@gmail.com')).toBe('⋯@gmail.com');
  });
});

describe('attack 55: a notice that was forwarded', () => {
  const notices = (locale: string, to: string, displayName?: string) =>
    everyMail({ locale, to, ...(displayName === undefined ? {} : { displayName }) }).filter(
      ([name]) => /^(?:password|address|account)_changed/.test(name),
    );

  it.each(allLanguages)('does not say what its page asks for, in $tag', ({ tag }) => {
    const to = 'alice.b.archer@mail.example.org';
    for (const product of [
      { name: 'Acme', supportUrl: 'https://acme.example/help' },
      { name: 'Acme' },
    ])
      for (const displayName of ['Alice', to, `Alice <${to.toUpperCase()}>`])
        for (const [name, mail] of notices(tag, to, displayName)) {
          const { text, html } = render(mail, { product });
          expect(text, name).toContain(DISAVOW_LINK);
          for (const part of [text, html])
            expect(part, name).not.toMatch(/alice\.\s?b|archer|mail\.\s?example/i);
          expect(text.includes('\n-- \n'), name).toBe('supportUrl' in product);
          expect(text).toMatch(/\S\n$/);
        }
  });

  it('without that link says where it went, as other mails do', () => {
    for (const kind of ['password_changed', 'address_changed', 'account_changed'] as const)
      expect(render(everyKind({ disavow: false })[kind]).text).toContain(
        'Acme sent this mail to alice@example.com.',
      );
  });

  it('by a template of the application’s own has the same footer', () => {
    const ours = mails({
      templates: {
        password_changed: (mail, tools) =>
          tools.layout({
            subject: 'Hi',
            preheader: '',
            heading: 'Hi',
            blocks: [],
            footer: tools.footer(mail),
          }),
      },
    });
    const textOf = (disavow: boolean) => ours.render(everyKind({ disavow }).password_changed).text;
    expect(textOf(true)).not.toContain('alice@');
    expect(textOf(false)).toContain('alice@example.com');
  });
});
