import type { Mail } from 'latchkey';
import { captureTransport, type MailerOptions, mailer, type RenderedMail } from 'latchkey/mail';
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

/** One mail of every kind, and a notice of every cause. */
export function everyMail(varied: Variation = {}): [name: string, mail: Mail][] {
  const causes = (['change', 'initial', 'direct_set'] as const).map((cause): [string, Mail] => [
    `password_changed by ${cause}`,
    everyKind({ ...varied, cause }).password_changed,
  ]);
  return [...Object.entries(everyKind(varied)), ...causes];
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
