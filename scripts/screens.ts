/**
 * Takes a picture of every page, on a phone by day and by night, and of some on a desk, and writes
 * them to `docs/screens/`. Accounts and clock are those of the tests, so that the same pages make the same
 * pictures. Japanese letters take a font that has them: Debian's `fonts-noto-cjk`.
 */
import { mkdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeHandler, type WebHandler } from 'latchkey/node';
import { fixedClock } from 'latchkey/testing';
import type { BrowserContextOptions } from 'playwright-core';
import { type Met, PAGES } from '../test/browser/every-page.js';
import { launch, startSite } from '../test/browser/support.js';
import { DESK, PHONE, Visit } from '../test/browser/visit.js';
import { startAdminApp } from '../test/http/admin/support/admin-app.js';
import { SIGNED_IN_AS } from '../test/http/support/app.js';
import { startDemo } from '../test/support/start-demo.js';

const FOLDER = 'docs/screens';

/** A picture is as high as its page, and never lower than this. */
const LOWEST = { height: 640 };
const ON_A_PHONE = (['light', 'dark'] as const).map((colorScheme) => ({
  viewport: { ...PHONE, ...LOWEST },
  colorScheme,
}));
const ON_A_DESK = { viewport: { ...DESK, ...LOWEST }, colorScheme: 'light' } as const;
const ALSO_ON_A_DESK = ['forgot', 'reset', 'reset, refused', 'change', 'admin account', 'login'];

/** Fits its ground by itself. */
const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 176 40" width="176" height="40">
<style>* { fill: #0b7a75 } @media (prefers-color-scheme: dark) { * { fill: #58c7c0 } }</style>
<path d="M20 4c9 5 13 13 12 22-7-1-11-5-12-11-1 6-5 10-12 11-1-9 3-17 12-22z"/>
<rect x="18.5" y="14" width="3" height="22" rx="1.5"/>
<text x="44" y="27" font-family="sans-serif" font-size="19" font-weight="700">Fernwood</text></svg>`;
const FERNWOOD = {
  name: 'Fernwood',
  accentColor: '#0b7a75',
  logo: { url: '/logo.svg', alt: 'Fernwood', width: 176, height: 40 },
};

const browser = await launch();
await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });

for (const [name, page] of Object.entries(PAGES)) await ofSite(name, page);
for (const locale of ['de', 'ja', 'ar']) await ofSite(`forgot ${locale}`, PAGES.forgot, { locale });
await ofSite('forgot branded', PAGES.forgot, {}, FERNWOOD);
await ofAdmin();
await ofDemo();
await browser.close();

async function ofSite(
  name: string,
  { go }: Met,
  options: BrowserContextOptions = {},
  brand?: Parameters<typeof startSite>[0],
): Promise<void> {
  const site = await startSite(brand);
  const visit = await Visit.begin(browser, options);
  await visit.page.route('**/logo.svg', (route) =>
    route.fulfill({ contentType: 'image/svg+xml', body: LOGO }),
  );
  await go(visit, site);
  await take(visit, name);
  await visit.end();
  await site.close();
}

/** The administrator's page: before an account is found, with one, and with an action folded open. */
async function ofAdmin(): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = await startAdminApp({
    origin,
    service: { clock: fixedClock().now },
    admin: { brand: { name: 'Acme Instruments' } },
  });
  await app.stores.accounts.update('alice', { displayName: 'Alice Liddell' });
  await app.passwords.adminSetPassword({
    accountId: 'alice',
    newPassword: 'nine tin kettles in a shed',
  });
  const serve = ({ publicUrl, fetch }: WebHandler<Request>) =>
    nodeHandler({ publicUrl, fetch: (request) => fetch(request) });
  server.on('request', serve(app.admin));

  const visit = await Visit.begin(browser);
  await visit.sendHeaders({ [SIGNED_IN_AS]: 'root' });
  await visit.goto(`${origin}/admin/password`);
  await take(visit, 'admin find');
  await visit.submit({ identifier: 'alice@example.com' });
  await take(visit, 'admin account');
  await visit.page.click('summary');
  await take(visit, 'admin set password');
  await visit.end();
  server.closeAllConnections();
  server.close();
}

/** What the demo brings of its own. */
async function ofDemo(): Promise<void> {
  const demo = await startDemo();
  const visit = await Visit.begin(browser);
  await visit.goto(`${demo.origin}/login`);
  await take(visit, 'login');
  await visit.end();
  await demo.stop();
}

async function take({ page }: Visit, name: string): Promise<void> {
  const looks = [...ON_A_PHONE, ...(ALSO_ON_A_DESK.includes(name) ? [ON_A_DESK] : [])];
  for (const { viewport, colorScheme } of looks) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const file = `${name.replace(/\W+/g, '-')}-${viewport.width}-${colorScheme}.png`;
    await page.screenshot({ path: `${FOLDER}/${file}`, fullPage: true });
  }
}
