import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason, violationsOf } from './support.js';

const PASSWORD = 'correct horse battery staple';
const TEMPORARY = 'velvet otter tangerine 42';
const OWN = 'lantern porridge submarine';
const SCREENS = process.env.DEMO_SCREENS;

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  if (skipReason !== null) return;
  [browser, demo] = await Promise.all([launch(), startDemo({ DEMO_ACCOUNTS: '4' })]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const PHONE = { width: 360, height: 740 };
const WAYS: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['with JavaScript, on a desk, in light', 'user1', { viewport: { width: 1280, height: 800 } }],
  ['with JavaScript, on a phone, in dark', 'user2', { viewport: PHONE, colorScheme: 'dark' }],
  ['without JavaScript, on a phone', 'user3', { viewport: PHONE, javaScriptEnabled: false }],
];

describe.skipIf(skipReason !== null)('the demo’s administrator', () => {
  it.each(WAYS)('helps a person to get in again %s', async (way, user, options) => {
    const email = `${user}@example.com`;
    const [context, elsewhere] = [await browser.newContext(options), await browser.newContext()];
    const [page, theirs] = [await context.newPage(), await elsewhere.newPage()];
    const look = (name: string) => hold(page, `${name}-${way}`, options);
    await signIn(theirs, email, PASSWORD);
    expect(await me(theirs)).toBe(200);

    await signIn(page, 'admin@example.com', PASSWORD);
    await look('home');
    await page.click('text=Danger Zone: Change Password');
    await look('admin-find');
    await page.fill('#identifier', email);
    await sent(page, 'text=Find account');
    await look('admin-account');

    // The famous password of the demo is refused, and why stands beside the field.
    await act(page, 'set-password', { newPassword: PASSWORD });
    expect(await page.textContent('#newPassword-fault')).toContain('not common');
    await look('admin-refused');
    await act(page, 'set-password', { newPassword: TEMPORARY });
    expect(await page.textContent('[role=status]')).toContain('The password is set.');
    await look('admin-set');
    expect(await me(theirs)).toBe(401);

    // A temporary password opens nothing but its own change.
    await signIn(theirs, email, TEMPORARY);
    expect(await theirs.textContent('h1')).toContain('new password');
    await theirs.fill('[name=newPassword]', OWN);
    await sent(theirs, '[type=submit]');
    await signIn(theirs, email, OWN);
    expect(await me(theirs)).toBe(200);

    await act(page, 'end-sessions');
    expect(await page.textContent('[role=status]')).toContain('One session has ended.');
    expect(await me(theirs)).toBe(401);
    await act(page, 'send-reset');
    expect(await demo.newestLink(email)).toContain('token=');
    await act(page, 'ticket');
    await look('admin-link');
    await theirs.goto(await page.inputValue('#ticket-link'));
    expect(await theirs.textContent('h1')).toBe('Choose a new password');

    expect(demo.output()).toContain('"actor":"admin:admin"');
    expect(demo.output().split('management')[1]).not.toMatch(/token=|otter|porridge|horse/);
    await context.close();
    await elsewhere.close();
  });

  it('is the only one: nobody else sees the way there, or goes it', async () => {
    const page = await (await browser.newContext()).newPage();
    expect((await page.goto(`${demo.origin}/admin/password`))?.status()).toBe(403);
    await signIn(page, 'user4@example.com', PASSWORD);
    expect(await page.textContent('main')).not.toContain('Danger Zone');
    expect((await page.goto(`${demo.origin}/admin/password`))?.status()).toBe(403);
    expect(await page.textContent('h1')).toBe('This page is for administrators');
    expect(await violationsOf(page)).toEqual([]);
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`);
    const answer = await fetch(`${demo.origin}/admin/password/set-password`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: cookie.join('; ') },
      body: JSON.stringify({ accountKey: 'bob', newPassword: OWN, yourPassword: PASSWORD }),
    });
    expect([answer.status, await answer.json()]).toEqual([
      403,
      { ok: false, reason: 'not_allowed' },
    ]);
    await signIn(page, 'bob@example.com', PASSWORD);
    expect(await me(page)).toBe(200);
    await page.context().close();
  });
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${demo.origin}/login`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await sent(page, 'button[type=submit]');
}

async function me(page: Page): Promise<number> {
  return (await page.request.get(`${demo.origin}/me`)).status();
}

/** Folds an action's form open, fills it in and sends it. */
async function act(page: Page, path: string, fields: Record<string, string> = {}): Promise<void> {
  const form = `details:has(form[action$="/${path}"])`;
  if ((await page.getAttribute(form, 'open')) === null) await page.click(`${form} summary`);
  for (const [name, value] of Object.entries({ ...fields, yourPassword: PASSWORD }))
    await page.fill(`${form} [name=${name}]`, value);
  await sent(page, `${form} [type=submit]`);
}

async function sent(page: Page, button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

/** Holds a page against axe-core, and against scrolling sideways; keeps a picture where asked. */
async function hold(page: Page, name: string, options: BrowserContextOptions): Promise<void> {
  if (SCREENS !== undefined)
    await page.screenshot({ path: `${SCREENS}/${name.replace(/\W+/g, '-')}.png`, fullPage: true });
  // axe-core runs in the page, which takes scripts being allowed there.
  if (options.javaScriptEnabled === false) return;
  expect(await violationsOf(page), name).toEqual([]);
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}
