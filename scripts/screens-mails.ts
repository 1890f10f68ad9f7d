/**
 * Takes the pictures of mails in `docs/mail.md` and writes them to `docs/pictures/`. Japanese letters take a
 * font that has them: Debian's `fonts-noto-cjk`.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { launch } from '../test/browser/support.js';
import { inScheme, mailsIn } from './mails/preview.js';

const FOLDER = 'docs/pictures';

const PICTURES: readonly (readonly [
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

await mkdir(FOLDER, { recursive: true });
for (const file of await readdir(FOLDER))
  if (file.startsWith('mail-')) await rm(`${FOLDER}/${file}`);

const browser = await launch();
const page = await browser.newPage();
for (const [name, tag, width, scheme] of PICTURES) {
  const mail = mailsIn(tag).get(name);
  if (mail === undefined) throw new Error(`There is no mail ${name} in ${tag}.`);
  // As high as the mail, whatever that is.
  await page.setViewportSize({ width, height: 100 });
  await page.setContent(inScheme(mail, scheme));
  const file = `mail-${name.replaceAll('_', '-')}-${tag}-${width}-${scheme}.png`;
  await page.screenshot({ path: `${FOLDER}/${file}`, fullPage: true });
}
await browser.close();
