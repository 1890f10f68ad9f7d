import type { LinkMail } from 'latchkey';
import { type MailerOptions, type MailTransport, mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { simpleParser } from 'mailparser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { opened } from './hand-over.js';
import { resetMail } from './mails.js';
import { answering, PROVIDERS, provider } from './provider.js';
import { render } from './render.js';

/** "Win: evil.com", a line end with a header, a bidi override; and words that fold into one. */
const NAMES = [
  '=?utf-8?q?Win=3A_evil=2Ecom?=',
  '=?UTF-8?B?DQpCY2M6IGV2aWwuY29t?=',
  '=?utf-8?q?=E2=80=AEevil=2Ecom?=',
  '=\u200b?utf-8?q?evil=2Ecom?=',
  '==??utf-8?q?evil=2Ecom?=',
  'パス =?utf-8?q?evil=2Ecom?=',
  '=?utf-8?q?evil?= =?utf-8?q?=2Ecom?=',
];

/** A template of the application's own that has a stranger's name in the headers. */
const templates: Required<MailerOptions>['templates'] = {
  reset_link: ({ account }: LinkMail, tools) => ({
    subject: `${account.displayName}, your new password at ${tools.product.name}`,
    text: 'Hello',
    from: { name: `Acme ${account.displayName?.replaceAll('\u200b', '')}`, address: 'a@b.c' },
  }),
};

async function send(transport: MailTransport, displayName: string): Promise<void> {
  const mails = mailer({
    transport,
    templates,
    from: 'no-reply@acme.example',
    product: { name: 'Acme' },
  });
  onTestFinished(() => mails.close());
  await mails.send(resetMail({ displayName }), { signal: new AbortController().signal });
}

/** What a mail program shows of the headers, which it decodes wherever it finds an encoded word. */
async function shownOf(subject: string, from: string): Promise<string> {
  const parsed = await simpleParser(`Subject: ${subject}\r\nFrom: ${from}\r\n\r\nx`);
  return `${parsed.subject} ${parsed.from?.text}`;
}

function expectInert(shown: string): void {
  expect(shown).not.toMatch(/evil\.com|Bcc|\u202e/);
  expect(shown).toMatch(/utf-8/i);
}

describe('attack 5: an encoded word in a name', () => {
  it.each(NAMES)('%j stays what it is in the headers that a transport is handed', async (name) => {
    const { subject, from } = render(resetMail({ displayName: name }), { templates });
    for (const part of [subject, from.name]) expect(part).not.toContain('=?');
    expectInert(await shownOf(subject, `"${from.name}" <${from.address}>`));
  });

  it.each(NAMES)('%j stays what it is in Postmark’s JSON', async (name) => {
    const { endpoint, posted } = await provider(answering(200, { ErrorCode: 0 }));
    await send(PROVIDERS.Postmark!(endpoint), name);
    const { Subject, From } = posted[0]!.body as { Subject: string; From: string };
    expectInert(await shownOf(Subject, From));
  });

  it.each(NAMES)('%j stays what it is in Resend’s JSON', async (name) => {
    const { endpoint, posted } = await provider(answering(200, { id: '49a3999c' }));
    await send(PROVIDERS.Resend!(endpoint), name);
    const { subject, from } = posted[0]!.body as { subject: string; from: string };
    expectInert(await shownOf(subject, from));
  });

  it.each(NAMES)('%j stays what it is over SMTP', async (name) => {
    const office = await opened(postOffice());
    await send(smtpTransport(office.url), name);
    const [{ parsed } = {}] = office.received;
    expect(parsed?.bcc).toBeUndefined();
    expectInert(`${parsed?.subject} ${parsed?.from?.text}`);
  });

  it('the product’s own name and the sender’s are no exception', () => {
    const name = 'Acme =?utf-8?q?evil=2Ecom?=';
    const { subject, from } = render(resetMail(), {
      product: { name },
      from: { name, address: 'no-reply@acme.example' },
    });
    for (const part of [subject, from.name]) expect(part).toContain('Acme = ?utf-8');
  });

  it('a subject that is cut is cut between letters', () => {
    const { subject } = render(resetMail({ displayName: `${'a'.repeat(199)}😀` }), { templates });
    expect(subject).toBe('a'.repeat(199));
  });
});
