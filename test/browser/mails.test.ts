import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { captureTransport, mailer } from 'latchkey/mail';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyKind } from '../mail/mails.js';

const CHROMIUM = '/usr/bin/chromium';
const isHere = existsSync(CHROMIUM) || process.env.LATCHKEY_REQUIRE_ENGINES === '1';
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

const { render } = mailer({
  transport: captureTransport(() => {}),
  from: 'no-reply@acme.example',
  product: { name: 'Acme', url: 'https://acme.example', supportUrl: 'https://acme.example/help' },
});

const views = [320, 640].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);
const mails = Object.values(everyKind({ displayName: 'A name that is rather long, said twice' }));

/** The mails as a mail program shows them. Set `MAIL_SCREENS` to a folder to look at them. */
describe.skipIf(!isHere)('mails in a browser (skipped where /usr/bin/chromium is missing)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  it.each(mails)('$kind, narrow and wide, light and dark', async (mail) => {
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.setContent(render(mail).html ?? '');
    await page.addScriptTag({ path: axe });
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);

    for (const { width, colorScheme } of views) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      const violations = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))',
      );
      expect({ width, colorScheme, overflow, violations }).toEqual({
        width,
        colorScheme,
        overflow: 0,
        violations: [],
      });
      if (process.env.MAIL_SCREENS) {
        const path = `${process.env.MAIL_SCREENS}/${mail.kind}-${width}-${colorScheme}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    }
    expect(requests).toEqual([]);
    await page.close();
  });

  it('a script in a name stays text', async () => {
    const page = await browser.newPage();
    const { reset_link } = everyKind({ displayName: '<script>document.title=1</script>' });
    await page.setContent(render(reset_link).html ?? '');
    expect(await page.title()).toBe('Reset your Acme password');
    await expect(page.locator('script').count()).resolves.toBe(0);
    expect(await page.locator('main, [role=main]').textContent()).toContain('Hello <script>');
    await page.close();
  });
});
