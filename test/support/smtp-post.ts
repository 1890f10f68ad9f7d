import type { MailerCall } from 'latchkey';
import { en, type MailTransport, mailer, type TemplateMailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import type { AppMail, OpenService } from './open-service.js';
import { type PostOffice, postOffice, type Received, smtpReply } from './smtp-post-office.js';
export type Verdict = OpenService['mailServer'];

/** The HTML of mails that came over the wire. */
const pages = new WeakMap<AppMail, string>();

/** The HTML of a mail as its recipient has it; fails where the mail has not come over the wire. */
export function pageOf(mail: AppMail | undefined): string {
  const page = mail && pages.get(mail);
  if (page === undefined) throw new Error('There is no HTML that was received.');
  return page;
}

/** Carries the mails of a test. */
export interface Post {
  /** Resolves to the mail as its recipient has it, or throws as the server answered. */
  deliver(mail: AppMail, call: MailerCall, verdict: Verdict): Promise<AppMail>;
}

interface Branch {
  readonly office: PostOffice;
  readonly transport: MailTransport;
  readonly mails: TemplateMailer<string, object>;
}

const SERVERS: Record<Verdict, SMTPServerOptions> = {
  accepts: {},
  fails: { onRcptTo: (_to, _session, done) => done(smtpReply(451, '4.3.2 not now')) },
  refuses: { onRcptTo: (_to, _session, done) => done(smtpReply(550, '5.1.1 nobody here')) },
};

/**
 * Carries mails by the shipped templates and over SMTP to a server on loopback, one for each
 * verdict. Recipient, link, code and lifetimes of what a test gets back are read off the wire, and so is
 * the HTML ({@link pageOf}): what is not in the mail, no person and no attacker has.
 */
export function smtpPost(): Post {
  const branches = new Map<Verdict, Branch>();
  const faults: unknown[] = [];
  beforeAll(async () => {
    for (const [verdict, server] of Object.entries(SERVERS) as [Verdict, SMTPServerOptions][]) {
      const office = await postOffice(server);
      const transport = smtpTransport(office.url);
      const mails = mailer<string, object>({
        transport,
        from: { name: 'Acme', address: 'no-reply@acme.example' },
        product: { name: 'Acme', url: 'https://acme.example' },
        languages: [en],
      });
      branches.set(verdict, { office, transport, mails });
    }
  });
  // A mailer's throw would be a mail to be tried again, and no test would see why.
  afterEach(() => expect(faults.splice(0)).toEqual([]));
  afterAll(async () => {
    for (const { office, transport } of branches.values()) {
      await transport.close?.();
      await office.close();
    }
  });
  return {
    async deliver(mail, call, verdict) {
      const branch = branches.get(verdict);
      if (branch === undefined) throw new Error('Not open yet: send mails inside a test.');
      await branch.mails.send(mail, call);
      try {
        const { messageId } = branch.mails.render(mail);
        const [received] = branch.office.received
          .filter(({ parsed }) => parsed.messageId === messageId)
          .slice(-1);
        if (received === undefined) throw new Error('The mail did not arrive.');
        const read = asReceived(mail, received);
        pages.set(read, String(received.parsed.html));
        return read;
      } catch (fault) {
        faults.push(fault);
        throw fault;
      }
    },
  };
}

/** The mail with all that matters replaced by what stands in it. */
function asReceived(mail: AppMail, { recipients, parsed }: Received): AppMail {
  expect(recipients).toHaveLength(1);
  const to = recipients[0] ?? '';
  const { text = '', html } = parsed;
  const links = linksIn(text);
  const buttons = linksIn(String(html).replaceAll('&amp;', '&'));
  expect(buttons, 'text and page carry the same secret links').toEqual(links);
  const codes = [...text.matchAll(/^\d{6,12}$/gm)].map(([code]) => code);
  expect([links.length, codes.length], 'secrets in the mail').toEqual([
    'url' in mail || ('disavow' in mail && mail.disavow !== null) ? 1 : 0,
    'code' in mail ? 1 : 0,
  ]);
  // What lock screens show, and the logs of mail servers.
  for (const secret of [...codes, ...links]) expect(parsed.subject).not.toContain(secret);
  const [url = ''] = links;
  const [code = ''] = codes;
  if ('code' in mail) return { ...mail, to, code, lifetimeSeconds: lifetimeIn(text) };
  if ('url' in mail) return { ...mail, to, url, lifetimeSeconds: lifetimeIn(text) };
  if (!('disavow' in mail) || mail.disavow === null) return { ...mail, to };
  return { ...mail, to, disavow: { ...mail.disavow, url, lifetimeSeconds: lifetimeIn(text) } };
}

/** The links that carry a token, each once. */
function linksIn(text: string): string[] {
  return [...new Set(text.match(/\b[a-z][a-z\d+.-]*:[^\s"<>]*[?#&]token=[^\s"<>]*/g) ?? [])];
}

const SECONDS = { minute: 60, hour: 3_600, day: 86_400 };

/** What the mail promises in words. */
function lifetimeIn(text: string): number {
  const [, count, unit] = /works for (one|\d+) (minute|hour|day)s?\b/.exec(text) ?? [];
  if (count === undefined) throw new Error('The mail says no lifetime.');
  return (count === 'one' ? 1 : Number(count)) * SECONDS[unit as keyof typeof SECONDS];
}
