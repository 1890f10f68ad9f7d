import { arabic, french, german, japanese, spanish } from 'latchkey/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeAt } from '../support/authenticator.js';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';
const MANAGEMENT_TOKEN = 'a token of at least thirty-two characters';

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  if (skipReason !== null) return;
  const env = { DEMO_ACCOUNTS: '9', MANAGEMENT_TOKEN };
  [browser, demo] = await Promise.all([launch(), startDemo(env)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

let used = 0;
/** An account of the demo that no test has used so far. */
function person(): { readonly id: string; readonly email: string } {
  used += 1;
  return { id: `user${used}`, email: `user${used}@example.com` };
}

describe.skipIf(skipReason !== null).each(WAYS)('%s, a person of the demo', (_way, options) => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await Visit.begin(browser, options);
  });
  beforeEach(() => visit.startOver());
  afterAll(() => visit?.end());

  it('turns the second step on, and is asked for it from then on', async () => {
    const { email } = person();
    const { page } = visit;
    await signIn(visit, email);

    await visit.click('text=Two-step sign-in');
    await sees(visit, 'Two-step sign-in is off');
    await visit.submit({ password: BETTER }, 'button');
    expect(await page.textContent('[role=alert]')).toBe('This is not your password.');
    await sees(visit, 'Two-step sign-in is off');
    await visit.submit({ password: PASSWORD }, 'button');
    await sees(visit, 'Add it to your app');
    const secret = (await page.textContent('#secret')) ?? '';
    await visit.submit({ code: codeAt(secret, new Date()) }, 'button');
    await sees(visit, 'Two-step sign-in is on');
    const [first = '', second = '', third = ''] = await page
      .locator('#recovery code')
      .allTextContents();

    // Whoever reads the mail alone does not come past it.
    await visit.goto(await askForLink(visit, email));
    await sees(visit, 'Confirm that it is you');
    await visit.submit({ code: '000000' });
    expect(await page.getAttribute('#code', 'aria-invalid')).toBe('true');
    await sees(visit, 'Confirm that it is you');
    await visit.click('text=Use a recovery code instead');
    await sees(visit, 'Confirm that it is you');
    await visit.submit({ code: first });
    await sees(visit, 'Choose a new password');
    await visit.submit({ newPassword: BETTER });
    await sees(visit, 'Your password is saved');

    await signIn(visit, email, BETTER);
    expect(await page.textContent('[role=alert]')).toContain('the code that your app shows');
    await sees(visit, 'Sign in');
    await visit.submit({ password: BETTER, code: second });
    await sees(visit, 'You are signed in');
    await visit.click('text=Two-step sign-in');
    await sees(visit, 'Two-step sign-in is on');
    await visit.submit({ password: BETTER, code: second }, 'button');
    expect(await page.textContent('[role=alert]'), 'spent').toContain('was used already');
    await sees(visit, 'Two-step sign-in is on');
    await visit.submit({ password: BETTER, code: third }, 'button');
    await sees(visit, 'Two-step sign-in is off');
  });

  it('opens a ticket of the backend, and lands where that says', async () => {
    const { id, email } = person();
    await visit.goto(await ticketFor(id));
    await sees(visit, 'Choose a new password');
    await visit.submit({ newPassword: BETTER });
    const landed = new URL(visit.page.url());
    expect([landed.pathname, landed.searchParams.get('success')]).toEqual(['/login', 'true']);
    await sees(visit, 'Sign in');
    await visit.submit({ email, password: BETTER });
    await sees(visit, 'You are signed in');
  });

  it('is made to choose a new password at sign-in', async () => {
    const { id, email } = person();
    await requireChange(id);
    await signIn(visit, email);
    expect(visit.page.url()).not.toContain('token');
    await sees(visit, 'Choose a new password to go on');
    await visit.submit({ newPassword: 'short' });
    await sees(visit, 'Choose a new password to go on');
    await visit.submit({ newPassword: BETTER });
    await sees(visit, 'Your password is saved');
  });

  it('is told what a link is no longer good for', async () => {
    const { email } = person();
    const older = await askForLink(visit, email);
    const newer = await askForLink(visit, email);
    await visit.goto(older);
    await sees(visit, 'This link no longer works');
    await visit.goto(newer);
    const form = visit.page.url();
    await visit.goto(newer.replace(/.{9}$/, 'cut-short'));
    await sees(visit, 'This link does not work');

    const elsewhere = await Visit.begin(browser, options);
    await elsewhere.goto(form);
    await sees(elsewhere, 'Please begin again');
    await elsewhere.goto(`${demo.origin}/password/nothing`);
    await sees(elsewhere, 'Page not found');
    await elsewhere.end();
  });

  it.each([[arabic], [german], [spanish], [french], [japanese]])(
    'is spoken to in the language that was asked for: $lang',
    async ({ lang, dir, ...texts }) => {
      await visit.goto(`${demo.origin}/password/forgot?ui_locales=${lang}`);
      await sees(visit, texts.forgot.title);
      expect(await visit.page.getAttribute('html', 'dir')).toBe(dir);
      await visit.submit({ identifier: 'nobody@example.com' });
      expect(await visit.page.getAttribute('html', 'lang')).toBe(lang);
      await sees(visit, texts.checkMail.title);
    },
  );
});

async function signIn(visit: Visit, email: string, password = PASSWORD): Promise<void> {
  await visit.goto(`${demo.origin}/login`);
  await visit.submit({ email, password });
}

/** Holds the page that a step led to against its heading, and against axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  expect(await visit.faults(), heading).toEqual([]);
}

/** Asks for a link, and takes it out of the mail that comes of it. */
async function askForLink(visit: Visit, email: string): Promise<string> {
  await fetch(`${demo.origin}/mailbox.json`, { method: 'DELETE' });
  await visit.goto(`${demo.origin}/password/forgot`);
  await visit.submit({ identifier: email });
  return demo.newestLink(email);
}

/** What a trusted backend is given for an account. */
async function ticketFor(id: string): Promise<string> {
  const answer = await fetch(`${demo.origin}/api/v2/tickets/password-change`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${MANAGEMENT_TOKEN}`,
    },
    body: JSON.stringify({ user_id: `auth0|${id}`, result_url: `${demo.origin}/login` }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { ticket: string }).ticket;
}

/** As the administrator does it. */
async function requireChange(accountKey: string): Promise<void> {
  const admin = await Visit.begin(browser);
  await signIn(admin, 'admin@example.com');
  const change = { accountKey, reason: 'expired', yourPassword: PASSWORD };
  expect(await admin.postJson('/admin/password/require-change', change)).toBe(200);
  await admin.end();
}
