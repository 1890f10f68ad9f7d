import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const PASSWORD = 'correct horse battery staple';
const OWN = 'velvet otter tangerine 42';
const ERIN = 'erin@example.com';

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  if (skipReason === null) browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

describe.skipIf(skipReason !== null).each(WAYS)('%s, the demo’s administrator', (_way, options) => {
  let admin: Visit;
  let person: Visit;
  beforeAll(async () => {
    demo = await startDemo({ DEMO_ACCOUNTS: '2' });
    [admin, person] = [await Visit.begin(browser, options), await Visit.begin(browser, options)];
    await signIn(admin, 'admin@example.com', PASSWORD);
  });
  afterAll(async () => {
    await Promise.all([admin?.end(), person?.end()]);
    await demo?.stop();
  });

  it('invites a person, again too, and the newest invitation is the one that works', async () => {
    await find(ERIN);
    await act('invite');
    expect(await said()).toBe('The invitation is on its way.');
    const first = await demo.newestLink(ERIN);
    await person.goto(first);
    await sees(person, 'Welcome');
    await act('invite');
    await expect.poll(() => demo.newestLink(ERIN), { timeout: 20_000 }).not.toBe(first);
    await person.goto(first);
    await sees(person, 'This link no longer works');
    await find(ERIN);
    expect(await admin.page.textContent('.facts')).toMatch(/Open links and codes\s*1/);

    await person.goto(await demo.newestLink(ERIN));
    await sees(person, 'Welcome');
    await person.submit({ newPassword: 'too short' });
    await sees(person, 'Welcome');
    await person.submit({ newPassword: OWN });
    await sees(person, 'Your account is ready');
    await person.click('text=Go to sign-in');
    await person.submit({ email: ERIN, password: OWN });
    await sees(person, 'You are signed in');
    await find(ERIN);
    expect(await admin.page.isVisible('form[action$="/invite"]'), 'no second welcome').toBe(false);
  });

  it('revokes an open link, and it opens nothing any more', async () => {
    const email = 'user1@example.com';
    await person.goto(`${demo.origin}/password/forgot`);
    await person.submit({ identifier: email });
    const link = await demo.newestLink(email);
    await find(email);
    await act('revoke-tickets');
    expect(await said()).toBe('One link or code is revoked.');
    await person.goto(link);
    await sees(person, 'This link no longer works');
  });

  it('locks a password and unlocks it', async () => {
    const email = 'user2@example.com';
    await signIn(person, email, PASSWORD);
    await find(email);
    await act('lock');
    expect(await said()).toBe('The password is locked.');
    await signIn(person, email, PASSWORD);
    expect(await person.page.textContent('[role=alert]')).toContain('locked');
    await person.goto(`${demo.origin}/password/change`);
    expect(await person.heading(), 'the session is gone, too').toBe('Sign in');
    expect(await demo.newestLink(email), 'and the way back is in the mail').toContain('/reset');
    await act('unlock');
    expect(await said()).toBe('The password is unlocked.');
    await signIn(person, email, PASSWORD);
    await sees(person, 'You are signed in');
  });

  async function find(email: string): Promise<void> {
    await admin.goto(`${demo.origin}/admin/password`);
    await admin.submit({ identifier: email });
  }

  /** Folds an action's form open, fills in the administrator's own password, and sends it. */
  async function act(path: string): Promise<void> {
    const form = `details:has(form[action$="/${path}"])`;
    if ((await admin.page.getAttribute(form, 'open')) === null)
      await admin.page.click(`${form} summary`);
    await admin.page.fill(`${form} [name=yourPassword]`, PASSWORD);
    await admin.click(`${form} [type=submit]`);
    await sees(admin, 'Danger Zone: Change Password');
  }

  async function said(): Promise<string> {
    return (await admin.page.textContent('[role=status]'))?.trim() ?? '';
  }
});

async function signIn(visit: Visit, email: string, password: string): Promise<void> {
  await visit.goto(`${demo.origin}/login`);
  await visit.submit({ email, password });
}

/** Holds the page that a step led to against its heading, and against axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  expect(await visit.faults(), heading).toEqual([]);
}
