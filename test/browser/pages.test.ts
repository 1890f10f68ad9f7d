import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS } from '../http/support/app.js';
import { PAGES, type PageName } from './every-page.js';
import { launch, type Site, skipReason, startSite } from './support.js';
import { DESK, LOOKS, PHONE, SCRIPTING, Visit } from './visit.js';

let browser: Browser;
let site: Site;
let visit: Visit;
let page: Page;

if (skipReason !== null) console.warn(`browser tests skipped: ${skipReason}`);

beforeAll(async () => {
  if (skipReason === null) browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

beforeEach(async () => {
  if (skipReason === null) site = await startSite();
});

afterEach(async () => {
  await visit?.end();
  await site?.close();
});

async function begin(options: BrowserContextOptions = {}): Promise<void> {
  visit = await Visit.begin(browser, options);
  page = visit.page;
}

const link = (token: string) => `${site.publicUrl}/reset?token=${token}`;

describe.skipIf(skipReason !== null)('every page', () => {
  describe.each(SCRIPTING)('with JavaScript: %s', (javaScriptEnabled) => {
    let person: Visit;
    beforeAll(async () => {
      person = await Visit.begin(browser, { javaScriptEnabled });
    });
    afterAll(() => person?.end());

    test.each(Object.entries(PAGES))('%s', async (_name, { heading, go }) => {
      await person.startOver();
      await go(person, site);
      expect(await person.heading()).toBe(heading);
      expect(person.page.url()).not.toMatch(/token=[\w-]{43}/);
      expect(await person.faults(LOOKS)).toEqual([]);
    });
  });
});

describe.skipIf(skipReason !== null)('from right to left', () => {
  const names = ['forgot, refused', 'check mail', 'reset, refused', 'change', 'not found'];

  test.each(names as PageName[])('%s', async (name) => {
    await begin({ locale: 'ar-EG' });
    await PAGES[name].go(visit, site);
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport);
      const card = await page.locator('.card').boundingBox();
      const heading = await page.evaluate<{ left: number; right: number }>(
        "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h1')); return range.getBoundingClientRect().toJSON(); })()",
      );
      const { x = 0, width: across = 0 } = card ?? {};
      expect(x + across - heading.right).toBeLessThan(heading.left - x);
    }
    expect(await page.getAttribute('html', 'dir')).toBe('rtl');
    expect(await visit.faults(LOOKS)).toEqual([]);
  });

  test('a shown password runs in its own direction, and the switch covers none of it', async () => {
    await begin({ locale: 'ar' });
    await page.goto(link(await site.mailedToken('alice@example.com')));
    await page.fill('#newPassword', 'seven wet umbrellas on a tram!');
    await page.click('.switch');
    const field = await page.locator('#newPassword').boundingBox();
    const toggle = await page.locator('.switch').boundingBox();
    expect((toggle?.x ?? 0) + (toggle?.width ?? 0)).toBeLessThanOrEqual(field?.x ?? 0);
    const bidi = await page.evaluate('getComputedStyle(document.activeElement).unicodeBidi');
    expect(bidi).toBe('plaintext');
  });
});

describe.skipIf(skipReason !== null)('the whole way', () => {
  test.each([true, false])('works with JavaScript: %s', async (javaScriptEnabled) => {
    await begin({ javaScriptEnabled });
    await visit.goto(`${site.publicUrl}/forgot`);
    await visit.submit({ identifier: 'alice@example.com' });
    await site.passwords.drainOutbox();
    const [mail] = site.mails;
    const url = mail && 'url' in mail ? mail.url : '';

    await page.goto(url);
    expect(page.url()).not.toContain(new URL(url).searchParams.get('token'));
    await visit.submit({ newPassword: 'too short' });
    expect(await page.getAttribute('#newPassword', 'aria-invalid')).toBe('true');
    await visit.submit({ newPassword: NEW_PASSWORD });
    expect(new URL(page.url()).pathname).toBe('/password/done');
    await page.getByRole('link', { name: 'Go to sign-in' }).click();
    expect(await page.textContent('h1')).toBe('Sign in');
    const signIn = { identifier: 'alice@example.com', password: NEW_PASSWORD };
    expect((await site.passwords.authenticate(signIn)).ok).toBe(true);

    await page.goto(url);
    expect(await page.textContent('h1')).toBe('This link was already used');
    await page.getByRole('link', { name: 'Request a new link' }).click();
    expect(await page.textContent('h1')).toBe('Forgot your password?');
  });

  test('two links in two tabs do not mix', async () => {
    await begin();
    await visit.goto(link(await site.mailedToken('alice@example.com')));
    const bob = await visit.openTab();
    await bob.goto(link(await site.mailedToken('bob@example.com')));
    await bob.submit({ newPassword: `${NEW_PASSWORD} of bob` });
    await visit.submit({ newPassword: NEW_PASSWORD });
    for (const [identifier, password] of [
      ['alice@example.com', NEW_PASSWORD],
      ['bob@example.com', `${NEW_PASSWORD} of bob`],
    ] as const)
      expect((await site.passwords.authenticate({ identifier, password })).ok).toBe(true);
  });
});

describe.skipIf(skipReason !== null)('what JavaScript adds', () => {
  beforeEach(async () => {
    if (skipReason !== null) return;
    await begin();
    await page.goto(link(await site.mailedToken('alice@example.com')));
  });

  test('a switch shows the password, and it is hidden again when sent', async () => {
    const toggle = page.getByRole('button', { name: /^Show password/ });
    await page.fill('#newPassword', 'what I typed');
    expect(await page.getAttribute('#newPassword', 'type')).toBe('password');
    await toggle.click();
    expect(await page.getAttribute('#newPassword', 'type')).toBe('text');
    expect(await toggle.getAttribute('aria-pressed')).toBe('true');
    await page.evaluate(
      "document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())",
    );
    await page.click('[type=submit]');
    expect(await page.getAttribute('#newPassword', 'type')).toBe('password');
  });

  test('the length is ticked off while one types, in code points', async () => {
    const rule = page.locator('[data-min]');
    const met = () => rule.evaluate((element) => element.classList.contains('met'));
    expect(await met()).toBe(false);
    await page.fill('#newPassword', '👍'.repeat(14));
    expect(await met()).toBe(false);
    await page.fill('#newPassword', '👍'.repeat(15));
    expect(await met()).toBe(true);
    expect(await rule.textContent()).toContain('(met)');
  });

  test('the focus goes to the summary of faults, and from there to the field', async () => {
    await visit.submit({ newPassword: 'short' });
    expect(await page.evaluate('document.activeElement.className')).toBe('summary');
    await page.click('.summary a');
    expect(await page.evaluate('document.activeElement.id')).toBe('newPassword');
  });

  test('a double click sends once', async () => {
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1;
    });
    await page.fill('#newPassword', NEW_PASSWORD);
    await Promise.all([page.waitForURL('**/done'), page.dblclick('[type=submit]')]);
    expect(posts).toBe(1);
  });

  test('a form that was stopped on its way can be sent again', async () => {
    const token = await site.mailedToken('alice@example.com');
    await page.clock.install();
    await page.goto(link(token));
    await page.fill('#newPassword', NEW_PASSWORD);
    const devtools = await page.context().newCDPSession(page);
    // No answer ever comes, as on a net that is gone.
    let posts = 0;
    await page.route('**/reset', () => {
      posts += 1;
    });
    await page.click('[type=submit]', { noWaitAfter: true });
    await expect.poll(() => posts).toBe(1);
    await devtools.send('Page.stopLoading');
    await page.unroute('**/reset');
    await page.clock.fastForward(5000);
    await visit.submit({});
    expect(new URL(page.url()).pathname).toBe('/password/done');
  });
});

test.skipIf(skipReason !== null)('without JavaScript there is no switch', async () => {
  await begin({ javaScriptEnabled: false });
  await page.goto(link(await site.mailedToken('alice@example.com')));
  expect(await page.isVisible('.switch')).toBe(false);
});

test.skipIf(skipReason !== null)('attack 61: a page of somebody else cannot post', async () => {
  await begin({ extraHTTPHeaders: { [SIGNED_IN_AS]: 'alice' } });
  // The same server under another name is another site to the browser.
  const elsewhere = site.origin.replace('127.0.0.1', 'localhost');
  await page.route(`${elsewhere}/trap`, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${site.origin}/password/change">
        <input name="currentPassword" value="${OLD_PASSWORD}">
        <input name="newPassword" value="${NEW_PASSWORD}"><button>Win a prize</button></form>`,
    }),
  );
  await page.goto(`${elsewhere}/trap`);
  const [response] = await Promise.all([
    page.waitForResponse(`${site.origin}/password/change`),
    page.click('button'),
  ]);
  expect(response.status()).toBe(403);
  const signIn = { identifier: 'alice@example.com', password: OLD_PASSWORD };
  expect((await site.passwords.authenticate(signIn)).ok).toBe(true);
});
