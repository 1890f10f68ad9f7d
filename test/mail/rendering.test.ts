import type { Mail } from 'latchkey';
import { allLanguages, type Language, type MailerOptions } from 'latchkey/mail';
import { describe, expect, it } from 'vitest';
import { CODE, DISAVOW_LINK, everyKind, LINK, resetMail, TOKEN, type Variation } from './mails.js';
import { CHANGES, everyMail, render } from './render.js';

const bare: Partial<MailerOptions> = { product: { name: 'Acme' } };
const textOf = (varied: Variation, kind: Mail['kind'] = 'reset_link') =>
  render(everyKind(varied)[kind]).text;
const WITH_LINK = [
  'reset_link',
  'initial_password_link',
  'invitation',
  'breach_lock',
  'disavowal',
  'operator_lock',
];
const NOTICES = ['password_changed', 'address_changed', 'account_changed'] as const;
const isNotice = ({ kind }: Mail) => (NOTICES as readonly string[]).includes(kind);

describe('the mails', () => {
  it.each(everyMail())('%s reads like this', (_name, mail) => {
    const { subject, text } = render(mail);
    const shown = text.replaceAll(TOKEN, 'TOKEN').replaceAll(CODE, 'DIGITS');
    expect(`${subject}\n\n${shown}`).toMatchSnapshot();
  });

  it('text and HTML say the same, link included', () => {
    const { text, html } = render(resetMail());
    expect(text).toContain(`\n${LINK}\n`);
    expect(html).toContain(`href="${LINK}"`);
    expect(html?.replaceAll(/<[^>]+>/g, '')).toContain(LINK);
    expect(html).toContain('<strong>app.example</strong>');
    expect(text).toContain('This link works for one hour, and only once.');
    expect(html).toContain('This link works for one hour, and only once.');
  });

  it.each(allLanguages)('in $tag lack no word', (language) => {
    for (const more of [{}, bare])
      for (const disavow of [true, false])
        for (const [, mail] of everyMail({ locale: language.tag, disavow })) {
          const { subject, text, html } = render(mail, more);
          expect(`${subject}${text}${html}`).not.toMatch(
            /undefined|null|NaN|\[object|\{\{|\$\{|#\s/,
          );
          expect(html).toContain(`<html lang="${language.tag}" dir="${language.direction}"`);
        }
  });

  it('of one kind differ from those of another, and from those of another language', () => {
    for (const { tag } of allLanguages) {
      const texts = everyMail({ locale: tag }).map(([, mail]) => render(mail).text);
      expect(new Set(texts).size).toBe(texts.length);
    }
    for (const [name] of everyMail()) {
      const subjects = allLanguages.map(({ tag }) => {
        const mail = new Map(everyMail({ locale: tag })).get(name);
        return mail && render(mail).subject;
      });
      expect(new Set(subjects).size).toBe(allLanguages.length);
    }
  });

  it('are small, far below the 102 kB where Gmail cuts', () => {
    for (const { tag } of allLanguages)
      for (const [name, mail] of everyMail({ locale: tag }))
        expect(Buffer.byteLength(render(mail).html ?? ''), name).toBeLessThan(24_000);
  });

  it('load nothing from elsewhere and run nothing', () => {
    for (const [, mail] of everyMail())
      expect(render(mail).html).not.toMatch(/<img|<script|<link|\bsrc=|url\(|@import|\bon\w+=/i);
  });

  it('do without the product’s pages', () => {
    for (const [, mail] of everyMail({ disavow: false })) {
      const { text } = render(mail, bare);
      expect(text.replace(LINK, '')).not.toMatch(/https?:/);
    }
  });

  it('answer no absence note and no list, and keep their Message-ID', () => {
    for (const [, mail] of everyMail({ id: 'entry-1' })) {
      const { headers, messageId } = render(mail);
      expect(headers['Auto-Submitted']).toBe('auto-generated');
      expect(Object.keys(headers).join()).not.toMatch(/unsubscribe|precedence/i);
      expect(messageId).toBe('<entry-1@acme.example>');
    }
  });
});

describe('attack 22: how long a link or a code works', () => {
  it.each([
    [60, 'one minute'],
    [20 * 60, '20 minutes'],
    [3600, 'one hour'],
    [5400, '90 minutes'],
    [3 * 3600 + 1799, '3 hours'],
    [72 * 3600, '3 days'],
    [30, 'one minute'],
  ])('a lifetime of %i s is %s', (lifetimeSeconds, words) => {
    expect(textOf({ lifetimeSeconds })).toContain(`works for ${words},`);
  });

  it.each<[Mail['kind'], string]>([
    ['reset_link', 'one hour'],
    ['reset_code', '10 minutes'],
    ['invitation', '3 days'],
    ['password_changed', '3 days'],
    ['account_changed', '3 days'],
  ])('%s says its own: %s', (kind, words) => {
    expect(textOf({}, kind)).toContain(`works for ${words}`);
  });

  it.each(allLanguages)('every mail that expires says when, in $tag', (language: Language) => {
    for (const mail of Object.values(everyKind({ locale: language.tag, lifetimeSeconds: 6660 }))) {
      const { text, html } = render(mail);
      const expires = isNotice(mail) || [...WITH_LINK, 'reset_code'].includes(mail.kind);
      expect(text.includes(language.duration(6660)), mail.kind).toBe(expires);
      expect(html?.includes(language.duration(6660)), mail.kind).toBe(expires);
    }
  });

  it('Arabic counts in six forms', () => {
    const ar = allLanguages.find(({ tag }) => tag === 'ar');
    const minutes = [1, 2, 3, 11, 100].map((count) => ar?.duration(count * 60));
    expect(minutes).toEqual(['دقيقة واحدة', 'دقيقتين', '3 دقائق', '11 دقيقة', '100 دقيقة']);
  });
});

describe('secrets', () => {
  it('a token stands in the link and nowhere else', () => {
    for (const mail of Object.values(everyKind())) {
      const { text, html, ...rest } = render(mail);
      const hasLink = WITH_LINK.includes(mail.kind) || isNotice(mail);
      expect(text.split(TOKEN)).toHaveLength(hasLink ? 2 : 1);
      // The button, the written link's target, and the written link.
      expect(html?.split(TOKEN)).toHaveLength(hasLink ? 4 : 1);
      expect(JSON.stringify(rest)).not.toContain(TOKEN);
    }
  });

  it.each(['482096', '4820961', CODE, '482096135', '4820961357', '48209613579', '482096135790'])(
    'the code %s is read whole, and a lock screen shows none of it',
    (code) => {
      for (const { tag } of allLanguages) {
        const { text, html, ...rest } = render(everyKind({ code, locale: tag }).reset_code);
        expect(text.split('\n').filter((line) => line.includes(code))).toEqual([code]);
        const panel = html?.match(/<p class="code" dir="ltr"[^>]*>(.*?)<\/p>/)?.[1] ?? '';
        expect(panel.replaceAll(/<[^>]+>/g, '')).toBe(code);
        expect(panel.match(/<span/g)?.length).toBe(Math.ceil(code.length / 4));
        expect(JSON.stringify(rest)).not.toContain(code.slice(0, 4));
        expect(html?.split(panel)[0]).not.toContain(code.slice(0, 4));
      }
    },
  );

  it('an inbox has more to show beside the subject than it shows', () => {
    const { html } = render(everyKind().reset_code);
    const hidden = html?.match(/<div style="display:none[^>]*>(.*?)<\/div>/)?.[1] ?? '';
    expect(hidden).toMatch(/^Enter it on the page where you asked for it\.&#847;&zwnj;&nbsp;/);
    expect(hidden.match(/&nbsp;/g)?.length).toBeGreaterThan(100);
  });
});

describe('what is known of the request', () => {
  it('is told where it is known', () => {
    expect(textOf({})).toContain(
      'About this request\nTime: 1 March 2026 at 10:00 UTC\nPlace: Lyon, France\nDevice: Firefox on Windows\nIP address: 203.0.113.9\n',
    );
    expect(textOf({ place: null, userAgent: null, ip: null })).toContain(
      'About this request\nTime: 1 March 2026 at 10:00 UTC\n\n',
    );
  });

  it('the device is the application’s word, or else read from the user agent', () => {
    expect(textOf({ device: 'Pixel 9, Acme App 4.12.1' })).toContain(
      'Device: Pixel 9, Acme App 4\n',
    );
    expect(textOf({ userAgent: 'Mozilla/5.0 (iPhone) CriOS/130' })).toContain(
      'Device: Chrome on iPhone\n',
    );
    expect(textOf({ userAgent: 'curl/8.5.0' })).not.toContain('Device');
  });

  it('of a change the text says when, and the list says the rest', () => {
    const told = textOf({}, 'password_changed');
    expect(told).toContain('was changed on 1 March 2026 at 10:04 UTC');
    expect(told).toContain('About this change\nPlace: Lyon, France\n');
    expect(told).not.toContain('10:00');
    const nothing = { place: null, userAgent: null, ip: null };
    expect(textOf(nothing, 'password_changed')).not.toContain('About this');
  });

  it('of an administrator it is not told', () => {
    const mail = everyKind();
    const administrative = { ...mail.reset_link, purpose: 'administrative' } as Mail;
    for (const each of [mail.invitation, mail.operator_lock, administrative])
      expect(render(each).text).not.toMatch(/About this|203\.0|Lyon/);
    expect(render(administrative).text).toContain('An administrator of Acme sends you this link');
  });

  it('instants are in the configured time zone', () => {
    const { password_changed } = everyKind();
    const berlin = render(password_changed, { timeZone: 'Europe/Berlin' }).text;
    expect(berlin).toMatch(/1 March 2026 at 11:04 (?:CET|GMT\+1)\b/);
  });
});

describe('a notice', () => {
  it('carries the way to undo the change, behind a quiet button', () => {
    for (const kind of NOTICES) {
      const { text, html } = render(everyKind()[kind]);
      expect(text).toContain(`\nThis wasn’t me:\n${DISAVOW_LINK}\n`);
      expect(html).toContain(`href="${DISAVOW_LINK}"`);
      expect(html).toContain('class="action subdued"');
    }
  });

  it('without that link says what else to do, and where', () => {
    const told = textOf({ disavow: false }, 'password_changed');
    expect(told).toContain('reset your password at once');
    expect(told).toContain('Then tell us:\nhttps://acme.example/help\n');
    for (const kind of ['address_changed', 'account_changed'] as const) {
      expect(textOf({ disavow: false }, kind)).toContain(
        'tell us at once:\nhttps://acme.example/help\n',
      );
      expect(render(everyKind({ disavow: false })[kind], bare).text).toContain(
        'get in touch with us at once.',
      );
    }
  });

  it('of a direct set reads differently from one of a change', () => {
    const subjects = (['reset', 'change', 'initial', 'direct_set'] as const).map(
      (cause) => render(everyKind({ cause }).password_changed).subject,
    );
    expect(subjects).toEqual([
      'Your Acme password was changed',
      'Your Acme password was changed',
      'Your Acme account has a password now',
      'An administrator has set your Acme password',
    ]);
    expect(textOf({ cause: 'direct_set' }, 'password_changed')).toContain('know about this');
  });

  it('of a deleted account greets nobody by name', () => {
    for (const kind of NOTICES) {
      const gone = { ...everyKind()[kind], account: null, disavow: null } as Mail;
      expect(render(gone).text).toContain('Hello,');
    }
  });

  it('of a change of the account says which', () => {
    const subjects = CHANGES.map((change) => render(everyKind({ change }).account_changed).subject);
    expect(subjects).toEqual([
      'A second sign-in step was added to your Acme account',
      'A second sign-in step was removed from your Acme account',
      'The recovery codes of your Acme account were replaced',
      'The telephone number of your Acme account was changed',
      'A passkey was added to your Acme account',
      'A passkey was removed from your Acme account',
      'A sign-in provider was linked to your Acme account',
      'A sign-in provider was unlinked from your Acme account',
      'Your Acme account was closed',
    ]);
  });

  it.each(allLanguages)(
    'of a change of the account says in $tag what, where and when',
    (language) => {
      const names = { product: 'PRODUCT', instant: 'INSTANT' };
      const changes = CHANGES.map((change) => language.accountChanged[change]);
      for (const { subject, body } of changes) {
        expect(subject(names)).toContain('PRODUCT');
        expect(body(names)).toMatch(/PRODUCT.*INSTANT|INSTANT.*PRODUCT/);
      }
      const said = ['subject', 'heading', 'body'] as const;
      for (const part of said)
        expect(new Set(changes.map((words) => words[part](names))).size).toBe(CHANGES.length);
    },
  );

  it('of a change of the account promises what the link does, and not that the change is undone', () => {
    for (const change of CHANGES)
      expect(textOf({ change }, 'account_changed')).toContain(
        '\n\nIf this was not you, tell us here. The page asks for the address that this mail came to. Then it ends all sessions and locks the password.\n\nThis wasn’t me:\n',
      );
    for (const { accountChanged, addressChanged } of allLanguages)
      for (const change of CHANGES)
        expect(accountChanged[change].disavow).toBe(addressChanged.disavow);
  });
});
