import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS } from '../http/support/app.js';
import { inspectable, launch, type Site, skipReason, startSite, violationsOf } from './support.js';

let browser: Browser;
let site: Site;
let context: BrowserContext;
let page: Page;
let complaints: string[];

if (skipReason !== null) console.warn(`browser tests skipped: ${skipReason}`);

beforeAll(async () => {
  if (skipReason === null) browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext(options);
  page = await context.newPage();
  // A CSP that stops something of our own, or a script that fails, says so here.
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}

beforeEach(async () => {
  if (skipReason !== null) return;
  complaints = [];
  site = await startSite();
});

afterEach(async () => {
  await context?.close();
  await site?.close();
});

async function submit(fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
  await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
}

const link = (token: string) => `${site.origin}/password/reset?token=${token}`;

/** Every page that a person can meet, and the way to it. */
const PAGES: Readonly<Record<string, { readonly heading: string; go(): Promise<void> }>> = {
  forgot: { heading: 'Forgot your password?', go: () => visit('/forgot') },
  'forgot, refused': {
    heading: 'Forgot your password?',
    go: async () => {
      await visit('/forgot');
      await submit({ identifier: 'not an address' });
    },
  },
  'check your mail': {
    heading: 'Check your mail',
    go: async () => {
      await visit('/forgot');
      await submit({ identifier: 'nobody@example.com' });
    },
  },
  reset: {
    heading: 'Choose a new password',
    go: async () => void (await page.goto(link(await site.mailedToken('alice@example.com')))),
  },
  'reset, refused': {
    heading: 'Choose a new password',
    go: async () => {
      await page.goto(link(await site.mailedToken('alice@example.com')));
      await submit({ newPassword: 'short' });
    },
  },
  done: {
    heading: 'Your password is saved',
    go: async () => {
      await page.goto(link(await site.mailedToken('alice@example.com')));
      await submit({ newPassword: NEW_PASSWORD });
    },
  },
  used: {
    heading: 'This link was already used',
    go: async () => {
      const token = await site.mailedToken('alice@example.com');
      await site.passwords.redeemTicket({ token, newPassword: NEW_PASSWORD });
      await page.goto(link(token));
    },
  },
  superseded: {
    heading: 'There is a newer link',
    go: async () => {
      const token = await site.mailedToken('alice@example.com');
      await site.mailedToken('alice@example.com');
      await page.goto(link(token));
    },
  },
  invalid: { heading: 'This link does not work', go: () => visit('/reset?token=cut-off') },
  'cookie lost': { heading: 'Open the link again', go: () => visit(`/reset/${'A'.repeat(22)}`) },
  change: {
    heading: 'Change your password',
    go: async () => {
      await context.setExtraHTTPHeaders({ [SIGNED_IN_AS]: 'alice' });
      await visit('/change');
    },
  },
  'change, refused': {
    heading: 'Change your password',
    go: async () => {
      await context.setExtraHTTPHeaders({ [SIGNED_IN_AS]: 'alice' });
      await visit('/change');
      await submit({ currentPassword: 'not this one', newPassword: NEW_PASSWORD });
    },
  },
  changed: {
    heading: 'Your password is changed',
    go: async () => {
      await context.setExtraHTTPHeaders({ [SIGNED_IN_AS]: 'alice' });
      await visit('/change');
      await submit({ currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
    },
  },
  'too many tries': {
    heading: 'Too many tries',
    go: async () => {
      await context.setExtraHTTPHeaders({ 'x-test-ip': '192.0.2.7' });
      for (const identifier of ['a@example.com', 'b@example.com', 'c@example.com']) {
        await visit('/forgot');
        await submit({ identifier });
      }
    },
  },
  unavailable: {
    heading: 'Please try again in a moment',
    go: async () => {
      await visit('/forgot');
      await site.passwords.close();
      await submit({ identifier: 'alice@example.com' });
    },
  },
  'not found': { heading: 'Page not found', go: () => visit('/nothing') },
};

async function visit(path: string): Promise<void> {
  await page.goto(`${site.origin}/password${path}`);
}

/** Each page is loaded once, and then looked at by daylight on a desk and by night on a phone. */
const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const;

describe.skipIf(skipReason !== null)('every page', () => {
  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    test.each(Object.entries(PAGES))('%s', async (_name, { heading, go }) => {
      await open({ javaScriptEnabled });
      await go();
      expect(await page.textContent('h1')).toBe(heading);
      expect(page.url()).not.toMatch(/token=[\w-]{43}/);
      const seen = javaScriptEnabled ? page : await inspectable(page, browser);
      for (const { colorScheme, viewport } of LOOKS) {
        await seen.setViewportSize(viewport);
        await seen.emulateMedia({ colorScheme });
        const width = await seen.evaluate<number>('document.documentElement.scrollWidth');
        expect(width).toBeLessThanOrEqual(viewport.width);
        expect(await violationsOf(seen)).toEqual([]);
      }
      if (seen !== page) await seen.close();
      expect(complaints).toEqual([]);
    });
  });
});

describe.skipIf(skipReason !== null)('from right to left', () => {
  test.each(['forgot, refused', 'check your mail', 'reset, refused', 'change', 'not found'])(
    '%s',
    async (name) => {
      await open({ locale: 'ar-EG' });
      await PAGES[name]?.go();
      for (const { colorScheme, viewport } of LOOKS) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const width = await page.evaluate<number>('document.documentElement.scrollWidth');
        expect(width).toBeLessThanOrEqual(viewport.width);
        expect(await violationsOf(page)).toEqual([]);
        const card = await page.locator('.card').boundingBox();
        const heading = await page.evaluate<{ left: number; right: number }>(
          "(() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h1')); return range.getBoundingClientRect().toJSON(); })()",
        );
        const { x = 0, width: across = 0 } = card ?? {};
        expect(x + across - heading.right).toBeLessThan(heading.left - x);
      }
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      expect(complaints).toEqual([]);
    },
  );

  test('a shown password runs in its own direction, and the switch covers none of it', async () => {
    await open({ locale: 'ar' });
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
    await open({ javaScriptEnabled });
    await visit('/forgot');
    await submit({ identifier: 'alice@example.com' });
    await site.passwords.drainOutbox();
    const [mail] = site.mails;
    const url = mail && 'url' in mail ? mail.url : '';

    await page.goto(url);
    expect(page.url()).not.toContain(new URL(url).searchParams.get('token'));
    await submit({ newPassword: 'too short' });
    expect(await page.getAttribute('#newPassword', 'aria-invalid')).toBe('true');
    await submit({ newPassword: NEW_PASSWORD });
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
    await open();
    const alice = page;
    await alice.goto(link(await site.mailedToken('alice@example.com')));
    page = await context.newPage();
    await page.goto(link(await site.mailedToken('bob@example.com')));
    await submit({ newPassword: `${NEW_PASSWORD} of bob` });
    page = alice;
    await submit({ newPassword: NEW_PASSWORD });
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
    await open();
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
    await submit({ newPassword: 'short' });
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
});

test.skipIf(skipReason !== null)('without JavaScript there is no switch', async () => {
  await open({ javaScriptEnabled: false });
  await page.goto(link(await site.mailedToken('alice@example.com')));
  expect(await page.isVisible('.switch')).toBe(false);
});

test.skipIf(skipReason !== null)('attack 61: a page of somebody else cannot post', async () => {
  await open({ extraHTTPHeaders: { [SIGNED_IN_AS]: 'alice' } });
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
