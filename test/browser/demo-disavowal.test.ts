import { english } from 'latchkey/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../support/start-demo.js';
import {
  arrives,
  CHANGED,
  KEPT,
  OWN,
  PASSWORD,
  RESET,
  STOLEN,
  sees,
  stepsOn,
} from './disavowal-steps.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

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

const steps = stepsOn(() => ({ browser, demo }));
const { addressOf, askForLink, comesBack, freshLink, signIn } = steps;
const people = WAYS.map((way, index) => [...way, `user${index + 1}@example.com`] as const);
const others = WAYS.map((way, index) => [...way, `user${index + 3}`] as const);

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
    await askForLink(thief, email);
    const askedFor = await freshLink(email);
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
    await owner.goto(await freshLink(email));
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

  it.each(others)('from a thief with a notice of hers, %s', async (_way, options, id) => {
    const email = `${id}@example.com`;
    const { owner, thief } = await steps.stolen(email, options);
    // He has a look into her mailbox, and then gives her something newer to find there.
    const [kept = ''] = await steps.noticesTo(email, 1);
    await steps.changePassword(thief, STOLEN, KEPT);
    await steps.noticesTo(email, 2);
    await steps.disavow(owner, email, CHANGED);
    await comesBack(owner, email, OWN);

    await steps.objects(thief, kept, email);
    expect(await thief.page.textContent('main')).toContain(english.disavow.done.lead);
    await arrives(thief, english.disavow.done.title);
    expect(await addressOf(owner)).toBeNull();
    await signIn(owner, email, OWN);
    await steps.isToldAtSignIn(owner, 'locked');
    await comesBack(owner, email, `${OWN}!`);

    await thief.goto(kept);
    await arrives(thief, english.disavow.used.title);
    for (const password of [PASSWORD, STOLEN, KEPT, OWN])
      expect(await thief.postJson('/login', { email, password })).toBe(401);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([email, null]);
    expect(await steps.linksTo(email, RESET), 'one for each time').toHaveLength(2);
    expect(steps.eventsOf(id, /needs_operator/)).toEqual([]);
    await Promise.all([owner.end(), thief.end()]);
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

async function status(visit: Visit, path: string): Promise<number> {
  return (await visit.page.request.get(`${demo.origin}${path}`)).status();
}
