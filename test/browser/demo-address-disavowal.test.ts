import { english } from 'latchkey/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../support/authenticator.js';
import { type Demo, startDemo } from '../support/start-demo.js';
import {
  ADDED,
  arrives,
  CHANGED,
  DISAVOWAL,
  KEPT,
  MOVED,
  OWN,
  PASSWORD,
  RESET,
  STOLEN,
  sees,
  stepsOn,
} from './disavowal-steps.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const STEP_MS = 30_000;

let browser: Browser;
let demo: Demo;

beforeAll(async () => {
  if (skipReason !== null) return;
  [browser, demo] = await Promise.all([launch(), startDemo({ DEMO_ACCOUNTS: '60' })]);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const steps = stepsOn(() => ({ browser, demo }));
const { addressOf, askForLink, comesBack, disavow, isToldAtSignIn, laterMailHasCome } = steps;
const { linksTo, mailsTo, moveTo, signIn } = steps;

let used = 0;
/** An account of the demo that no test has used so far, and a mailbox of who is after it. */
function person() {
  used += 1;
  const id = `user${used}`;
  return { id, email: `${id}@example.com`, his: `thief-of-${id}@example.net` };
}

describe.skipIf(skipReason !== null).each(WAYS)('an account moved away, %s', (_way, options) => {
  it('comes back to its owner by the notice at her address, and stays hers', async () => {
    const { id, email, his } = person();
    const { owner, thief } = await steps.stolen(email, options);

    // He makes it his own: its address, a second step, once more its password, and a link to spare.
    await moveTo(thief, his);
    await sees(thief, 'Your address is changed');
    const { secret, recovery } = await steps.turnOnSecondStep(thief, STOLEN);
    await steps.changePassword(thief, STOLEN, KEPT);
    await askForLink(thief, his);
    const spare = await demo.newestLink(his);

    // What she knows and reads leads nowhere.
    await signIn(owner, email, PASSWORD);
    await isToldAtSignIn(owner, 'not right');
    await askForLink(owner, email);
    await sees(owner, english.checkMail.title);
    await laterMailHasCome();
    expect(await linksTo(email, RESET)).toEqual([]);

    await disavow(owner, email, MOVED);
    await hasNothing(thief, { email, his, spare });

    await comesBack(owner, email, `${OWN}!`);
    await owner.click('text=Two-step sign-in');
    await sees(owner, 'Two-step sign-in is off');
    const ofApp = codeAt(secret, new Date(Date.now() + STEP_MS));
    for (const password of [PASSWORD, STOLEN, KEPT])
      for (const code of [ofApp, recovery[0]])
        expect(await thief.postJson('/login', { email, password, code })).toBe(401);

    await gainsNothing({ owner, thief, email, his }, [CHANGED, ADDED]);
    wasNeverInDispute(id);
    await Promise.all([owner.end(), thief.end()]);
  });

  it('comes back as well where it was moved there and back and on again', async () => {
    const { id, email, his } = person();
    const { owner, thief } = await steps.stolen(email, options);
    const further = `further-${his}`;
    for (const address of [his, email, his, further]) await moveTo(thief, address);
    await askForLink(thief, further);
    const spare = await demo.newestLink(further);

    await disavow(owner, email, MOVED);
    await hasNothing(thief, { email, his: further, spare });
    await comesBack(owner, email, `${OWN}!`);
    await gainsNothing({ owner, thief, email, his }, [MOVED, MOVED]);
    wasNeverInDispute(id);
    await Promise.all([owner.end(), thief.end()]);
  });

  it('is hers where a thief has moved it there and back, and objects himself', async () => {
    const { id, email, his } = person();
    const { owner, thief } = await steps.stolen(email, options);
    for (const address of [his, email, his, email]) await moveTo(thief, address);
    const [spare = '', first = ''] = await steps.noticesTo(his, 2);

    // She has used none of her own. He is told to ask for help, and what he had is gone.
    await steps.objects(thief, first, his);
    expect(await thief.page.textContent('main')).toContain(english.disavow.contact.lead);
    await sees(thief, english.disavow.contact.title);
    expect(await addressOf(thief)).toBeNull();
    await signIn(thief, email, STOLEN);
    await isToldAtSignIn(thief, 'locked');

    // She finds the link in her mailbox, and has asked nobody.
    await comesBack(owner, email, OWN);

    await steps.objects(thief, spare, his);
    expect(await thief.page.textContent('main')).toContain(english.disavow.expired.lead);
    await arrives(thief, english.disavow.expired.title);
    await thief.goto(first);
    await arrives(thief, english.disavow.used.title);
    await askForLink(thief, his);
    await laterMailHasCome();
    expect((await mailsTo(his)).map(({ subject }) => subject)).toEqual([MOVED, MOVED]);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([email, null]);
    expect(steps.eventsOf(id, /needs_operator/), 'whom he was told to ask').toEqual([
      expect.stringContaining('"because":"address_changed"'),
    ]);
    expect(steps.eventsOf(id, /"disputed"|put_back/)).toEqual([]);
    await Promise.all([owner.end(), thief.end()]);
  });
});

describe.skipIf(skipReason !== null)('the page to change the address', () => {
  it('refuses what cannot be one, is the same, or is taken, and keeps what was typed', async () => {
    const { email } = person();
    const visit = await Visit.begin(browser);
    await visit.goto(`${demo.origin}/address`);
    await sees(visit, 'Sign in');
    await visit.submit({ email, password: PASSWORD });
    await visit.click('text=Change your address');
    await sees(visit, 'Change your address');
    for (const [typed, password, fault] of [
      ['ann@example.net', STOLEN, 'This is not your password.'],
      [email.toUpperCase(), PASSWORD, 'This is your address already.'],
      ['Bob@example.com', PASSWORD, 'This address cannot be used. Please enter another one.'],
    ] as const) {
      await visit.submit({ email: typed, password });
      expect(await visit.page.textContent('[role=alert]')).toBe(fault);
      expect(await visit.page.inputValue('#email')).toBe(typed);
      await sees(visit, 'Change your address');
    }
    // As no browser lets one type it.
    const form = { email: 'ann@example.net, bob@example.com', password: PASSWORD };
    const listed = await visit.page.request.post(`${demo.origin}/address`, { form });
    expect(listed.status()).toBe(422);
    expect(await listed.text()).toContain('not one plain e-mail address');
    expect(await addressOf(visit)).toBe(email);
    await laterMailHasCome();
    expect(await mailsTo(email)).toEqual([]);
    await visit.end();
  });
});

interface Both {
  readonly owner: Visit;
  readonly thief: Visit;
}

/** No session, no password at either address, no link, and none that is asked for. */
async function hasNothing(
  thief: Visit,
  left: { readonly email: string; readonly his: string; readonly spare: string },
): Promise<void> {
  expect(await addressOf(thief)).toBeNull();
  await thief.goto(`${demo.origin}/address`);
  await sees(thief, 'Sign in');
  for (const password of [KEPT, STOLEN]) {
    await thief.submit({ email: left.his, password });
    await isToldAtSignIn(thief, 'not right');
  }
  expect(await thief.postJson('/login', { email: left.email, password: STOLEN })).toBe(401);
  expect(await thief.postJson('/login', { email: left.email, password: KEPT })).toBe(401);
  await thief.goto(left.spare);
  await sees(thief, english.link.superseded.title);
  await askForLink(thief, left.his);
  await laterMailHasCome();
  expect(await linksTo(left.his, RESET)).toEqual([left.spare]);
  const told = await steps.noticeTo(left.his, MOVED);
  expect(`${told.text} ${told.html}`).not.toMatch(/token=/);
  expect(`${told.text} ${told.html}`).not.toContain(left.email);
}

/** By no notice that he was mailed he changes anything, and he finds nothing in his mailbox. */
async function gainsNothing(
  { owner, thief, email, his }: Both & { readonly email: string; readonly his: string },
  noticed: readonly string[],
): Promise<void> {
  const links = await steps.noticesTo(his, noticed.length);
  const told = (await mailsTo(his)).filter(({ text }) => DISAVOWAL.test(text));
  expect(told.map(({ subject }) => subject).sort()).toEqual([...noticed].sort());
  const before = await mailsTo(his);
  for (const link of links) {
    await steps.objects(thief, link, his);
    expect(await thief.page.textContent('main')).toContain(english.disavow.expired.lead);
    await sees(thief, english.disavow.expired.title);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([email, null]);
  }
  await askForLink(thief, his);
  await laterMailHasCome();
  expect(await mailsTo(his)).toEqual(before);
}

/** No operator was needed at any time, and the account was put back once. */
function wasNeverInDispute(id: string): void {
  expect(steps.eventsOf(id, /needs_operator|"disputed"/)).toEqual([]);
  expect(steps.eventsOf(id, /address\.put_back/)).toHaveLength(1);
}
