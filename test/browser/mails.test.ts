import { allLanguages } from 'latchkey/mail';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE, everyKind, LINK } from '../mail/mails.js';
import { everyMail, render } from '../mail/render.js';
import { launch, skipReason, violationsOf } from './support.js';

const LOOKS = [320, 640].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);

const mailsIn = (locale: string) =>
  everyMail({ locale, displayName: 'A name that is rather long, said twice' });

/** All kinds in both directions, and three kinds in every language; the rest is looked at once. */
const isShown = (name: string, tag: string) =>
  ['reset_code', 'password_changed', 'account_changed'].includes(name) ||
  (['en', 'ar'].includes(tag) && !name.startsWith('account_changed by'));

const shown = allLanguages.flatMap(({ tag }) =>
  mailsIn(tag)
    .filter(([name]) => isShown(name, tag))
    .map(([name, mail]) => [name, tag, mail] as const),
);

/** The mails as a mail program shows them; `npm run mails` is for looking at them. */
describe.skipIf(skipReason !== null)(`mails in a browser ${skipReason ?? ''}`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
    page = await browser.newPage();
  });
  afterAll(() => browser?.close());

  const overflow = () =>
    page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
  const styleOf = (selector: string, property: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}'))['${property}']`);

  it.each(shown)('%s in %s, narrow and wide, light and dark', async (_name, _tag, mail) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent(render(mail).html ?? '');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.locator('img, script, link, iframe').count()).toBe(0);
    for (const { width, colorScheme } of LOOKS) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      expect(await overflow(), `${width} ${colorScheme}`).toBe(0);
      // Each width and each scheme once.
      if ((width === 320) === (colorScheme === 'light'))
        expect(await violationsOf(page), `${width} ${colorScheme}`).toEqual([]);
    }
    expect(requests).toEqual([]);
    page.removeAllListeners('request');
  });

  it.each(allLanguages)('all others in $tag, narrow and light', async ({ tag }) => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setViewportSize({ width: 320, height: 800 });
    await page.emulateMedia({ colorScheme: 'light' });
    const others = mailsIn(tag).filter(([name]) => !isShown(name, tag));
    expect(others.length).toBeGreaterThan(5);
    for (const [name, mail] of others) {
      await page.setContent(render(mail).html ?? '');
      expect(await page.getByRole('heading', { level: 1 }).count(), name).toBe(1);
      expect(await page.locator('html').getAttribute('lang'), name).toBe(tag);
      expect(await page.locator('img, script, link, iframe').count(), name).toBe(0);
      expect(await overflow(), name).toBe(0);
      expect(await violationsOf(page), name).toEqual([]);
    }
    expect(requests).toEqual([]);
    page.removeAllListeners('request');
  });

  it('the dark design is dark, and the light one light', async () => {
    await page.setContent(render(everyKind().reset_link).html ?? '');
    const looks = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme });
      return [await styleOf('.card', 'backgroundColor'), await styleOf('h1', 'color')];
    };
    expect(await looks('light')).toEqual(['rgb(255, 255, 255)', 'rgb(23, 27, 36)']);
    expect(await looks('dark')).toEqual(['rgb(27, 30, 37)', 'rgb(236, 239, 245)']);
  });

  it.each(['en', 'ar'])('in %s a code is copied as plain digits', async (locale) => {
    for (const code of [CODE, '482096', '482096135790']) {
      await page.setViewportSize({ width: 320, height: 800 });
      await page.setContent(render(everyKind({ locale, code }).reset_code).html ?? '');
      await page.locator('.code').click({ clickCount: 3 });
      expect((await page.evaluate<string>('getSelection().toString()')).trim()).toBe(code);
      const { height = 0 } = (await page.locator('.code').boundingBox()) ?? {};
      expect(height, 'one line').toBeLessThan(40);
      const groups = await page.locator('.digits').all();
      const starts = await Promise.all(groups.map(async (each) => (await each.boundingBox())?.x));
      expect(starts).toEqual([...starts].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('in Arabic links run from left to right, and stand on the right', async () => {
    await page.setContent(render(everyKind({ locale: 'ar' }).reset_link).html ?? '');
    const written = page.getByText(LINK);
    expect(await written.locator('xpath=..').getAttribute('dir')).toBe('ltr');
    expect(await styleOf('p[dir=ltr]', 'direction')).toBe('ltr');
    expect(await styleOf('p[dir=ltr]', 'textAlign')).toBe('right');
    expect(await styleOf('p:not([dir])', 'direction')).toBe('rtl');
  });

  it('what is as long as it may be still fits', async () => {
    const varied = {
      to: `${'a'.repeat(64)}@${`${'b'.repeat(60)}.`.repeat(3)}ex`,
      displayName: 'W'.repeat(40),
      place: 'W'.repeat(60),
      device: 'W'.repeat(60),
      ip: '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
      url: `https://${'sub.'.repeat(20)}app.example/${'x'.repeat(300)}`,
    };
    const product = { name: 'W'.repeat(80), supportUrl: `https://x.example/${'y'.repeat(200)}` };
    await page.setViewportSize({ width: 320, height: 800 });
    for (const locale of ['en', 'ar'])
      for (const [name, mail] of everyMail({ ...varied, locale })) {
        await page.setContent(render(mail, { product }).html ?? '');
        expect(await overflow(), name).toBe(0);
      }
  });

  it.each(allLanguages)('a narrow screen breaks no word of a heading in $tag', async ({ tag }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    for (const [name, mail] of everyMail({ locale: tag })) {
      await page.setContent(render(mail).html ?? '');
      const width = await styleOf('h1', 'width');
      // A word that may not be broken pushes its column out.
      await page.addStyleTag({ content: 'h1 { word-break: normal }' });
      expect(await styleOf('h1', 'width'), name).toBe(width);
    }
  });

  it('a script in a name stays text', async () => {
    const { reset_link } = everyKind({ displayName: '<script>document.title=1</script>' });
    await page.setContent(render(reset_link).html ?? '');
    expect(await page.title()).toBe('Reset your Acme password');
    expect(await page.locator('script').count()).toBe(0);
    expect(await page.locator('[role=main]').textContent()).toContain('Hello <script>');
  });
});
