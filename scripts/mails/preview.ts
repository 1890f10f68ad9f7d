import type { Mail } from 'latchkey';
import { allLanguages, captureTransport, mailer, type RenderedMail } from 'latchkey/mail';
import { everyKind, type Variation } from '../../test/mail/mails.js';
import { everyMail } from '../../test/mail/render.js';

const { render } = mailer({
  transport: captureTransport(() => {}),
  from: { name: 'Acme Instruments', address: 'no-reply@acme.example' },
  product: {
    name: 'Acme Instruments',
    url: 'https://acme.example',
    supportUrl: 'https://acme.example/help',
  },
});

/** The names that people have where a language is spoken. */
const PEOPLE: Readonly<Record<string, Variation>> = {
  en: { displayName: 'Alice Archer', place: 'Leeds, United Kingdom' },
  de: { displayName: 'Änne Groß', place: 'Köln, Deutschland' },
  es: { displayName: 'Íñigo Núñez', place: 'León, España' },
  fr: { displayName: 'Zoé Lefèvre', place: 'Lyon, France' },
  ja: { displayName: '佐藤 花子', place: '日本、大阪' },
  ar: { displayName: 'ليلى حداد', place: 'عمّان، الأردن' },
};

export const TAGS = allLanguages.map(({ tag }) => tag);

/** Every mail in one language, by a name that a URL can carry. */
export function mailsIn(tag: string): ReadonlyMap<string, RenderedMail> {
  const varied = { ...PEOPLE[tag], locale: tag };
  const kinds = everyKind(varied);
  const mails: [string, Mail][] = [
    ...everyMail(varied),
    ['reset_link by an administrator', { ...kinds.reset_link, purpose: 'administrative' } as Mail],
    ['password_changed, no way back', everyKind({ ...varied, disavow: false }).password_changed],
  ];
  return new Map(mails.map(([name, mail]) => [name.replaceAll(/\W+/g, '-'), render(mail)]));
}

/** The HTML as a reader with light or dark looks sees it, whatever the browser's own are. */
export function inScheme({ html }: RenderedMail, scheme: 'light' | 'dark'): string {
  return (html ?? '')
    .replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? 'all' : 'not all')
    .replace('color-scheme: light dark', `color-scheme: ${scheme}`);
}
