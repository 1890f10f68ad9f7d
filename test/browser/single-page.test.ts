import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dangerouslyUnlimited, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { insecureTestHash, insecureTestHasher, testMailer } from 'latchkey/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../examples/express-spa/api.js';
import { createFrontend } from '../../examples/express-spa/frontend.js';
import { launch, skipReason } from './support.js';
import { PHONE, Visit } from './visit.js';

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

  /** Waits for what a step led to, and holds it against axe-core. */
  const sees = async (visit: Visit, heading: string) => {
    await visit.page.getByRole('heading', { name: heading }).waitFor();
    expect(await visit.faults(), heading).toEqual([]);
  };

  test('says what it needs where there is no JavaScript', async () => {
    const visit = await Visit.begin(browser, { javaScriptEnabled: false });
    await visit.goto(frontend.origin);
    expect(await visit.heading()).toBe('This page needs JavaScript');
    expect(await visit.faults()).toEqual([]);
    await visit.end();
  });

  test('goes the way of one password, from another origin than the API', async () => {
    const visit = await Visit.begin(browser, { viewport: PHONE });
    const { page } = visit;
    await page.goto(frontend.origin);
    await sees(visit, 'Sign in');
    await signIn(page, 'not the password');
    await said(page, 'The e-mail address or the password is not right.').waitFor();
    await sees(visit, 'Sign in');

    await page.getByRole('button', { name: "Don't remember your password?" }).click();
    await sees(visit, 'Forgot your password?');
    await field(page, 'E-mail address').fill(EMAIL);
    await page.getByRole('button', { name: 'Mail me a link' }).click();
    await said(page, 'a mail is on its way').waitFor();
    await passwords.drainOutbox();

    await page.goto(mailer.lastLink({ to: EMAIL }));
    await sees(visit, 'Choose a new password');
    expect(page.url()).toBe(`${frontend.origin}/`);
    expect(await field(page, 'E-mail address').inputValue()).toBe(EMAIL);
    expect(await page.getByRole('listitem').count()).toBeGreaterThan(0);
    const choose = async (password: string) => {
      await field(page, 'New password').fill(password);
      await page.getByRole('button', { name: 'Set the password' }).click();
    };
    await choose('short');
    await said(page, '15').waitFor();
    await sees(visit, 'Choose a new password');
    await choose(NEW_PASSWORD);
    await said(page, 'Sign in with it').waitFor();

    await signIn(page, NEW_PASSWORD);
    await sees(visit, 'You are signed in');
    await field(page, 'Current password').fill(NEW_PASSWORD);
    await field(page, 'New password').fill(THIRD_PASSWORD);
    await page.getByRole('button', { name: 'Change the password' }).click();
    await said(page, 'Your password is changed').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor();

    await page.goto(mailer.lastLink({ to: EMAIL }));
    await said(page, 'was used already').waitFor();
    await sees(visit, 'Forgot your password?');
    await visit.end();
  });
});
