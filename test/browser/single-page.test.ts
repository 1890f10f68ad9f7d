import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dangerouslyUnlimited, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { insecureTestHash, insecureTestHasher, testMailer } from 'latchkey/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../examples/express-spa/api.js';
import { createFrontend } from '../../examples/express-spa/frontend.js';
import { launch, skipReason, violationsOf } from './support.js';

const EMAIL = 'alice@example.com';
const OLD_PASSWORD = 'correct horse battery staple';
const NEW_PASSWORD = 'seven wet umbrellas on a tram';
const THIRD_PASSWORD = 'nine grey pigeons on a ledge';

/** A server whose address is known before what it serves is made. */
async function listen() {
  let listener: RequestListener = () => {};
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    serve: (to: RequestListener) => {
      listener = to;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Listening = Awaited<ReturnType<typeof listen>>;

describe.skipIf(skipReason !== null)('the single-page frontend', () => {
  let browser: Browser;
  let api: Listening;
  let frontend: Listening;
  const mailer = testMailer<string>();
  let passwords: PasswordService<string>;

  beforeAll(async () => {
    [browser, api, frontend] = await Promise.all([launch(), listen(), listen()]);
    const passwordHash = insecureTestHash(OLD_PASSWORD);
    const stores = memoryStores({ accounts: [{ id: 'alice', email: EMAIL, passwordHash }] });
    passwords = new PasswordService<string>({
      stores,
      mailer,
      links: { reset: `${frontend.origin}/#token={token}` },
      hasher: insecureTestHasher(),
      throttle: dangerouslyUnlimited(),
      outbox: 'external',
      onEvent: () => {},
    });
    const publicUrl = `${api.origin}/password`;
    api.serve(createApp({ passwords, stores, publicUrl, frontendOrigin: frontend.origin }));
    frontend.serve(createFrontend({ apiUrl: api.origin }));
  });
  afterAll(async () => {
    api?.close();
    frontend?.close();
    await browser?.close();
  });

  /** The field of the one form that is shown. */
  const field = (page: Page, label: string) => page.getByLabel(label).filter({ visible: true });
  const said = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
  const signIn = async (page: Page, password: string) => {
    await field(page, 'E-mail address').fill(EMAIL);
    await field(page, 'Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };

  test.each([
    ['light', 360],
    ['dark', 1280],
  ] as const)('is readable by everybody, %s and %d px wide', async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 740 } });
    await page.goto(frontend.origin);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.close();
  });

  test('goes the way of one password, from another origin than the API', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(frontend.origin);
    await signIn(page, 'not the password');
    await said(page, 'The e-mail address or the password is not right.').waitFor();

    await page.getByRole('button', { name: "Don't remember your password?" }).click();
    await field(page, 'E-mail address').fill(EMAIL);
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await said(page, 'a mail is on its way').waitFor();
    await passwords.drainOutbox();

    await page.goto(mailer.lastLink({ to: EMAIL }));
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(page.url()).toBe(`${frontend.origin}/`);
    expect(await field(page, 'E-mail address').inputValue()).toBe(EMAIL);
    expect(await page.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await violationsOf(page)).toEqual([]);
    const choose = async (password: string) => {
      await field(page, 'New password').fill(password);
      await page.getByRole('button', { name: 'Set the password' }).click();
    };
    await choose('short');
    await said(page, '15').waitFor();
    await choose(NEW_PASSWORD);
    await said(page, 'Sign in with it').waitFor();

    await signIn(page, NEW_PASSWORD);
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await field(page, 'Current password').fill(NEW_PASSWORD);
    await field(page, 'New password').fill(THIRD_PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await said(page, 'Your password is changed').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();

    await page.goto(mailer.lastLink({ to: EMAIL }));
    await said(page, 'was used already').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  });
});
