import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const PASSWORD = 'correct horse battery staple';
const BETTER = 'velvet otter tangerine 42';

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

describe.skipIf(skipReason !== null)('a person who forgot the password', () => {
  it.each(WAYS.map((way, index) => [...way, `user${index + 1}@example.com`] as const))(
    'gets in again %s',
    async (_way, options, email) => {
      const visit = await Visit.begin(browser, options);
      const { page } = visit;
      const old = await Visit.begin(browser);
      await signIn(old, email, PASSWORD);

      await visit.goto(demo.origin);
      await sees(visit, 'Welcome');
      await visit.click('text=Sign in');
      await sees(visit, 'Sign in');
      await visit.click("text=Don't remember your password?");
      await sees(visit, 'Forgot your password?');
      await visit.submit({ identifier: email });
      await sees(visit, 'Check your mail');

      await visit.goto(await demo.newestLink(email));
      expect(page.url()).not.toContain('token');
      await sees(visit, 'Choose a new password');
      await visit.submit({ newPassword: 'too short' });
      expect(await page.getAttribute('#newPassword', 'aria-invalid')).toBe('true');
      await sees(visit, 'Choose a new password');
      await visit.submit({ newPassword: BETTER });
      await sees(visit, 'Your password is saved');

      await visit.goto(await demo.newestLink(email));
      await sees(visit, 'This link was already used');
      expect(await page.textContent('body')).not.toContain('stack');

      // Every old session is gone, the old password opens nothing, the new one does.
      expect(await old.goto(`${demo.origin}/me`)).toBe(401);
      await signIn(visit, email, PASSWORD);
      expect(await page.textContent('[role=alert]')).toContain('not right');
      await sees(visit, 'Sign in');
      await signIn(visit, email, BETTER);
      await sees(visit, 'You are signed in');

      await visit.click('text=Change password');
      await sees(visit, 'Change your password');
      const newPassword = 'lantern porridge submarine';
      await visit.submit({ currentPassword: PASSWORD, newPassword });
      await sees(visit, 'Change your password');
      await visit.submit({ currentPassword: BETTER, newPassword });
      await sees(visit, 'Your password is changed');
      expect(await visit.goto(`${demo.origin}/me`)).toBe(200);

      await visit.goto(`${demo.origin}/mailbox`);
      await sees(visit, 'Development mailbox');
      await visit.end();
      await old.end();
    },
  );
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
