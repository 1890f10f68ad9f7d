import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const PASSWORD = 'correct horse battery staple';
const STOLEN = 'nine brass keys under the mat';
const OWN = 'velvet otter tangerine 42';

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

const people = WAYS.map((way, index) => [...way, `user${index + 1}@example.com`] as const);

describe.skipIf(skipReason !== null)('"this wasn’t me"', () => {
  it.each(people)('from both sides, %s', async (_way, options, email) => {
    const [owner, thief] = [await Visit.begin(browser, options), await Visit.begin(browser)];
    await signIn(owner, email, PASSWORD);
    await sees(owner, 'You are signed in');

    // The thief knows the password, puts the owner out, and leaves doors open behind him.
    await signIn(thief, email, PASSWORD);
    await thief.goto(`${demo.origin}/password/change`);
    await thief.submit({ currentPassword: PASSWORD, newPassword: STOLEN });
    await sees(thief, 'Your password is changed');
    expect(await status(owner, '/me')).toBe(401);
    expect(await status(thief, '/me')).toBe(200);
    const disavowal = await demo.newestDisavowal(email);
    const askedFor = await linkFor(thief, email);
    const waiting = await Visit.begin(browser);
    await waiting.goto(askedFor);
    await sees(waiting, 'Choose a new password');
    const coded = await Visit.begin(browser);
    await coded.goto(`${demo.origin}/password/forgot`);
    await coded.page.check('[value=code]');
    await coded.submit({ identifier: email });
    const code = await demo.newestCode(email);

    // The owner reads the notice, and says so.
    await owner.goto(`${demo.origin}/mailbox`);
    await sees(owner, 'Development mailbox');
    await owner.click(`article:has-text("${email}") a[href="${disavowal}"]`);
    expect(owner.page.url()).not.toContain('token');
    await sees(owner, 'This wasn’t you?');
    expect(await status(thief, '/me'), 'the link alone does nothing').toBe(200);
    await owner.submit({ address: 'user9@example.com' });
    expect(await owner.page.getAttribute('#address', 'aria-invalid')).toBe('true');
    await sees(owner, 'This wasn’t you?');
    expect(await status(thief, '/me')).toBe(200);
    await owner.submit({ address: email });
    await sees(owner, 'The account is locked');

    // The thief has nothing left: no session, no password, no link, no form, no code.
    expect(await status(thief, '/me')).toBe(401);
    await signIn(thief, email, STOLEN);
    expect(await thief.page.textContent('[role=alert]')).toContain('locked');
    await sees(thief, 'Sign in');
    await signIn(thief, email, PASSWORD);
    expect(await thief.page.textContent('[role=alert]')).toContain('not right');
    await thief.goto(askedFor);
    await sees(thief, 'This link no longer works');
    await waiting.submit({ newPassword: `${STOLEN}!` });
    await sees(waiting, 'This link no longer works');
    await coded.submit({ code });
    expect(await coded.page.isVisible('#code-fault')).toBe(true);
    await thief.goto(`${demo.origin}/password/change`);
    expect(await thief.heading()).toBe('Sign in');

    // The owner comes back by the fresh link, and is the only one who does.
    await owner.goto(await freshLink(email, askedFor));
    await sees(owner, 'Choose a new password');
    await owner.submit({ newPassword: OWN });
    await sees(owner, 'Your password is saved');
    await signIn(owner, email, OWN);
    await sees(owner, 'You are signed in');
    for (const password of [STOLEN, PASSWORD, `${STOLEN}!`]) {
      await signIn(thief, email, password);
      expect(await thief.page.textContent('[role=alert]')).toContain('not right');
    }
    await owner.goto(disavowal);
    await sees(owner, 'You have told us already');
    expect(await status(owner, '/me'), 'a link that was used does nothing more').toBe(200);
    await Promise.all([owner, thief, waiting, coded].map((each) => each.end()));
  });

  it('attack 55: a scanner that opens all that the mails link to puts nobody out', async () => {
    const email = 'user6@example.com';
    const [person, scanner] = [await Visit.begin(browser), await Visit.begin(browser)];
    await signIn(person, email, PASSWORD);
    await person.goto(`${demo.origin}/password/change`);
    await person.submit({ currentPassword: PASSWORD, newPassword: OWN });
    const link = await demo.newestDisavowal(email);
    for (let round = 0; round < 3; round += 1) {
      await scanner.page.request.head(link);
      await scanner.goto(link);
      // Some send what forms they find.
      await scanner.click('[type=submit]');
      await sees(scanner, 'This wasn’t you?');
    }
    expect(await status(person, '/me')).toBe(200);
    await signIn(person, email, OWN);
    await sees(person, 'You are signed in');
    await Promise.all([person.end(), scanner.end()]);
  });
});

async function signIn(visit: Visit, email: string, password: string): Promise<void> {
  await visit.goto(`${demo.origin}/login`);
  await visit.submit({ email, password });
}

async function status(visit: Visit, path: string): Promise<number> {
  return (await visit.page.request.get(`${demo.origin}${path}`)).status();
}

async function linkFor(visit: Visit, email: string): Promise<string> {
  await visit.goto(`${demo.origin}/password/forgot`);
  await visit.submit({ identifier: email });
  return demo.newestLink(email);
}

/** The link that the disavowal has mailed: newer than what was asked for before. */
async function freshLink(email: string, than: string): Promise<string> {
  await expect.poll(() => demo.newestLink(email), { timeout: 20_000 }).not.toBe(than);
  return demo.newestLink(email);
}

/** Holds the page that a step led to against its heading, and against axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  expect(await visit.faults(), heading).toEqual([]);
}
