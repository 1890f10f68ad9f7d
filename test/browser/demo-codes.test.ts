import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const BETTER = 'velvet otter tangerine 42';

let browser: Browser;
let demo: Demo;
let byCode: Demo;

beforeAll(async () => {
  if (skipReason !== null) return;
  [browser, demo, byCode] = await Promise.all([
    launch(),
    startDemo({ DEMO_ACCOUNTS: '9' }),
    startDemo({ DEMO_ACCOUNTS: '9', DELIVER: 'code', LATCHKEY_KEYS: 'k'.repeat(32) }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await byCode?.stop();
});

const people = WAYS.map((way, index) => [...way, `user${index + 1}@example.com`] as const);

describe.skipIf(skipReason !== null)('a person who takes a code', () => {
  it.each(people)('gets in again %s', async (_way, options, email) => {
    const visit = await Visit.begin(browser, options);
    const { page } = visit;
    await visit.goto(`${demo.origin}/password/forgot`);
    expect(await page.isChecked('[value=link]'), 'a link, unless one says otherwise').toBe(true);
    await page.check('[value=code]');
    await visit.submit({ identifier: email });
    await sees(visit, 'Enter the code');
    const form = page.url();
    const code = await demo.newestCode(email);
    expect(form).not.toContain(code);

    await visit.submit({ code: String((Number(code) + 1) % 1e8).padStart(8, '0') });
    expect(await page.textContent('#code-fault')).toContain('does not work');
    expect(await page.inputValue('#code'), 'what was wrong is not there again').toBe('');
    await sees(visit, 'Enter the code');
    await visit.submit({ code: 'see the mail' });
    expect(await page.textContent('#code-fault')).toContain('digits only');

    // Pasted as people paste it, and sent only when they say so.
    await page.focus('#code');
    await page.keyboard.insertText(` ${code.slice(0, 4)} ${code.slice(4)} `);
    expect(await visit.heading()).toBe('Enter the code');
    await visit.click('[type=submit]');
    await sees(visit, 'Choose a new password');
    expect(page.url()).not.toContain('token');
    await visit.submit({ newPassword: 'too short' });
    await sees(visit, 'Choose a new password');
    await visit.submit({ newPassword: BETTER });
    await sees(visit, 'Your password is saved');

    await visit.goto(form);
    await visit.submit({ code });
    expect(await page.textContent('#code-fault')).toContain('no longer works');
    await signIn(visit, demo, email, BETTER);
    await sees(visit, 'You are signed in');
    await visit.end();
  });

  it('cannot go on in another browser, and is told so', async () => {
    const email = 'user5@example.com';
    const [one, other] = [await Visit.begin(browser), await Visit.begin(browser)];
    await one.goto(`${demo.origin}/password/forgot`);
    await one.page.check('[value=code]');
    await one.submit({ identifier: email });
    await other.goto(one.page.url());
    await sees(other, 'Ask for a new code');
    await other.click('a:has-text("Ask for a new code")');
    await sees(other, 'Forgot your password?');
    await one.submit({ code: fullWidth(await demo.newestCode(email)) });
    await sees(one, 'Choose a new password');
    await Promise.all([one.end(), other.end()]);
  });

  it('sees the field that phones fill in, and nothing that sends itself', async () => {
    const visit = await Visit.begin(browser);
    const { page } = visit;
    await visit.goto(`${byCode.origin}/password/forgot`);
    expect(await page.isVisible('[name=deliver]'), 'where there is no choice').toBe(false);
    await visit.submit({ identifier: 'user1@example.com' });
    const field = page.getByRole('textbox', { name: 'Code' });
    for (const [name, value] of [
      ['inputmode', 'numeric'],
      ['autocomplete', 'one-time-code'],
      ['dir', 'ltr'],
    ] as const)
      expect(await field.getAttribute(name)).toBe(value);
    const fits = async (typed: string) => {
      await field.fill(typed);
      return page.evaluate<boolean>("document.querySelector('#code').checkValidity()");
    };
    for (const typed of ['12345678', '1234 5678', '1234-5678', '１２３４５６７８', '١٢٣٤٥٦٧٨'])
      expect(await fits(typed), typed).toBe(true);
    expect(await fits('abcdefgh')).toBe(false);
    let posts = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') posts += 1;
    });
    await field.fill(await byCode.newestCode('user1@example.com'));
    await field.press('Tab');
    expect(posts).toBe(0);
    await Promise.all([page.waitForURL('**/reset/**'), page.dblclick('[type=submit]')]);
    expect(posts).toBe(1);
    await visit.end();
  });
});

it.skipIf(skipReason !== null)('prints whose keys the codes are made with', () => {
  expect(demo.output()).toContain('of a random key');
  expect(byCode.output()).toContain('of LATCHKEY_KEYS');
  expect(byCode.output()).not.toContain('k'.repeat(32));
});

it.skipIf(skipReason !== null)(
  'attack 57: no code and no flow is in what the demo prints',
  async () => {
    const code = await demo.newestCode('user1@example.com');
    expect(demo.output()).not.toContain(code);
    expect(demo.output()).not.toMatch(/[\w-]{64}/);
  },
);

async function signIn(visit: Visit, at: Demo, email: string, password: string): Promise<void> {
  await visit.goto(`${at.origin}/login`);
  await visit.submit({ email, password });
}

/** Holds the page that a step led to against its heading, and against axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  expect(await visit.faults(), heading).toEqual([]);
}

function fullWidth(code: string): string {
  return [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join('');
}
