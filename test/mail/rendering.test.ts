import fc from 'fast-check';
import { type ChangedMail, LatchkeyError, type Mail, type UnknownAddressMail } from 'latchkey';
import {
  captureTransport,
  en,
  html,
  type Language,
  type MailerOptions,
  mailer,
  type RenderedMail,
} from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { everyKind, LINK, resetMail, TOKEN, type Variation } from './mails.js';

const nowhere = captureTransport(() => {});

function mails(more: Partial<MailerOptions> = {}) {
  return mailer({
    transport: nowhere,
    from: 'no-reply@acme.example',
    product: { name: 'Acme', url: 'https://acme.example', supportUrl: 'https://acme.example/help' },
    ...more,
  });
}

const render = (mail: Mail, more?: Partial<MailerOptions>) => mails(more).render(mail);

function renderAll(varied: Variation): RenderedMail[] {
  return Object.values(everyKind(varied)).map((mail) => render(mail));
}

describe('the mails', () => {
  it.each(Object.entries(everyKind()))('%s reads like this', (_kind, mail) => {
    const { subject, text } = render(mail);
    expect(`${subject}\n\n${text.replace(TOKEN, 'TOKEN')}`).toMatchSnapshot();
  });

  it('text and HTML say the same, link included', () => {
    const { text, html: markup } = render(resetMail());
    expect(text).toContain(`\n${LINK}\n`);
    expect(markup).toContain(`href="${LINK}"`);
    expect(markup?.replaceAll(/<[^>]+>/g, '')).toContain(LINK);
    expect(markup).toContain('<strong>app.example</strong>');
    expect(text).toContain('This link works for 60 minutes, and only once.');
    expect(markup).toContain('This link works for 60 minutes, and only once.');
  });

  it.each([
    [60, '1 minute'],
    [20 * 60, '20 minutes'],
    [3600, '60 minutes'],
    [3 * 3600 + 1799, '3 hours'],
    [72 * 3600, '3 days'],
    [30, '1 minute'],
  ])('a lifetime of %i s is %s', (lifetimeSeconds, words) => {
    expect(render(resetMail({ lifetimeSeconds })).text).toContain(`works for ${words},`);
  });

  it('only mails with a ticket carry a token, and only in the link', () => {
    for (const mail of Object.values(everyKind())) {
      const rendered = render(mail);
      const hasLink = mail.kind === 'reset_link' || mail.kind === 'initial_password_link';
      const { text, html: markup, ...rest } = rendered;
      expect(text.split(TOKEN)).toHaveLength(hasLink ? 2 : 1);
      // The button, the written link's target, and the written link.
      expect(markup?.split(TOKEN)).toHaveLength(hasLink ? 4 : 1);
      expect(JSON.stringify(rest)).not.toContain(TOKEN);
    }
  });

  it('load nothing from elsewhere', () => {
    for (const { html: markup } of renderAll({})) {
      expect(markup).not.toMatch(/<img|<script|<link|\bsrc=|url\(|@import/i);
    }
  });

  it('tell the instant of a change in the configured time zone', () => {
    const { password_changed } = everyKind();
    expect(render(password_changed).text).toContain('on 1 March 2026 at 10:04 UTC.');
    const berlin = render(password_changed, { timeZone: 'Europe/Berlin' }).text;
    expect(berlin).toMatch(/1 March 2026 at 11:04 (?:CET|GMT\+1)\./);
  });

  it.each(['reset', 'change', 'initial', 'direct_set'] as const)(
    'explain a change by %s',
    (cause) => {
      const mail: ChangedMail = { ...(everyKind().password_changed as ChangedMail), cause };
      expect(render(mail).text).not.toContain('undefined');
    },
  );

  it('name address and device of the request where they are known', () => {
    expect(render(resetMail()).text).toContain('came from 203.0.113.9 (Firefox on Windows).');
    expect(render(resetMail({ userAgent: null })).text).toContain('came from 203.0.113.9.');
    expect(render(resetMail({ ip: null })).text).toContain('came from Firefox on Windows.');
    expect(render(resetMail({ ip: null, userAgent: null })).text).not.toContain('came from');
  });

  it('do without the product’s pages', () => {
    const bare = { product: { name: 'Acme' } };
    for (const mail of Object.values(everyKind())) {
      expect(render(mail, bare).text).not.toContain('undefined');
      expect(render(mail, bare).text.replace(LINK, '')).not.toMatch(/https?:/);
    }
  });
});

describe('attack 5: what strangers write', () => {
  const harmless = [
    ...renderAll({ displayName: null, ip: null, userAgent: null }),
    ...renderAll({ displayName: null }),
  ];
  const names = [
    '<a href="https://evil.example">Click here</a>',
    '</p><script>alert(1)</script>',
    'Win at https://evil.example/x',
    'evil.example',
    'www。evil。example',
    'mailto:me@evil.example',
    '//evil',
    'Bob\r\nBcc: evil@evil.example',
    'Bob\n\nhttps://evil.example/',
    'Bob\u2028http://evil.example',
    'Bob \u202egro.live\u202c',
    '\u2066Bob\u2069 \u200bevil\u200b.\u200bexample',
    'Bob\0\x1b[31m',
    'A'.repeat(10_000),
    '\ud800\udc00\ud800',
    `Z${'\u0301'.repeat(5_000)}`,
  ];

  it.each(names.map((name) => [JSON.stringify(name).slice(0, 50), name]))(
    '%s arrives harmless',
    (_shown, displayName) => {
      for (const mail of renderAll({ displayName, identityProvider: displayName })) {
        expectHarmless(mail);
      }
    },
  );

  it('a telephone number is no name', () => {
    expect(render(resetMail({ displayName: 'Call 0800 123456' })).text).toContain('Hello,');
  });

  it('honest names stay whole', () => {
    for (const name of ['Alice', 'Seán O’Neill', 'José-María', 'أليس', '愛麗絲', 'J. R. Tolkien']) {
      expect(render(resetMail({ displayName: name })).text).toContain(`Hello ${name},`);
    }
    expect(render(resetMail({ displayName: 'J.Smith' })).text).toContain('Hello J. Smith,');
    expect(render(resetMail({ displayName: null })).text).toContain('Hello,');
    expect(render(resetMail({ displayName: "Tom & 'Jerry'" })).html).toContain(
      'Hello Tom &amp; &#39;Jerry&#39;,',
    );
  });

  it('an address that is none, and an unknown user agent, are not repeated', () => {
    for (const ip of [
      'evil.example',
      '1.2.3.4\nhttps://evil',
      'fe80::1%evil.example',
      '999.1.1.1',
    ]) {
      expect(render(resetMail({ ip, userAgent: 'evil.example/1.0 <b>' })).text).not.toMatch(
        /evil|999|came from/,
      );
    }
  });

  it('never produce markup, a foreign link, or a further header line', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc
        .array(
          fc.constantFrom(
            '<',
            '>',
            '"',
            "'",
            '&',
            '\r\n',
            '\n',
            '.',
            '://',
            'evil',
            'com',
            '@',
            ':',
            '\u202e',
            '\u200b',
            '。',
            '/',
            'https',
            ' ',
            '\0',
            '`',
            '&lt;',
          ),
          { maxLength: 30 },
        )
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.property(hostile, hostile, hostile, hostile, (displayName, provider, userAgent, ip) => {
        const varied = { displayName, identityProvider: provider, userAgent, ip };
        for (const mail of renderAll(varied)) expectHarmless(mail);
      }),
      { numRuns: 150 },
    );
  });

  /** Compares with the same mail to nobody in particular: no tag, link or line may be added. */
  function expectHarmless(mail: RenderedMail): void {
    const plain = harmless.filter(({ subject }) => subject === mail.subject);
    const shape = ({ html: markup }: RenderedMail) => (markup ?? '').match(/<[^>]*>/g)?.join('\n');
    expect(plain.map(shape)).toContain(shape(mail));
    expect(plain.map(({ text }) => text.split('\n').length)).toContain(
      mail.text.split('\n').length,
    );
    const links = mail.text
      .replaceAll(LINK, '')
      .replaceAll('https://acme.example', '')
      .replaceAll('alice@example.com', '')
      .match(/\w:\/\/|\bwww\.\S|[^\s.]\.[^\s.]*\p{L}{2}|mailto:\S/gu);
    expect(links).toBeNull();
    for (const line of mail.text.split('\n')) expect(line.length).toBeLessThan(500);
    for (const part of [mail.text, mail.html ?? '', mail.subject]) {
      expect(part).not.toMatch(/[^\P{C}\n]/u);
    }
    expect(mail.subject).not.toMatch(/[\r\n]/);
  }
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

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'acme://reset?token=x',
    'https://user@evil.example/',
    'https://app.example/\nhttps://evil.example',
    '//evil.example',
    '/password/reset',
    'https://app.example/"><script>',
    '',
  ])('%j is refused and not repeated', (url) => {
    let error: unknown;
    try {
      render(resetMail({ url }));
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ permanent: true, code: 'link_refused' });
    if (url !== '') expect(String(error)).not.toContain(url);
  });

  it('an app’s scheme is allowed once it is listed', () => {
    const url = `acme://reset?token=${TOKEN}`;
    expect(render(resetMail({ url }), { linkSchemes: ['acme'] }).text).toContain(url);
  });
});

describe('languages', () => {
  const german: Language = {
    ...en,
    tag: 'de',
    greeting: (name) => (name === null ? 'Guten Tag,' : `Guten Tag ${name},`),
  };
  const greetingFor = (locale: string | null, more?: Partial<MailerOptions>) =>
    render(resetMail({ locale }), { languages: [german], ...more }).text;

  it.each(['de', 'de-AT', 'DE_at', 'de-Latn-CH'])('%s is answered in German', (locale) => {
    expect(greetingFor(locale)).toContain('Guten Tag');
  });

  it.each([null, 'en', 'en-GB', 'fr', '', '__proto__', 'd', 'deu', 'x'.repeat(10_000)])(
    '%j is answered in English',
    (locale) => {
      expect(greetingFor(locale)).toContain('Hello');
    },
  );

  it('the configured language is for those whose own is not known', () => {
    expect(greetingFor('fr', { locale: 'de-DE' })).toContain('Guten Tag');
    expect(greetingFor('en', { locale: 'de-DE' })).toContain('Hello');
  });

  it('the HTML declares its language', () => {
    expect(render(resetMail({ locale: 'de' }), { languages: [german] }).html).toContain(
      '<html lang="de" dir="ltr">',
    );
  });
});

describe('templates of the application’s own', () => {
  it('replace one kind and leave the others', () => {
    const templates: MailerOptions['templates'] = {
      unknown_address: (mail: UnknownAddressMail, tools) => ({
        subject: `Hi\r\nBcc: evil@evil.example ${tools.product.name}`,
        text: `${mail.to}: ${tools.inertName('a.b')}`,
      }),
    };
    const kinds = everyKind();
    const own = render(kinds.unknown_address, { templates });
    expect(own).toMatchObject({ text: 'alice@example.com: a. b', html: null });
    expect(own.subject).toBe('Hi Bcc: evil@evil.example Acme');
    expect(render(kinds.reset_link, { templates })).toEqual(render(kinds.reset_link));
  });
});

describe('the mailer', () => {
  it('hands the rendered mail and the signal to the transport', async () => {
    const kept: [RenderedMail, AbortSignal][] = [];
    const transport = captureTransport((message, { signal }) => kept.push([message, signal]));
    const { signal } = new AbortController();
    const ours = mails({ transport });
    await ours.send(resetMail(), { signal });
    expect(kept).toEqual([[ours.render(resetMail()), signal]]);
  });

  it('a function that fails has not accepted the mail', async () => {
    const transport = captureTransport(() => Promise.reject(new Error('disk full')));
    const { signal } = new AbortController();
    await expect(mails({ transport }).send(resetMail(), { signal })).rejects.toThrow('disk full');
  });

  it('an id that is not fit for a header is replaced by its digest', () => {
    const { messageId } = render(resetMail({ id: 'a\r\nBcc: evil@x' }));
    expect(messageId).toMatch(/^<[0-9a-f]{64}@acme\.example>$/);
    expect(render(resetMail({ id: 'a\r\nBcc: evil@x' })).messageId).toBe(messageId);
  });

  it.each<[string, Partial<MailerOptions>]>([
    ['from', { from: 'Acme <no-reply@acme.example>' }],
    ['from', { from: { name: 'A\r\nBcc: x', address: 'a@b.example' } }],
    ['product.name', { product: { name: '' } }],
    ['product.name', { product: { name: 'A\nB' } }],
    ['product.url', { product: { name: 'A', url: 'javascript:1' } }],
    ['product.supportUrl', { product: { name: 'A', supportUrl: '/help' } }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['linkSchemes', { linkSchemes: ['javascript'] }],
    ['linkSchemes', { linkSchemes: ['acme:'] }],
  ])('a wrong "%s" throws at construction', (option, wrong) => {
    expect(() => mails(wrong)).toThrow(LatchkeyError);
    expect(() => mails(wrong)).toThrow(`"${option}"`);
  });
});
