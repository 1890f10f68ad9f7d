import { mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { simpleParser } from 'mailparser';
import { beforeAll, describe, expect, it } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { handOver, opened, openTransport, renderedMail } from './hand-over.js';
import { everyKind, resetMail } from './mails.js';
import { scriptedServer } from './scripted-server.js';

/** What people write in, and what encoders have broken before: see the test's lengths. */
const WRITING: Record<string, string> = {
  Japanese: 'パスワードを再設定してください。もう一度お試しください',
  Arabic: 'إعادة تعيين كلمة المرور الخاصة بك — تنتهي الصلاحية بعد ساعة',
  Spanish: 'Restablezca su contraseña: ¿no ha sido usted?',
  Hebrew: 'איפוס הסיסמה שלך (60 דקות)',
  emoji: '👩‍👩‍👧‍👦🏳️‍🌈👍🏽',
  'combining marks': 'Zu\u0308rich e\u0301te\u0301',
  'equals signs and dots': '.=.=.=..=',
};

/** The mail as it stands on the wire, the dots that RFC 5321 4.5.2 doubles undone. */
async function onTheWire(varied: Parameters<typeof handOver>[1]): Promise<string> {
  const server = await opened(scriptedServer());
  await handOver(openTransport(server.url), varied);
  return `${(server.texts[0] ?? '').replace(/^\.\./gm, '.')}\r\n`;
}

function headersOf(raw: string): readonly (readonly [name: string, value: string])[] {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  return head.split(/\r\n(?![ \t])/).map((line) => {
    const at = line.indexOf(': ');
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)] as const;
  });
}
const valuesOf = (raw: string, name: string) =>
  headersOf(raw)
    .filter(([each]) => each === name)
    .map(([, value]) => value);

/** RFC 5321 4.5.3.1.6 and RFC 5322 2.1.1: ASCII, no bare line ends, lines of 998, better of 78. */
function expectSevenBit(raw: string): void {
  expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
}

describe('headers', () => {
  it('each that matters stands there once', async () => {
    const raw = await onTheWire({});
    const once = ['from', 'to', 'subject', 'date', 'message-id', 'mime-version', 'content-type'];
    for (const name of [...once, 'auto-submitted']) expect(valuesOf(raw, name)).toHaveLength(1);
    // RFC 3834 5: nobody's absence note answers it. It is no list, so nobody can leave one.
    expect(valuesOf(raw, 'auto-submitted')).toEqual(['auto-generated']);
    for (const [name] of headersOf(raw))
      expect(name).not.toMatch(/^list-|^b?cc$|^sender$|^x-mailer$/);
    expect(valuesOf(raw, 'mime-version')).toEqual(['1.0']);
  });

  it('the date is the delivery’s, as RFC 5322 writes it', async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const [date = ''] = valuesOf(await onTheWire({}), 'date');
    expect(date).toMatch(/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} \+0000$/);
    expect(new Date(date).getTime()).toBeGreaterThanOrEqual(before);
    expect(new Date(date).getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('a redelivery is the same message, so a mail program threads or drops it', async () => {
    const office = await opened(postOffice());
    const mails = mailer({
      transport: openTransport(office.url),
      from: 'no-reply@acme.example',
      product: { name: 'Acme' },
    });
    const signal = new AbortController().signal;
    for (const id of ['entry-1', 'entry-1', 'entry-2', 'an id\r\nwith: a header'])
      await mails.send(resetMail({ id }), { signal });
    const ids = office.received.map(({ parsed }) => parsed.messageId);
    expect(ids.slice(0, 3)).toEqual([
      '<entry-1@acme.example>',
      '<entry-1@acme.example>',
      '<entry-2@acme.example>',
    ]);
    expect(ids[3]).toMatch(/^<[0-9a-f]{64}@acme\.example>$/);
    expect(office.received.map(({ parsed }) => parsed.headers.has('with'))).not.toContain(true);
  });

  it('every kind of mail carries them', async () => {
    const office = await opened(postOffice());
    const mails = mailer({
      transport: openTransport(office.url),
      from: 'no-reply@acme.example',
      product: { name: 'Acme' },
    });
    for (const mail of Object.values(everyKind()))
      await mails.send(mail, { signal: new AbortController().signal });
    expect(office.received.length).toBeGreaterThan(5);
    for (const { raw, parsed } of office.received) {
      expect(valuesOf(raw, 'auto-submitted')).toEqual(['auto-generated']);
      expect(headersOf(raw).filter(([name]) => name.startsWith('list-'))).toEqual([]);
      expect(parsed.date).toBeInstanceOf(Date);
      expectSevenBit(raw);
    }
  });
});

describe('structure', () => {
  it('text first and HTML after it, as alternatives, and nothing attached', async () => {
    const raw = await onTheWire({});
    const [type = ''] = valuesOf(raw, 'content-type');
    const boundary = /^multipart\/alternative;\s+boundary="([^"]+)"$/.exec(type)?.[1];
    const parts = raw.split(`--${boundary}`).slice(1);
    expect(parts.map((part) => /^Content-Type: (.*?)\r$/m.exec(part)?.[1])).toEqual([
      'text/plain; charset=utf-8',
      'text/html; charset=utf-8',
      undefined,
    ]);
    expect(parts.at(-1)).toBe('--\r\n');
    const parsed = await simpleParser(raw);
    expect(parsed.attachments).toEqual([]);
    expect(parsed.text?.trim()).toBe(renderedMail().text.trim());
    expect(String(parsed.html).trim()).toBe(renderedMail().html);
  });

  it('a word that is too long to fold stays below the limit of 998', async () => {
    const word = 'x'.repeat(200);
    const raw = await onTheWire({ subject: word, text: word.repeat(10), html: null });
    for (const line of raw.split('\r\n')) expect(line.length).toBeLessThan(998);
    expect((await simpleParser(raw)).subject).toBe(word);
    expect((await simpleParser(raw)).text?.trim()).toBe(word.repeat(10));
  });

  it('an address that does not fit after its header’s name stands on a line of its own', async () => {
    const ofLength = (length: number) => `${'w'.repeat(length - 64)}@${'m'.repeat(55)}.example`;
    for (const [length, header] of [
      [74, 'To: '],
      [75, 'To:\r\n '],
      [77, 'To:\r\n '],
    ] as const) {
      const to = ofLength(length);
      expect(to).toHaveLength(length);
      const raw = await onTheWire({ to });
      expect(raw).toContain(`\r\n${header}${to}\r\n`);
      expectSevenBit(raw);
      expect((await simpleParser(raw)).to).toMatchObject({ value: [{ address: to, name: '' }] });
    }
    // Longer ones have no place to fold at.
    const to = `${'w'.repeat(64)}@${'m'.repeat(60)}.${'m'.repeat(60)}.${'m'.repeat(50)}.example`;
    const raw = await onTheWire({ to });
    expect(raw.split('\r\n').filter((line) => line.length > 78)).toEqual([` ${to}`]);
    expect((await simpleParser(raw)).to).toMatchObject({ value: [{ address: to }] });
  });

  it('a mail without HTML is plain text', async () => {
    const raw = await onTheWire({ html: null });
    expect(valuesOf(raw, 'content-type')).toEqual(['text/plain; charset=utf-8']);
    expect((await simpleParser(raw)).html).toBe(false);
  });
});

describe('every writing arrives as it was written, over seven bits', () => {
  it.each(Object.entries(WRITING))('%s', async (_name, writing) => {
    const text = `${writing}\n.\n..\n${writing.repeat(20)}\n\tFrom here: ${writing}  \n`;
    const html = `<p dir="auto">${writing.repeat(20)}</p>\n.\n<p>=3D ${writing}</p>`;
    const from = { name: writing, address: 'no-reply@acme.example' };
    const raw = await onTheWire({ subject: writing, text, html, from });
    expectSevenBit(raw);
    const parsed = await simpleParser(raw);
    expect(parsed.subject).toBe(writing);
    expect(parsed.from?.value).toEqual([from]);
    expect(parsed.text?.trimEnd()).toBe(text.trimEnd());
    expect(String(parsed.html).trimEnd()).toBe(html);
  });

  it('what looks like an encoded word is not decoded, in no header', async () => {
    // "\r\nBcc: evil@example.net", and a bidi override.
    const words = '=?UTF-8?B?DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ=?= =?utf-8?q?=E2=80=AE?=';
    for (const writing of [words, `パス ${words}`]) {
      const from = { name: writing, address: 'no-reply@acme.example' };
      const raw = await onTheWire({ subject: writing, from });
      const { subject = '', from: sender, bcc } = await simpleParser(raw);
      expect(bcc).toBeUndefined();
      for (const shown of [subject, sender?.value[0]?.name ?? '']) {
        expect(shown).toContain('DQpCY2M6IGV2aWxAZXhhbXBsZS5uZXQ');
        expect(shown).not.toMatch(/evil|\u202e|\n/);
      }
    }
  });

  describe('subjects of every length', () => {
    let subjects: readonly string[];
    let received: readonly { readonly raw: string; readonly parsed: { subject?: string } }[];
    beforeAll(async () => {
      const letters = ['a', 'é', 'パ', 'م', '👩‍👩‍👧', ' ', '=', ':', '_', '"'];
      subjects = Array.from({ length: 120 }, (_, length) =>
        `${Array.from({ length }, (_, n) => letters[(n * 7 + length) % 10]).join('')}.`.trim(),
      );
      const office = await postOffice();
      const transport = smtpTransport(office.url);
      for (const subject of subjects) await handOver(transport, { subject });
      await transport.close?.();
      await office.close();
      received = office.received;
    });

    it('come back whole, with no letter cut in two', () => {
      expect(received.map(({ parsed }) => parsed.subject)).toEqual(subjects);
    });

    it('in encoded words of at most 75 characters (RFC 2047 2)', () => {
      for (const { raw } of received) {
        expectSevenBit(raw);
        const [subject = ''] = valuesOf(raw, 'subject');
        for (const word of subject.match(/=\?\S+\?=/g) ?? [])
          expect(word.length).toBeLessThanOrEqual(75);
      }
    });
  });
});
