import fc from 'fast-check';
import type { Mail } from 'latchkey';
import { allLanguages, html, type Letter, type RenderedMail } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { DISAVOW_LINK, everyKind, LINK, resetMail, TOKEN, type Variation } from './mails.js';
import { everyMail, mails, render, tagsOf, withoutIsolates } from './render.js';

const UNKNOWN = { displayName: null, ip: null, place: null, device: null, userAgent: null };
const KNOWN = {
  displayName: 'Alice',
  ip: '203.0.113.9',
  place: 'Lyon',
  device: 'Firefox',
  userAgent: null,
};

/** A notice has a stranger's text in the same places, whatever has happened. */
const oneOfEach = (varied: Variation) => Object.entries(everyKind(varied));

/** What a mail looks like to somebody harmless, whatever of her is known. */
const harmless = new Map<string, { tags: string; lines: number }[]>();
for (let known = 0; known < 16; known += 1) {
  const told = Object.entries(KNOWN).filter((_entry, index) => (known >> index) & 1);
  for (const [name, mail] of oneOfEach({ ...UNKNOWN, ...Object.fromEntries(told) })) {
    const rendered = render(mail);
    const looks = { tags: tagsOf(rendered), lines: rendered.text.split('\n').length };
    harmless.set(name, [...(harmless.get(name) ?? []), looks]);
  }
}

/** No tag, no link and no line may be there that is not in the same mail to somebody harmless. */
function expectHarmless(name: string, mail: RenderedMail): void {
  const text = withoutIsolates(mail.text);
  const looks = harmless.get(name) ?? [];
  expect(looks.map(({ tags }) => tags)).toContain(tagsOf(mail));
  expect(looks.map(({ lines }) => lines)).toContain(text.split('\n').length);
  const to = ['alice@example.com', `⋯${mail.to.slice(mail.to.indexOf('@'))}`];
  const links = [LINK, DISAVOW_LINK, 'https://acme.example', ...to]
    .reduce((rest, known) => rest.replaceAll(known, ''), text)
    .match(/\w:\/\/|\bwww\.\S|[^\s.]\.[^\s.]*\p{L}{2}|mailto:\S/gu);
  expect(links).toBeNull();
  for (const line of text.split('\n')) expect(line.length).toBeLessThan(500);
  for (const part of [text, mail.html ?? '', mail.subject]) expect(part).not.toMatch(/[^\P{C}\n]/u);
  expect(mail.subject).not.toMatch(/[\r\n]/);
}

function expectAllHarmless(varied: Variation): void {
  for (const [name, mail] of oneOfEach(varied)) expectHarmless(name, render(mail));
}

describe('attack 5: what strangers write', () => {
  const hostile = [
    '<a href="https://evil.example">Click here</a>',
    '</p><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '<!-- --><![endif]-->',
    '{{token}} {% raw %} %s $1 $& \\',
    'Win at https://evil.example/x',
    'evil.example',
    'www。evil。example',
    'evil﹒example',
    'https﹕//evil',
    'https︓//evil',
    'mailto:me@evil.example',
    '//evil',
    'Bob\r\nBcc: evil@evil.example',
    'Bob\n\nhttps://evil.example/',
    'Bob\u2028http://evil.example',
    'Bob \u202egro.live\u202c',
    '\u2066Bob\u2069 \u200bevil\u200b.\u200bexample',
    '\u2069\u2069\u2068\u2067evil',
    'أليس <b> https://evil.example',
    'Bob\0\x1b[31m',
    'A'.repeat(10_000),
    '<b>'.repeat(4_000),
    '\ud800\udc00\ud800',
    `Z${'\u0301'.repeat(5_000)}`,
  ];

  it.each(hostile.map((text) => [JSON.stringify(text).slice(0, 50), text]))(
    '%s arrives harmless as name, provider, place, device, address and user agent',
    (_shown, text) => {
      expectAllHarmless({
        displayName: text,
        identityProvider: text,
        place: text,
        device: text,
        ip: text,
        userAgent: text,
      });
    },
  );

  it.each([
    'bob+www.evil-shop.com/free-phone@gmail.com',
    'bob+http//evil.example/prize@gmail.com',
    'Your+account+is+locked/call+0800.123456@gmail.com',
    '{{token}}&amp`evil.com`@gmail.com',
    'evil.com/أليس@مثال.إختبار',
    `${'a/'.repeat(110)}@gmail.com`,
  ])('%s arrives harmless as the address that a mail goes to', (to) => {
    expectAllHarmless({ to });
  });

  it('never becomes markup, a foreign link, or a further line', () => {
    const part = fc.constantFrom(
      ...['<', '>', '"', "'", '&', '\r\n', '\n', '.', '://', 'evil', 'com', '@', ':', '`', '&lt;'],
      ...['\u202e', '\u200b', '\u2068', '\u2069', '。', '/', 'https', ' ', '\0', 'أ', '1', '-->'],
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(
        fc.record({
          displayName: text,
          identityProvider: text,
          userAgent: text,
          ip: text,
          place: text,
          device: text,
          to: fc.constantFrom(
            'alice@example.com',
            ...['evil.com/x@gmail.com', "o'evil.com@gmail.com", '|evil.com|أليس@пример.рф'],
          ),
        }),
        expectAllHarmless,
      ),
      { numRuns: 60 },
    );
  });

  it('in every language, what runs the other way is set apart and nothing else changes', () => {
    for (const { tag, direction } of allLanguages) {
      const mine = direction === 'rtl' ? 'Alice' : 'أليس';
      for (const name of ['provider_account', 'password_changed'] as const) {
        const of = (displayName: string) =>
          render(everyKind({ locale: tag, displayName, identityProvider: displayName })[name]);
        expect(of(mine).text).toContain(`\u2068${mine}\u2069`);
        const span = `<span dir="${direction === 'rtl' ? 'ltr' : 'rtl'}">${mine}</span>`;
        expect(of(mine).html).toContain(span);
        expect(tagsOf(of(mine))).toBe(tagsOf(of(direction === 'rtl' ? 'أليس' : 'Alice')));
      }
    }
  });

  it('links and codes are set apart by lines of their own, since a mark would be copied', () => {
    for (const [, mail] of everyMail({ locale: 'ar' })) {
      const { text, html: markup } = render(mail);
      for (const line of text.split('\n'))
        if (/https?:|^\d+$/.test(line)) expect(line).toMatch(/^[\x21-\x7e]+$/);
      for (const [, attributes] of (markup ?? '').matchAll(
        /<p([^>]*)>(?:<a[^>]*>https|<span class="digits")/g,
      ))
        expect(attributes).toContain('dir="ltr"');
    }
  });

  it('a telephone number is no name, place or device, whatever its digits are', () => {
    for (const displayName of ['Call 0800 123456', 'Call ⓪⑧⓪⓪①②', 'Call ⁰⁸⁰⁰¹', 'Call ０８００１'])
      expect(render(resetMail({ displayName })).text).toContain('Hello,');
    for (const digits of [
      '〇三一二三四五六七八九',
      '零三壹贰叁肆伍',
      '٠٨٠٠١٢',
      '०८००१२',
      '0三1二3',
    ])
      expect(render(resetMail({ displayName: `電話 ${digits}` })).text, digits).toContain('Hello,');
    for (const number of [
      ...['0800 123456', '(0)800-12.34.56', 'Call +49/800/1234', '０８００１２'],
      ...['電話〇三一二三四五六', '٠٨٠٠-١٢٣', '⓪⑧⓪⓪①②', '0三-1二 3'],
    ])
      expect(render(resetMail({ place: number, device: number })).text).not.toMatch(
        /Place|Device: (?!Firefox)/,
      );
  });

  it('a telephone number that is spelt in letters is no name', () => {
    for (const displayName of [
      ...['Call 1-800-FLOWERS now', 'call 1-800-flowers', '1 800 FLOWERS', '0800 REIFEN'],
      ...['1.800.flowers', '(800)FLOWERS', '１-８００-ＦＬＯＷＥＲＳ'],
    ])
      expect(render(resetMail({ displayName })).text, displayName).toContain('Hello,');
  });

  it('what shows nothing is no name, place or device', () => {
    const blank = ['\u3164\u3164', '\u2800', '\u115f\u1160', '\uffa0', '\u180b\ufe0f', '\u0301'];
    for (const nothing of [...blank, '\u200b\u2060\ufeff', '\u{e0041}', '\u00ad', ' \u3164 \u2800'])
      for (const [place, device] of [
        [nothing, null],
        [null, nothing],
      ]) {
        const facts = { place: place ?? null, device: device ?? null, userAgent: null };
        const { text } = render(resetMail({ displayName: nothing, ...facts }));
        expect(text, JSON.stringify(nothing)).toContain('Hello,');
        expect(text, JSON.stringify(nothing)).not.toMatch(/Place|Device/);
      }
  });

  it('a dot or a colon of any width is parted from what follows', () => {
    for (const mark of ['.', '。', '．', '｡', '․', '\ufe52'])
      expect(render(resetMail({ displayName: `evil${mark}example` })).text).toContain(
        'evil. example',
      );
    for (const mark of [':', '：', '\ufe55', '\ufe13'])
      expect(render(resetMail({ displayName: `mailto${mark}me` })).text).toContain('mailto: me');
  });

  it('honest words stay whole', () => {
    for (const name of [
      ...['Alice', 'Seán O’Neill', 'José-María', '愛麗絲', 'J. R. Tolkien', '五十嵐三四郎', '한글'],
      ...['Studio 54', 'Class of 2024', 'Agent 007 Bond', 'B2B-Team', '🎉', 'A1-B2-C3'],
    ])
      expect(render(resetMail({ displayName: name })).text).toContain(`Hello ${name},`);
    expect(withoutIsolates(render(resetMail({ displayName: 'أليس' })).text)).toContain(
      'Hello أليس,',
    );
    expect(render(resetMail({ displayName: 'J.Smith' })).text).toContain('Hello J. Smith,');
    expect(render(resetMail({ displayName: "Tom & 'Jerry'" })).html).toContain(
      'Hello Tom &amp; &#39;Jerry&#39;,',
    );
    for (const place of ['Lyon, France', 'São Paulo (Brasil)', '東京', 'Frankfurt a. M.'])
      expect(render(resetMail({ place })).text).toContain(`Place: ${place}\n`);
    for (const [device, shown] of [
      ['Chrome 128.0.6613.120 on Windows 11', 'Chrome 128 on Windows 11'],
      ['iPhone 16 Pro, iOS 18.1', 'iPhone 16 Pro, iOS 18'],
    ])
      expect(render(resetMail({ device: device ?? '' })).text).toContain(`Device: ${shown}\n`);
  });

  it('an address that is none is not repeated', () => {
    for (const ip of ['evil.example', '1.2.3.4\nhttps://evil', 'fe80::1%evil.ex', '999.1.1.1'])
      expect(render(resetMail({ ip })).text).not.toMatch(/evil|999|IP address/);
    expect(render(resetMail({ ip: '2001:db8::1' })).text).toContain('IP address: 2001:db8::1\n');
  });
});

describe('attack 5: the product itself', () => {
  it('may have any printable name, which is escaped', () => {
    const product = { name: '<b>"Acme" & \'Sons\'</b>' };
    for (const { tag } of allLanguages)
      for (const [, mail] of everyMail({ locale: tag })) {
        const mine = render(mail, { product });
        expect(tagsOf(mine)).toBe(tagsOf(render(mail, { product: { name: 'Acme' } })));
        expect(mine.text).toContain(product.name);
      }
  });
});

describe('attack 5: whatever a letter says', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 60 });
  const letter = fc.record({ one: words, two: words, three: words });

  it('no text of it is ever markup', () => {
    fc.assert(
      fc.property(letter, fc.constantFrom('en', 'ar'), (texts, locale) => {
        const lay = (one: string, two: string, three: string) =>
          mails({
            templates: {
              unknown_address: (_mail: Mail, tools) => tools.layout(letterOf(one, two, three)),
            },
          }).render(everyKind({ locale }).unknown_address);
        expect(tagsOf(lay(texts.one, texts.two, texts.three))).toBe(tagsOf(lay('a', 'b', 'c')));
      }),
      { numRuns: 200 },
    );
  });

  const letterOf = (one: string, two: string, three: string): Letter => ({
    subject: one,
    preheader: two,
    heading: three,
    blocks: [
      one,
      { text: two, url: 'https://acme.example' },
      { note: three },
      { note: { text: one, url: 'mailto:help@acme.example' } },
      { button: { label: two, url: LINK, spellOut: true } },
      { button: { label: three, url: LINK, spellOut: false, subdued: true } },
      { facts: { caption: one, rows: [[two, three]] } },
    ],
    footer: [two],
  });
});

describe('html', () => {
  it('escapes every interpolation and keeps markup of its own', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"\'`'}">${inner}${[inner]}${null}${7}</p>`.toString()).toBe(
      '<p title="&quot;&#39;&#96;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>7</p>',
    );
  });

  it('takes nothing for markup that came out of JSON', () => {
    const forged = JSON.parse('{"latchkey.mail.markup":true,"toString":"<b>"}');
    expect(() => html`${forged}`.toString()).toThrow(TypeError);
  });

  it('any text comes back as it was once a browser has read it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        const escaped = html`${text}`.toString();
        expect(escaped).not.toMatch(/[<>"'`]/);
        const read = escaped
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&#96;', '`')
          .replaceAll('&amp;', '&');
        expect(read).toBe(text);
      }),
    );
  });
});

describe('attack 58: links', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'acme://reset?token=x',
    'https://user@evil.example/',
    'https://app.example/\nhttps://evil.example',
    'https://app.example/\u202ereset',
    '//evil.example',
    '/password/reset',
    'https://app.example/"><script>',
    '',
  ])('%j is refused in every mail that has one, and not repeated', (url) => {
    for (const [, mail] of everyMail({ url })) {
      if (!('url' in mail || 'disavow' in mail)) continue;
      let error: unknown;
      try {
        render(mail);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toMatchObject({ permanent: true, code: 'link_refused' });
      if (url !== '') expect(String(error)).not.toContain(url);
    }
  });

  it('an app’s scheme is allowed once it is listed', () => {
    const url = `acme://reset?token=${TOKEN}`;
    expect(render(resetMail({ url }), { linkSchemes: ['acme'] }).text).toContain(url);
  });
});
