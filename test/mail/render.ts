import type { AccountChange, Mail } from 'latchkey';
import { captureTransport, en, type MailerOptions, mailer, type RenderedMail } from 'latchkey/mail';
import { everyKind, type Variation } from './mails.js';

export function mails(more: Partial<MailerOptions> = {}) {
  return mailer({
    transport: captureTransport(() => {}),
    from: 'no-reply@acme.example',
    product: { name: 'Acme', url: 'https://acme.example', supportUrl: 'https://acme.example/help' },
    ...more,
  });
}

export const render = (mail: Mail, more?: Partial<MailerOptions>): RenderedMail =>
  mails(more).render(mail);

export const CHANGES = Object.keys(en.accountChanged) as AccountChange[];

/** One mail of every kind, and a notice of every cause and of every change. */
export function everyMail(varied: Variation = {}): [name: string, mail: Mail][] {
  const causes = (['change', 'initial', 'direct_set'] as const).map((cause): [string, Mail] => [
    `password_changed by ${cause}`,
    everyKind({ ...varied, cause }).password_changed,
  ]);
  const changes = CHANGES.filter((change) => change !== 'passkey_added').map(
    (change): [string, Mail] => [
      `account_changed by ${change}`,
      everyKind({ ...varied, change }).account_changed,
    ],
  );
  return [...Object.entries(everyKind(varied)), ...causes, ...changes];
}

/** The tags of a mail without what they stand around, and without what sets a name apart. */
export function tagsOf({ html }: RenderedMail): string {
  const together = (html ?? '').replaceAll(/<span dir="(?:ltr|rtl)">([^<]*)<\/span>/g, '$1');
  return (together.match(/<[^>]*>/g) ?? []).join('\n');
}

/** The text without the marks that set a name apart, which have to come in pairs. */
export function withoutIsolates(text: string): string {
  return text.replaceAll(/\u2068([^\u2068\u2069]*)\u2069/g, '$1');
}
