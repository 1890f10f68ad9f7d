import { type MailDeliveryError, type PasswordEvent, PasswordService, unwrap } from 'latchkey';
import { type LiquidTemplatesOptions, liquidTemplates } from 'latchkey/liquid';
import { mailer } from 'latchkey/mail';
import { memoryStores } from 'latchkey/memory';
import { smtpTransport } from 'latchkey/nodemailer';
import { fixedClock, insecureTestHasher } from 'latchkey/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type PostOffice, postOffice } from '../../support/smtp-post-office.js';
import {
  breachAlert,
  changePasswordCode,
  changePasswordLink,
  userInvitation,
} from './auth0-templates.js';
import { variables } from './support.js';

const LIST = "{% assign list = '0,1,2,3,4,5,6,7,8,9' | split: ',' %}";
const LOOPS = LIST + '{% for a in list %}'.repeat(10) + '{% endfor %}'.repeat(10);
const DOUBLED = `{% assign a = 'x' %}${'{% assign a = a | append: a %}'.repeat(60)}`;

const HOSTILE_DATA: readonly unknown[] = [
  { toString: 1 },
  { valueOf: 1, toString: null },
  { length: 1e9 },
  [{ toString: 1 }],
  [[{ toString: { toString: 1 } }]],
  JSON.parse('{"__proto__": {"toString": 1}, "toString": 1}'),
];

const OLD_PASSWORD = 'correct horse battery staple';
const NEW_PASSWORD = 'seven wet umbrellas on a tram';

/** A whole service that mails in Liquid, over a real SMTP server. */
async function open(more: Partial<LiquidTemplatesOptions<never, string>> = {}) {
  const office = await postOffice();
  const clock = fixedClock('2031-05-06T10:00:00Z');
  const templates = liquidTemplates({
    timeLimitMs: 1_000,
    variables: {
      ...variables,
      user: ({ displayName }) => ({ given_name: displayName, nickname: displayName }),
      organization: ({ displayName }) => ({ name: 'north', display_name: displayName ?? '' }),
      own: { inviter: { name: 'Bob' }, roles: [{ name: 'Editor' }] },
    },
    clock: clock.now,
    templates: {
      reset_link: changePasswordLink,
      reset_code: changePasswordCode,
      breach_lock: breachAlert,
      invitation: userInvitation,
    },
    ...more,
  });
  const transport = smtpTransport(office.url);
  const mails = mailer<string>({
    transport,
    from: { name: 'Acme', address: 'default@acme.example' },
    product: { name: 'Acme' },
    templates,
  });
  const events: PasswordEvent[] = [];
  const stores = memoryStores();
  const passwords = new PasswordService<string>({
    stores,
    mailer: mails,
    links: { reset: 'https://app.example/password/reset' },
    keys: ['a key of the Liquid tests, of 32 bytes at least'],
    outbox: 'external',
    hasher: insecureTestHasher(),
    clock: clock.now,
    onEvent: (event) => void events.push(event),
  });
  onTestFinished(async () => {
    await passwords.close();
    await mails.close();
    await office.close();
  });
  const add = async (displayName: string, id = 'alice') => {
    const passwordHash = await insecureTestHasher().hash(OLD_PASSWORD);
    const email = `${id}@example.com`;
    await stores.accounts.add({ id, email, emailVerified: true, displayName, passwordHash });
  };
  return { office, passwords, events, clock, add };
}

function onlyMail({ received }: PostOffice) {
  expect(received).toHaveLength(1);
  const [mail] = received;
  if (mail === undefined) throw new Error('no mail came');
  const end = mail.raw.indexOf('\r\n\r\n');
  return { ...mail, headers: mail.raw.slice(0, end) };
}

describe('over the whole service and SMTP', () => {
  it('a pasted template’s link comes, in its reader’s language, and sets a password', async () => {
    const { office, passwords, add } = await open();
    await add('Älice & Cö');
    unwrap(
      await passwords.requestReset(
        { identifier: 'alice@example.com' },
        { context: { locale: 'de' } },
      ),
    );
    await passwords.drainOutbox();

    const { parsed, recipients, sender, headers } = onlyMail(office);
    expect(recipients).toEqual(['alice@example.com']);
    expect(sender).toBe('no-reply@acme.example');
    expect(parsed.from?.value).toEqual([{ name: 'Acme & Sons', address: 'no-reply@acme.example' }]);
    expect(parsed.subject).toBe('Neues Kennwort für Acme & Sons');
    expect(parsed.html).toContain('Guten Tag Älice &amp; Cö,');
    expect(parsed.text).toContain('Guten Tag Älice & Cö,');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');

    const [url] = /https:\/\/app\.example\/\S+/.exec(parsed.text ?? '') ?? [];
    expect(String(parsed.html)).toContain(`href="${url}"`);
    const token = new URL(String(url)).searchParams.get('token') ?? '';
    expect(headers).not.toContain(token.slice(0, 12));
    expect(await passwords.redeemTicket({ token, newPassword: NEW_PASSWORD })).toMatchObject({
      ok: true,
    });
  });

  it('a pasted template’s code comes, and sets a password', async () => {
    const { office, passwords, add } = await open();
    await add('Alice');
    const { flowId } = unwrap(
      await passwords.requestReset({ identifier: 'alice@example.com', deliver: 'code' }),
    ) as { flowId: string };
    await passwords.drainOutbox();

    const { parsed, headers } = onlyMail(office);
    const [code = ''] = /^\d{8}$/m.exec(parsed.text ?? '') ?? [];
    expect(parsed.html).toContain(`<strong>${code}</strong>`);
    expect(headers).not.toContain(code);
    const redeemed = await passwords.redeemTicket({ flowId, code, newPassword: NEW_PASSWORD });
    expect(redeemed).toMatchObject({ ok: true });
  });

  it.each([
    'Bob\r\nBcc: evil@evil.example',
    'Bob\nX-Evil: 1\n\n<b>body</b>',
    'Bob <evil@evil.example>',
    '"Bob" <evil@evil.example>, "x',
    'evil@evil.example',
    'a, b; c: d;',
    '=?utf-8?q?=0D=0ABcc:_evil@evil.example?=',
    'Bob\u2028Bcc: evil@evil.example',
    '\u202eelpmaxe.live@live <x>',
    `${'ü'.repeat(38)}\r\n Bcc: evil`,
  ])(
    'attack 3 and 5: an organization called %j adds no header, sender or recipient',
    async (name) => {
      const { office, passwords, add } = await open();
      await add(name);
      unwrap(
        await passwords.issueTicket({ accountId: 'alice', purpose: 'invite', deliver: 'mail' }),
      );
      await passwords.drainOutbox();

      const { parsed, recipients, sender, headers } = onlyMail(office);
      expect([recipients, sender]).toEqual([['alice@example.com'], 'no-reply@acme.example']);
      expect(parsed.from?.value).toHaveLength(1);
      expect(parsed.from?.value[0]?.address).toBe('no-reply@acme.example');
      expect(parsed.from?.value[0]?.name).not.toMatch(/[@<>\r\n]/);
      expect(parsed.to).toMatchObject({ value: [{ address: 'alice@example.com' }] });
      const names = [...headers.matchAll(/^([\w-]+):/gm)].map(([, header]) =>
        header?.toLowerCase(),
      );
      expect(names.sort()).toEqual(
        [
          'from',
          'to',
          'subject',
          'message-id',
          'references',
          'date',
          'mime-version',
          'content-type',
          'auto-submitted',
          'x-auto-response-suppress',
        ].sort(),
      );
      expect(String(parsed.html)).not.toContain('<b>body</b>');
    },
  );

  it.each([
    ['loops', LOOPS, 'template_timeout'],
    ['blows up', DOUBLED, 'template_limit'],
    ['throws', '{{ user.name | append }}', 'template_failed'],
  ])(
    'a template that %s over one person is sent to her in the shipped words, at once',
    async (_what, hostile, code) => {
      const faults: MailDeliveryError[] = [];
      const body = `{{ url }}{% if user.name == 'Mallory' %}${hostile}{% endif %}`;
      const { office, passwords, events, add } = await open({
        templates: { reset_link: { subject: 'Ours', body } } as never,
        timeLimitMs: 100,
        onError: (error) => void faults.push(error),
      });
      await add('Mallory', 'mallory');
      await add('Alice', 'alice');
      for (const id of ['mallory', 'alice'])
        unwrap(await passwords.requestReset({ identifier: `${id}@example.com` }));
      const started = performance.now();
      await passwords.drainOutbox();
      expect(performance.now() - started).toBeLessThan(5_000);

      const sent = new Map(office.received.map((mail) => [mail.recipients[0], mail.parsed]));
      expect(sent.get('alice@example.com')?.subject).toBe('Ours');
      const other = sent.get('mallory@example.com');
      expect(other?.subject).toBe('Reset your Acme password');
      const [url] = /https:\/\/app\.example\/\S+/.exec(other?.text ?? '') ?? [];
      const token = new URL(String(url)).searchParams.get('token') ?? '';
      expect(await passwords.redeemTicket({ token, newPassword: NEW_PASSWORD })).toMatchObject({
        ok: true,
      });
      expect(events.filter(({ type }) => type.startsWith('outbox.'))).toEqual([]);
      expect(faults).toMatchObject([{ code }]);
      expect(JSON.stringify([faults, String(faults[0])])).not.toContain(token.slice(0, 12));
    },
  );

  it('attack: a thief who names things in user_metadata does not keep the notice from its owner', async () => {
    for (const nickname of HOSTILE_DATA) {
      const { office, passwords, add } = await open({
        variables: { application: { name: 'Acme' }, user: () => ({ user_metadata: { nickname } }) },
        templates: {
          password_changed: {
            subject: 'Your password was changed',
            body: `<p>Hello {{ user.user_metadata.nickname | capitalize }}.
              {{ user.user_metadata.nickname | date: '%Y' }}
              {% if user.user_metadata.nickname > 3 %}gold{% endif %}</p>`,
          },
        } as never,
      });
      await add('Alice');
      unwrap(
        await passwords.changePassword({
          accountId: 'alice',
          currentPassword: OLD_PASSWORD,
          newPassword: NEW_PASSWORD,
        }),
      );
      await passwords.drainOutbox();
      const { parsed, recipients } = onlyMail(office);
      expect(recipients).toEqual(['alice@example.com']);
      // In its own words: the data is harmless, and no fault of the template.
      expect(parsed.subject).toBe('Your password was changed');
      expect(parsed.text).toMatch(/^Hello/);
    }
  });

  it('a From that comes to no address over one person is the mailer’s own for her', async () => {
    const from =
      "{% if organization.display_name == 'Mallory' %}nobody{% else %}a@b.example{% endif %}";
    const faults: MailDeliveryError[] = [];
    const { office, passwords, add } = await open({
      templates: { password_changed: { from, subject: 'Changed', body: 'Hello' } } as never,
      onError: (error) => void faults.push(error),
    });
    await add('Mallory', 'mallory');
    unwrap(
      await passwords.changePassword({
        accountId: 'mallory',
        currentPassword: OLD_PASSWORD,
        newPassword: NEW_PASSWORD,
      }),
    );
    await passwords.drainOutbox();
    const { sender, parsed } = onlyMail(office);
    expect(sender).toBe('default@acme.example');
    expect(parsed.text).toContain('Mallory');
    expect(faults).toMatchObject([
      {
        code: 'template_sender',
        message: 'The template "password_changed.from" comes to no plain address with its name.',
      },
    ]);
  });
});
