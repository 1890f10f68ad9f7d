import type { CodeMail } from 'latchkey';
import { arabic, english } from 'latchkey/http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD } from '../http/support/app.js';
import { PHONE } from '../http/support/phones.js';
import { launch, type Site, skipReason, startSite } from './support.js';
import { Visit, WAYS } from './visit.js';

/** The narrowest that WCAG 1.4.10 asks for. */
const NARROW = { width: 320, height: 640 };
const identifier = 'alice@example.com';

let browser: Browser;
let site: Site;
let texted: CodeMail<string>[];

beforeAll(async () => {
  if (skipReason === null) browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  if (skipReason !== null) return;
  texted = [];
  const sms = {
    mailer: async (message: CodeMail<string>) => void texted.push(message),
    recipient: ({ id }: { id: string }) => (id === 'alice' ? PHONE : null),
  };
  site = await startSite(undefined, { channels: { sms }, handler: { channels: ['sms'] } });
});
afterEach(async () => {
  await site?.close();
});

const languages = [
  ['in English', english],
  ['in Arabic', arabic],
] as const;

const settings = WAYS.flatMap(([way, options]) =>
  languages.map(([language, texts]) => [language, way, options, texts] as const),
);

describe.skipIf(skipReason !== null)('a person with a telephone of 320 pixels', () => {
  test.each(settings)('gets in again by text message, %s, %s', async (...setting) => {
    const [, , options, texts] = setting;
    const more = { viewport: NARROW, locale: texts.lang };
    const visit = await Visit.begin(browser, { ...options, ...more });
    const { page } = visit;
    await visit.goto(`${site.publicUrl}/forgot`);
    const group = page.getByRole('group', { name: texts.forgot.choice.legend });
    const [link, code, sms] = await group.getByRole('radio').all();
    expect(await link?.isChecked(), 'a link, unless one says otherwise').toBe(true);
    await sees(visit, texts.forgot.title);

    await page.getByText(texts.channels.sms.way).click();
    const checked = () => Promise.all([link, code, sms].map((way) => way?.isChecked()));
    expect(await checked(), 'one group: one of them, and no more').toEqual([false, false, true]);
    await visit.submit({ identifier: 'not an address' });
    expect(await checked(), 'kept where the form is refused').toEqual([false, false, true]);
    await sees(visit, texts.forgot.title);

    await visit.submit({ identifier });
    await sees(visit, texts.code.title);
    expect(await page.textContent('.lead')).toContain(texts.channels.sms.lead);
    const form = page.url();
    await site.passwords.drainOutbox();
    expect(texted.map(({ to, channel }) => [to, channel])).toEqual([[PHONE, 'sms']]);
    expect(site.mails, 'and nothing by mail').toEqual([]);
    const digits = texted[0]?.code ?? '';

    await visit.submit({ code: String((Number(digits) + 1) % 1e8).padStart(8, '0') });
    expect(await page.textContent('#code-fault')).toContain(texts.code.invalid);
    expect(await page.textContent('.lead')).toContain(texts.channels.sms.lead);
    await sees(visit, texts.code.title);
    await visit.submit({ code: `${digits.slice(0, 4)} ${digits.slice(4)}` });
    await sees(visit, texts.reset.title);
    await visit.submit({ newPassword: NEW_PASSWORD });
    await sees(visit, texts.done.title);
    const signIn = { identifier, password: NEW_PASSWORD };
    expect((await site.passwords.authenticate(signIn)).ok).toBe(true);

    await visit.goto(form);
    await visit.submit({ code: digits });
    expect(await page.textContent('#code-fault')).toContain(texts.code.dead);
    await visit.end();
  });
});

/** Holds a page against its heading, its narrowest look, and axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  const width = await visit.page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width, 'nothing is scrolled to sideways').toBe(NARROW.width);
  for (const way of await visit.page.locator('.choice').all())
    expect((await way.boundingBox())?.height, 'WCAG 2.5.8').toBeGreaterThanOrEqual(24);
  expect(await visit.faults(), heading).toEqual([]);
}
