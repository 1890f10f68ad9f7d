/**
 * Takes the pictures of mails in `docs/mail.md` and writes them to `docs/pictures/`, with the digests of what they
 * show: a test compares those, so that no picture grows old. Japanese letters take a font that has them:
 * Debian's `fonts-noto-cjk`.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { launch } from '../test/browser/support.js';
import { digests, pictures } from './mails/pictures.js';

const FOLDER = 'docs/pictures';

await mkdir(FOLDER, { recursive: true });
for (const file of await readdir(FOLDER))
  if (file.startsWith('mail-')) await rm(`${FOLDER}/${file}`);

const browser = await launch();
const tab = await browser.newPage();
for (const { file, page, width } of pictures) {
  // As high as the mail, whatever that is.
  await tab.setViewportSize({ width, height: 100 });
  await tab.setContent(page);
  await tab.screenshot({ path: `${FOLDER}/${file}`, fullPage: true });
}
await browser.close();
await writeFile(`${FOLDER}/mails.sha256`, digests());
