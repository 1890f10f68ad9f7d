import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeHandler, type WebHandler } from 'latchkey/node';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ADMIN_PASSWORD, type AdminApp, startAdminApp } from '../http/admin/support/admin-app.js';
import { bringIntoDispute, move } from '../http/admin/support/dispute.js';
import { NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS } from '../http/support/app.js';
import { inspectable, launch, skipReason, violationsOf } from './support.js';
import { SCRIPTING } from './visit.js';

const skipped = skipReason !== null;
let browser: Browser;
let server: Server;
let app: AdminApp;
let origin: string;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  if (!skipped) browser = await launch();
});

afterAll(async () => {
  await browser?.close();
});

/** The handlers of the HTTP tests read Web-standard requests, so those are what they get here. */
const serve = ({ publicUrl, fetch }: WebHandler<Request>) =>
  nodeHandler({ publicUrl, fetch: (request) => fetch(request) });

beforeEach(async () => {
  if (skipped) return;
  complaints = [];
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await startAdminApp({ origin });
  const [admin, people] = [serve(app.admin), serve(app.handler)];
  server.on('request', (request, response) =>
    admin(request, response, () => people(request, response)),
  );
});

afterEach(async () => {
  await context?.close();
  server?.closeAllConnections();
  server?.close();
});

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext({
    extraHTTPHeaders: { [SIGNED_IN_AS]: 'root' },
    ...options,
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
}

async function find(identifier: string): Promise<void> {
  await page.goto(`${origin}/admin/password`);
  await page.fill('#identifier', identifier);
  await sent('form[action*="/find"] [type=submit]');
}

/** Folds an action's form open, as a person does, fills it in and sends it. */
async function act(
  path: string,
  fields: Record<string, string> = {},
  yourPassword = ADMIN_PASSWORD,
): Promise<void> {
  const form = `details:has(form[action*="/${path}"])`;
  if ((await page.getAttribute(form, 'open')) === null) await page.click(`${form} summary`);
  for (const [name, value] of Object.entries({ ...fields, yourPassword }))
    await page.fill(`${form} [name=${name}]`, value);
  await sent(`${form} [type=submit]`);
}

async function sent(button: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.click(button)]);
}

const TITLE = 'Danger Zone: Change Password';

/** Every state of the page, and the way to it. */
const PAGES: Readonly<Record<string, { readonly says: string; go(): Promise<void> }>> = {
  find: { says: TITLE, go: async () => void (await page.goto(`${origin}/admin/password`)) },
  'find, nobody there': { says: 'There is no such account.', go: () => find('nobody') },
  choose: {
    says: 'Several accounts match.',
    go: async () => {
      await app.stores.accounts.add({ email: 'alice@example.com' });
      await find('alice@example.com');
    },
  },
  account: {
    says: 'Require a change',
    go: async () => {
      const displayName = `Alice ${'Wonderland'.repeat(9)}`;
      await app.stores.accounts.update('alice', { displayName });
      await find('alice');
    },
  },
  'account of a provider': { says: 'signs in with its provider', go: () => find('carol') },
  'password refused': {
    says: 'Use at least 15 characters.',
    go: async () => {
      await find('alice');
      await act('set-password', { newPassword: 'alice' });
    },
  },
  'own password wrong': {
    says: 'This is not your own password',
    go: async () => {
      await find('alice');
      await act('require-change', {}, OLD_PASSWORD);
    },
  },
  'password set': {
    says: 'The password is set.',
    go: async () => {
      await find('alice');
      await act('set-password', { newPassword: NEW_PASSWORD });
    },
  },
  'link made': {
    says: 'It is shown only once.',
    go: async () => {
      await find('alice');
      await act('ticket');
    },
  },
  'open links': {
    says: 'Works until',
    go: async () => {
      await app.mailedToken('newcomer@example.com');
      await find('newcomer');
      await act('invite');
      await app.passwords.drainOutbox();
      await find('newcomer');
    },
  },
  'links revoked': {
    says: 'One link or code is revoked.',
    go: async () => {
      await app.mailedToken('alice@example.com');
      await find('alice');
      await act('revoke-tickets');
    },
  },
  'password locked': {
    says: 'The password is locked.',
    go: async () => {
      await find('alice');
      await act('lock');
    },
  },
  'in dispute': {
    says: 'This account is in dispute',
    go: async () => {
      await bringIntoDispute(app, 'alice', 'a.very.long.address.of.somebody.else@example.net');
      await find('alice');
    },
  },
  'in dispute, and moved meanwhile': {
    says: 'This account was changed a moment ago',
    go: async () => {
      await bringIntoDispute(app, 'alice', 'thief@example.net');
      await find('alice');
      await move(app, 'alice', 'thief@example.com');
      await act('end-dispute');
    },
  },
  'in dispute, without an address': {
    says: 'This account has no e-mail address.',
    go: async () => {
      await bringIntoDispute(app, 'alice', 'thief@example.net');
      await app.stores.accounts.update('alice', { email: null });
      await find('alice');
    },
  },
  'dispute ended': {
    says: 'The dispute is ended.',
    go: async () => {
      await bringIntoDispute(app, 'alice', 'thief@example.net');
      await app.stores.accounts.update('alice', { email: 'alice@example.com' });
      await find('alice');
      await act('end-dispute');
    },
  },
  'not allowed': {
    says: 'This page is for administrators',
    go: async () => {
      await context.setExtraHTTPHeaders({ [SIGNED_IN_AS]: 'alice' });
      await page.goto(`${origin}/admin/password`);
    },
  },
};

const LOOKS = [
  { colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
] as const;
const SCREENS = process.env.ADMIN_SCREENS;

/** Looks at a page by day and night, on a desk and on a phone, with every form folded open. */
async function look(seen: Page, name: string): Promise<void> {
  for (const folded of [true, false]) {
    if (!folded)
      await seen.evaluate(
        "document.querySelectorAll('details').forEach((each) => { each.open = true; })",
      );
    // Open, a page has all that it has folded: then in every look.
    for (const { colorScheme, viewport } of folded ? LOOKS.slice(0, 2) : LOOKS) {
      await seen.setViewportSize(viewport);
      await seen.emulateMedia({ colorScheme });
      const width = await seen.evaluate<number>('document.documentElement.scrollWidth');
      expect(width, name).toBeLessThanOrEqual(viewport.width);
      expect(await violationsOf(seen), name).toEqual([]);
      if (SCREENS !== undefined)
        await seen.screenshot({
          path: `${SCREENS}/${name}-${viewport.width}-${colorScheme}-${folded}.png`.replaceAll(
            ' ',
            '-',
          ),
          fullPage: true,
        });
    }
  }
}

describe.skipIf(skipped)('every state of the page', () => {
  describe.each(SCRIPTING)('with JavaScript: %s', (javaScriptEnabled) => {
    test.each(Object.entries(PAGES))('%s', async (name, { says, go }) => {
      await open({ javaScriptEnabled });
      await go();
      expect(await page.textContent('main')).toContain(says);
      const seen = javaScriptEnabled ? page : await inspectable(page, browser);
      await look(seen, name);
      if (seen !== page) await seen.close();
      expect(complaints).toEqual([]);
    });
  });

  test.each(['account', 'password refused', 'link made', 'open links', 'in dispute'])(
    '%s, from right to left',
    async (name) => {
      await open({ locale: 'ar' });
      await PAGES[name]?.go();
      expect(await page.getAttribute('html', 'dir')).toBe('rtl');
      await look(page, `${name} ar`);
      expect(complaints).toEqual([]);
    },
  );
});

describe.skipIf(skipped)('an administrator', () => {
  test.each([true, false])('helps a person, with JavaScript: %s', async (javaScriptEnabled) => {
    await open({ javaScriptEnabled });
    await find('alice@example.com');
    expect(page.url()).not.toContain('alice');
    await act('set-password', { newPassword: 'short' });
    expect(await page.isVisible('#newPassword')).toBe(true);
    await act('set-password', { newPassword: NEW_PASSWORD });
    expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('change_required');

    await page.click('summary:has-text("Require a change")');
    await page.click('text=Somebody else may know the password');
    await act('require-change');
    expect(await app.signsIn('alice@example.com', NEW_PASSWORD)).toBe('reset_required');
    await act('send-reset');
    await app.passwords.drainOutbox();
    expect(app.mails.map(({ kind, to }) => [kind, to])).toEqual([
      ['breach_lock', 'alice@example.com'],
      ['reset_link', 'alice@example.com'],
    ]);
    await app.openSession('alice');
    await act('end-sessions');
    expect(await page.textContent('[role=status]')).toContain('One session has ended.');

    await act('ticket');
    const link = await page.inputValue('#ticket-link');
    expect(page.url()).not.toContain('token');
    const theirs = await (await browser.newContext()).newPage();
    await theirs.goto(link);
    await theirs.fill('[name=newPassword]', `${NEW_PASSWORD}!`);
    await Promise.all([theirs.waitForNavigation(), theirs.click('[type=submit]')]);
    await theirs.context().close();
    expect(await app.signsIn('alice@example.com', `${NEW_PASSWORD}!`)).toBe('ok');

    await page.click('text=Find another account');
    expect(await page.isVisible('#identifier')).toBe(true);
    expect(await page.isVisible('#ticket-link')).toBe(false);
  });

  test.each([true, false])(
    'gives an account in dispute back at 3 a.m., with JavaScript: %s',
    async (javaScriptEnabled) => {
      await open({ javaScriptEnabled });
      const [alice, thief] = ['alice@example.com', 'thief@example.net'];
      await bringIntoDispute(app, 'alice', thief);
      await find('alice');
      const forms = page.locator('.danger summary');
      expect(await forms.allTextContents()).toEqual([
        'End the dispute',
        'Revoke links and codes',
        'End all sessions',
      ]);
      await forms.first().click();
      expect(await page.textContent('form[action*="/end-dispute"]')).toContain(thief);

      // By the host's own means; then the page is asked once more.
      await app.stores.accounts.update('alice', { email: alice });
      await find(alice);
      await page.click('summary:has-text("End the dispute")');
      expect(await page.textContent('form[action*="/end-dispute"]')).toContain(alice);
      await act('end-dispute', {}, OLD_PASSWORD);
      expect(await page.textContent('main')).toContain('This is not your own password');
      await act('end-dispute');
      expect(await page.textContent('[role=status]')).toContain('The dispute is ended.');
      expect(await page.isVisible('form[action*="/end-dispute"]')).toBe(false);
      await app.passwords.drainOutbox();
      expect(app.mails.at(-1)).toMatchObject({ kind: 'operator_lock', to: alice });
      expect(complaints).toEqual([]);
    },
  );

  test('copies the link, and hears that it is copied', async () => {
    await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await PAGES['link made']?.go();
    const link = await page.inputValue('#ticket-link');
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
  });

  test('is led to what was done, and to what was wrong', async () => {
    await open();
    await PAGES['own password wrong']?.go();
    expect(await page.evaluate('document.activeElement.className')).toBe('summary');
    await page.click('.summary a');
    expect(await page.evaluate('document.activeElement.name')).toBe('yourPassword');
    await act('ticket');
    expect(await page.evaluate('document.activeElement.className')).toBe('notice');
  });

  test('without JavaScript there is no button that would copy', async () => {
    await open({ javaScriptEnabled: false });
    await PAGES['link made']?.go();
    expect(await page.isVisible('[data-copies]')).toBe(false);
    expect(await page.isVisible('#ticket-link')).toBe(true);
  });
});

test.skipIf(skipped)(
  'attack 61: a page of somebody else cannot post, the right password in it or not',
  async () => {
    await open();
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    await page.route(`${elsewhere}/trap`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<form method="post" action="${origin}/admin/password/set-password">
        <input name="accountKey" value="alice"><input name="newPassword" value="${NEW_PASSWORD}">
        <input name="yourPassword" value="${ADMIN_PASSWORD}"><button>Win a prize</button></form>`,
      }),
    );
    await page.goto(`${elsewhere}/trap`);
    const [response] = await Promise.all([
      page.waitForResponse(/set-password/),
      page.click('button'),
    ]);
    expect(response.status()).toBe(403);
    expect(await app.signsIn('alice@example.com', OLD_PASSWORD)).toBe('ok');
  },
);
