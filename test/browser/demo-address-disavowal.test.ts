import { english } from 'latchkey/http';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeAt } from '../support/authenticator.js';
import { type Demo, type ShownMail, startDemo } from '../support/start-demo.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const PASSWORD = 'correct horse battery staple';
const STOLEN = 'nine brass keys under the mat';
const KEPT = 'eleven tin spoons in his drawer';
const OWN = 'velvet otter tangerine 42';
const STEP_MS = 30_000;
const RESET = /https?:\/\/\S+\/reset\?token=[\w-]+/;
const DISAVOWAL = /https?:\/\/\S+\/disavow\?token=[\w-]+/;
const MOVED = 'The address of your Latchkey Demo account was changed';
const CHANGED = 'Your Latchkey Demo password was changed';
const ADDED = 'A second sign-in step was added to your Latchkey Demo account';

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
    const { owner, thief } = await stolen(email, options);

    // He makes it his own: its address, a second step, once more its password, and a link to spare.
    await moveTo(thief, his);
    const { secret, recovery } = await turnOnSecondStep(thief);
    await changePassword(thief, STOLEN, KEPT);
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
    const { owner, thief } = await stolen(email, options);
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

/** The thief has come by the owner's session and password, and puts her out with a new one. */
async function stolen(email: string, options: BrowserContextOptions): Promise<Both> {
  const [owner, thief] = [await Visit.begin(browser, options), await Visit.begin(browser)];
  await signIn(owner, email, PASSWORD);
  await sees(owner, 'You are signed in');
  await thief.page.context().addCookies(await owner.page.context().cookies());
  await changePassword(thief, PASSWORD, STOLEN);
  expect([await addressOf(owner), await addressOf(thief)]).toEqual([null, email]);
  return { owner, thief };
}

async function changePassword(visit: Visit, currentPassword: string, newPassword: string) {
  await visit.goto(`${demo.origin}/password/change`);
  await visit.submit({ currentPassword, newPassword });
  await sees(visit, 'Your password is changed');
}

async function moveTo(thief: Visit, email: string): Promise<void> {
  await thief.goto(`${demo.origin}/address`);
  await thief.submit({ email, password: STOLEN });
  expect(await thief.page.textContent('main')).toContain(email);
  await sees(thief, 'Your address is changed');
  expect(await addressOf(thief)).toBe(email);
}

/** On the demo's page, as who is signed in; answers what the app keeps, and the recovery codes. */
async function turnOnSecondStep(thief: Visit) {
  const { page } = thief;
  await thief.goto(`${demo.origin}/two-step`);
  await thief.submit({ password: STOLEN }, 'button');
  const secret = (await page.textContent('#secret')) ?? '';
  await thief.submit({ code: codeAt(secret, new Date()) }, 'button');
  expect(await thief.heading()).toBe('Two-step sign-in is on');
  return { secret, recovery: await page.locator('#recovery code').allTextContents() };
}

/** Reads the notice in the demo's mailbox, uses its link, and types the address. */
async function disavow(owner: Visit, email: string, subject: string): Promise<void> {
  await noticeTo(email, subject);
  await owner.goto(`${demo.origin}/mailbox`);
  await sees(owner, 'Development mailbox');
  const notice = `article:has-text("To ${email}"):has(h2:text-is("${subject}"))`;
  await owner.click(`${notice} a[href*="/disavow?token="]`);
  await sees(owner, english.disavow.title);
  await owner.submit({ address: email });
  expect(await owner.page.textContent('main')).toContain(english.disavow.done.further);
  await sees(owner, english.disavow.done.title);
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
  const told = await noticeTo(left.his, MOVED);
  expect(`${told.text} ${told.html}`).not.toMatch(/token=/);
  expect(`${told.text} ${told.html}`).not.toContain(left.email);
}

/** Waits until a notice has come, and answers with the newest of its kind. */
async function noticeTo(address: string, subject: string): Promise<ShownMail> {
  const newest = async () => (await mailsTo(address)).find((mail) => mail.subject === subject);
  await expect.poll(newest, { timeout: 20_000 }).toBeDefined();
  return (await newest()) as ShownMail;
}

/** By the link that a disavowal has mailed to her: it asks for no code, and the account is hers. */
async function comesBack(owner: Visit, email: string, newPassword: string): Promise<void> {
  await owner.goto(await freshLink(email));
  await sees(owner, english.reset.title);
  await owner.submit({ newPassword });
  await sees(owner, english.done.title);
  await signIn(owner, email, newPassword);
  expect(await owner.page.textContent('main')).toContain(email);
  await sees(owner, 'You are signed in');
  expect(await addressOf(owner)).toBe(email);
}

/** By no notice that he was mailed he changes anything, and he finds nothing in his mailbox. */
async function gainsNothing(
  { owner, thief, email, his }: Both & { readonly email: string; readonly his: string },
  noticed: readonly string[],
): Promise<void> {
  const withLink = async () =>
    (await mailsTo(his)).filter(({ text }) => DISAVOWAL.test(text)).map(({ subject }) => subject);
  await expect.poll(withLink, { timeout: 20_000 }).toHaveLength(noticed.length);
  expect((await withLink()).sort()).toEqual([...noticed].sort());
  const before = await mailsTo(his);
  for (const link of await linksTo(his, DISAVOWAL)) {
    await thief.goto(link);
    await sees(thief, english.disavow.title);
    await thief.submit({ address: his });
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
  const lines = demo.output().split('\n');
  const ofAccount = lines.filter((line) => line.includes(`"accountKey":"${id}"`));
  expect(ofAccount.filter((line) => /needs_operator|"disputed"/.test(line))).toEqual([]);
  expect(ofAccount.filter((line) => line.includes('address.put_back'))).toHaveLength(1);
}

async function signIn(visit: Visit, email: string, password: string): Promise<void> {
  await visit.goto(`${demo.origin}/login`);
  await visit.submit({ email, password });
}

async function isToldAtSignIn(visit: Visit, what: string): Promise<void> {
  expect(await visit.page.textContent('[role=alert]')).toContain(what);
  await sees(visit, 'Sign in');
}

/** Of the account that the browser is signed in to; `null` where it is not. */
async function addressOf(visit: Visit): Promise<string | null> {
  const answer = await visit.page.request.get(`${demo.origin}/me`);
  return answer.ok() ? ((await answer.json()) as { email: string }).email : null;
}

async function askForLink(visit: Visit, identifier: string): Promise<void> {
  await visit.goto(`${demo.origin}/password/forgot`);
  await visit.submit({ identifier });
}

let bystanders = 0;
/** Mails go out in the order of their requests: one that was to come has come once this one has. */
async function laterMailHasCome(): Promise<void> {
  bystanders += 1;
  const identifier = `user${30 + bystanders}@example.com`;
  const answer = await fetch(`${demo.origin}/password/forgot`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier }),
  });
  expect(answer.status).toBe(200);
  await demo.newestLink(identifier);
}

async function mailsTo(address: string): Promise<ShownMail[]> {
  const mails = (await (await fetch(`${demo.origin}/mailbox.json`)).json()) as ShownMail[];
  return mails.filter(({ to }) => to === address);
}

async function linksTo(address: string, what: RegExp): Promise<string[]> {
  return (await mailsTo(address)).flatMap(({ text }) => what.exec(text) ?? []);
}

const spent = new Set<string>();
/** A link to set a password that has come since the last one was used. */
async function freshLink(email: string): Promise<string> {
  const isSpent = async () => spent.has(await demo.newestLink(email));
  await expect.poll(isSpent, { timeout: 20_000 }).toBe(false);
  const link = await demo.newestLink(email);
  spent.add(link);
  return link;
}

/** Holds the page that a step led to against its heading, and against axe-core. */
async function sees(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
  expect(await visit.faults(), heading).toEqual([]);
}
