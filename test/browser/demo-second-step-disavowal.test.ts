import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrap } from 'latchkey';
import { sqlTotpStore } from 'latchkey/sql';
import { totp } from 'latchkey/totp';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../examples/express/open-database.js';
import { codeAt } from '../support/authenticator.js';
import { type Demo, startDemo } from '../support/start-demo.js';
import { ADDED, CHANGED, OWN, PASSWORD, STOLEN, sees, stepsOn } from './disavowal-steps.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const STEP_MS = 30_000;

let browser: Browser;
let demo: Demo;
let folder: string;
let databaseUrl: string;

beforeAll(async () => {
  if (skipReason !== null) return;
  folder = await mkdtemp(join(tmpdir(), 'latchkey-second-step-'));
  databaseUrl = join(folder, 'demo.db');
  const env = { DEMO_ACCOUNTS: '9', DATABASE_URL: databaseUrl };
  [browser, demo] = await Promise.all([launch(), startDemo(env)]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

const steps = stepsOn(() => ({ browser, demo }));
const { addressOf, askForLink, disavow, freshLink, signIn } = steps;

let used = 0;
/** An account of the demo that no test has used so far. */
function person(): { readonly id: string; readonly email: string } {
  used += 1;
  return { id: `user${used}`, email: `user${used}@example.com` };
}

describe.skipIf(skipReason !== null).each(WAYS)('"this wasn’t me", %s', (_way, options) => {
  it('takes back the second step by which a thief keeps the owner out', async () => {
    const { email } = person();
    const [owner, thief] = [await Visit.begin(browser, options), await Visit.begin(browser)];
    await signIn(owner, email, PASSWORD);
    await sees(owner, 'You are signed in');

    // The thief has a session and the password, and enrols an app of his own.
    await signIn(thief, email, PASSWORD);
    const { secret, recovery } = await steps.turnOnSecondStep(thief, PASSWORD);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([null, email]);

    // The owner knows her password and reads her mail, and neither leads back in.
    await signIn(owner, email, PASSWORD);
    expect(await owner.page.textContent('[role=alert]')).toContain('the code that your app shows');
    await sees(owner, 'Sign in');
    await askForLink(owner, email);
    const askedFor = await freshLink(email);
    await owner.goto(askedFor);
    await sees(owner, 'Confirm that it is you');
    await owner.submit({ code: '000000' });
    expect(await owner.page.getAttribute('#code', 'aria-invalid')).toBe('true');

    // She is told of the step, and says that it was not her.
    await disavow(owner, email, ADDED);

    // The thief has nothing left: no session, no password, no code of his app.
    expect(await addressOf(thief)).toBeNull();
    await thief.goto(`${demo.origin}/two-step`);
    await sees(thief, 'Sign in');
    await thief.submit({ email, password: PASSWORD });
    expect(await thief.page.textContent('[role=alert]')).toContain('locked');
    await thief.goto(askedFor);
    await sees(thief, 'This link no longer works');

    // The owner's link asks for no code, and neither does her sign-in.
    await owner.goto(await freshLink(email));
    await sees(owner, 'Choose a new password');
    await owner.submit({ newPassword: OWN });
    await sees(owner, 'Your password is saved');
    await signIn(owner, email, OWN);
    await sees(owner, 'You are signed in');
    await owner.click('text=Two-step sign-in');
    await sees(owner, 'Two-step sign-in is off');
    await signIn(thief, email, PASSWORD);
    expect(await thief.page.textContent('[role=alert]')).toContain('not right');
    const ofApp = codeAt(secret, new Date(Date.now() + STEP_MS));
    for (const code of [ofApp, recovery[0]])
      expect(await thief.postJson('/login', { email, password: PASSWORD, code })).toBe(401);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([email, null]);
    await Promise.all([owner.end(), thief.end()]);
  });

  it('leaves the second step that the owner had before, and asks her for it', async () => {
    const { id, email } = person();
    const yesterday = new Date(Date.now() - 24 * 60 * 60_000);
    const { secret, recovery } = await enrolled(id, yesterday);
    const [owner, thief] = [await Visit.begin(browser, options), await Visit.begin(browser)];
    await signIn(owner, email, PASSWORD);
    await sees(owner, 'Sign in');
    await owner.submit({ password: PASSWORD, code: codeAt(secret, new Date()) });
    await sees(owner, 'You are signed in');

    // The thief comes by her session, which has passed the second step, and puts her out of it.
    await thief.page.context().addCookies(await owner.page.context().cookies());
    // Nobody signs in any more where he has used up the codes, and his own new password helps no guess.
    await thief.goto(`${demo.origin}/password/change`);
    const guess = (password: string) => thief.postJson('/login', { email, password, code: 'x' });
    for (let tries = 0; tries < 10; tries += 1) expect(await guess(PASSWORD)).toBe(401);
    expect(await guess(PASSWORD)).toBe(429);
    await thief.submit({ currentPassword: PASSWORD, newPassword: STOLEN });
    await sees(thief, 'Your password is changed');
    expect(await guess(STOLEN)).toBe(429);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([null, email]);

    await disavow(owner, email, CHANGED);
    expect(await addressOf(thief)).toBeNull();

    // Whoever reads the owner's mail comes no further by it than before.
    await owner.goto(await freshLink(email));
    await sees(owner, 'Confirm that it is you');
    await owner.submit({ code: '000000' });
    expect(await owner.page.getAttribute('#code', 'aria-invalid')).toBe('true');
    await owner.submit({ code: codeAt(secret, new Date(Date.now() + STEP_MS)) });
    await sees(owner, 'Choose a new password');
    await owner.submit({ newPassword: OWN });
    await sees(owner, 'Your password is saved');
    await signIn(owner, email, OWN);
    expect(await owner.page.textContent('[role=alert]')).toContain('the code that your app shows');
    // The count has gone with the password that he had.
    await owner.submit({ password: OWN, code: recovery[0] ?? '' });
    await sees(owner, 'You are signed in');
    await owner.click('text=Two-step sign-in');
    await sees(owner, 'Two-step sign-in is on');
    await Promise.all([owner.end(), thief.end()]);
  });
});

/** The second step as the account has had it since an earlier day. */
async function enrolled(accountKey: string, at: Date) {
  const db = openDatabase(databaseUrl);
  try {
    const secondFactor = totp({
      store: sqlTotpStore(db),
      issuer: 'Latchkey Demo',
      clock: () => at,
    });
    const { secret } = unwrap(await secondFactor.beginEnrolment({ accountKey, label: accountKey }));
    const code = codeAt(secret, at);
    const confirmed = unwrap(await secondFactor.confirmEnrolment({ accountKey, code }));
    return { secret, recovery: confirmed.recoveryCodes };
  } finally {
    await db.destroy();
  }
}
