import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason, violationsOf } from './support.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';
const SCREENS = process.env.DEMO_SCREENS;

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  if (skipReason !== null) return;
  [browser, demo] = await Promise.all([launch(), startDemo({ DEMO_ACCOUNTS: '9' })]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const WAYS: readonly (readonly [string, string, BrowserContextOptions])[] = [
  ['with JavaScript, on a desk, in light', 'user1', { viewport: { width: 1280, height: 800 } }],
  ['with JavaScript, on a phone, in dark', 'user2', phone({ colorScheme: 'dark' })],
  ['without JavaScript, on a phone, in light', 'user3', phone({ javaScriptEnabled: false })],
];

function phone(more: BrowserContextOptions): BrowserContextOptions {
  return { viewport: { width: 360, height: 740 }, ...more };
}

describe.skipIf(skipReason !== null)('a person who forgot the password', () => {
  it.each(WAYS)('gets in again %s', async (way, user, options) => {
    const email = `${user}@example.com`;
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const elsewhere = await context.browser()?.newContext();
    const old = await elsewhere?.newPage();
    if (old === undefined) throw new Error('no second browser');
    await signIn(old, email, PASSWORD);

    await page.goto(`${demo.origin}/login`);
    await look(page, way, 'login', options);
    await page.click("text=Don't remember your password?");
    await look(page, way, 'forgot', options);
    await page.fill('[name=identifier]', email);
    await page.click('button[type=submit]');
    await page.waitForSelector('h1:has-text("Check your mail")');
    await look(page, way, 'check-your-mail', options);

    await page.goto(await demo.newestLink(email));
    expect(page.url()).not.toContain('token');
    await look(page, way, 'reset', options);
    await page.fill('[name=newPassword]', 'too short');
    await page.click('button[type=submit]');
    await page.waitForSelector('[aria-invalid=true]');
    await look(page, way, 'reset-refused', options);
    await page.fill('[name=newPassword]', BETTER);
    await page.click('button[type=submit]');
    await page.waitForSelector('h1:has-text("password")');
    await look(page, way, 'done', options);

    await page.goto(await demo.newestLink(email));
    await look(page, way, 'used-link', options);
    expect(await page.textContent('body')).not.toContain('stack');

    // Every old session is gone, the old password opens nothing, the new one does.
    expect((await old.goto(`${demo.origin}/me`))?.status()).toBe(401);
    await signIn(page, email, PASSWORD);
    expect(await page.textContent('[role=alert]')).toContain('not right');
    await look(page, way, 'login-refused', options);
    await signIn(page, email, BETTER);
    await look(page, way, 'signed-in', options);

    await page.click('text=Change password');
    await look(page, way, 'change', options);
    await page.fill('[name=currentPassword]', BETTER);
    await page.fill('[name=newPassword]', 'lantern porridge submarine');
    await page.click('button[type=submit]');
    await page.waitForLoadState();
    await look(page, way, 'changed', options);
    expect((await page.goto(`${demo.origin}/me`))?.status()).toBe(200);

    await page.goto(`${demo.origin}/mailbox`);
    await look(page, way, 'mailbox', options);
    await context.close();
    await elsewhere?.close();
  });
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto(`${demo.origin}/login`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('button[type=submit]');
  await page.waitForLoadState();
}

/** Holds a page against axe-core, and against scrolling sideways; keeps a picture where asked. */
async function look(
  page: Page,
  way: string,
  name: string,
  options: BrowserContextOptions,
): Promise<void> {
  await page.waitForLoadState();
  if (SCREENS !== undefined)
    await page.screenshot({
      path: `${SCREENS}/${name}-${way.replace(/\W+/g, '-')}.png`,
      fullPage: true,
    });
  // axe-core runs in the page, which takes scripts being allowed there.
  if (options.javaScriptEnabled === false) return;
  expect(await violationsOf(page), name).toEqual([]);
  const overflow = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
}
