import { createHash } from 'node:crypto';
import { allLanguages, html } from 'latchkey/mail';
import { CHANGED_AT, REQUESTED_AT } from '../../test/mail/mails.js';
import { inScheme, mailsIn } from './preview.js';

export interface Picture {
  readonly file: string;
  /** What it is a picture of. */
  readonly page: string;
  readonly width: 320 | 640;
  /** Tells one state of the page from the next. */
  readonly digest: string;
}

const SHOWN: readonly (readonly [
  name: string,
  tag: string,
  width: 320 | 640,
  scheme: 'light' | 'dark',
])[] = [
  ['reset_link', 'en', 320, 'light'],
  ['reset_link', 'en', 320, 'dark'],
  ['reset_link', 'en', 640, 'light'],
  ['reset_code', 'en', 320, 'light'],
  ['reset_code', 'ja', 320, 'light'],
  ['reset_code', 'ar', 320, 'dark'],
  ['password_changed', 'en', 320, 'light'],
  ['password_changed', 'ar', 320, 'light'],
  ['password_changed-by-direct_set', 'de', 320, 'dark'],
  ['account_changed', 'ja', 320, 'light'],
  ['invitation', 'fr', 320, 'light'],
  ['breach_lock', 'es', 320, 'dark'],
  ['provider_account', 'en', 320, 'light'],
];

/** The pictures of mails in `docs/mail.md`. */
export const pictures: readonly Picture[] = SHOWN.map(([name, tag, width, scheme]) => {
  const mail = mailsIn(tag).get(name);
  if (mail === undefined) throw new Error(`There is no mail ${name} in ${tag}.`);
  const page = inScheme(mail, scheme);
  return {
    file: `mail-${name.replaceAll('_', '-')}-${tag}-${width}-${scheme}.png`,
    page,
    width,
    digest: createHash('sha256').update(withoutInstants(page, tag)).digest('hex'),
  };
});

/** What stands in `docs/pictures/mails.sha256`: of what the pictures beside it were taken. */
export function digests(): string {
  return pictures.map(({ file, digest }) => `${digest}  ${file}\n`).join('');
}

/** The words for instants are those of the Node that writes them, and change with its ICU. */
function withoutInstants(page: string, tag: string): string {
  const language = allLanguages.find((each) => each.tag === tag);
  return [REQUESTED_AT, CHANGED_AT].reduce(
    (rest, at) => rest.replaceAll(html`${language?.instant(at, 'UTC')}`.toString(), ''),
    page,
  );
}
