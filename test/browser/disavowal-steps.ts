import { english } from 'latchkey/http';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { expect } from 'vitest';
import { codeAt } from '../support/authenticator.js';
import type { Demo, ShownMail } from '../support/start-demo.js';
import { Visit } from './visit.js';

/** As every account of the demo has it. */
export const PASSWORD = 'correct horse battery staple';
export const STOLEN = 'nine brass keys under the mat';
export const KEPT = 'eleven tin spoons in his drawer';
export const OWN = 'velvet otter tangerine 42';

export const RESET = /https?:\/\/\S+\/reset\?token=[\w-]+/;
export const DISAVOWAL = /https?:\/\/\S+\/disavow\?token=[\w-]+/;

/** Subjects of notices. */
export const MOVED = 'The address of your Latchkey Demo account was changed';
export const CHANGED = 'Your Latchkey Demo password was changed';
export const ADDED = 'A second sign-in step was added to your Latchkey Demo account';

/** Holds the page that a step led to against its heading; axe-core has seen it in another story. */
export async function arrives(visit: Visit, heading: string): Promise<void> {
  expect(await visit.heading()).toBe(heading);
}

/** Holds the page that a step led to against its heading, and against axe-core. */
export async function sees(visit: Visit, heading: string): Promise<void> {
  await arrives(visit, heading);
  expect(await visit.faults(), heading).toEqual([]);
}

/** What an owner and a thief do on the demo, each in a browser of their own. */
export function stepsOn(started: () => { readonly browser: Browser; readonly demo: Demo }) {
  const at = (path: string) => `${started().demo.origin}${path}`;

  /** The thief has come by the owner's session and password, and puts her out with a new one. */
  async function stolen(email: string, options: BrowserContextOptions) {
    const { browser } = started();
    const [owner, thief] = [await Visit.begin(browser, options), await Visit.begin(browser)];
    await signIn(owner, email, PASSWORD);
    await arrives(owner, 'You are signed in');
    await thief.page.context().addCookies(await owner.page.context().cookies());
    await changePassword(thief, PASSWORD, STOLEN);
    expect([await addressOf(owner), await addressOf(thief)]).toEqual([null, email]);
    return { owner, thief };
  }

  async function signIn(visit: Visit, email: string, password: string): Promise<void> {
    await visit.goto(at('/login'));
    await visit.submit({ email, password });
  }

  async function isToldAtSignIn(visit: Visit, what: string): Promise<void> {
    expect(await visit.page.textContent('[role=alert]')).toContain(what);
    await arrives(visit, 'Sign in');
  }

  /** Of the account that the browser is signed in to; `null` where it is not. */
  async function addressOf(visit: Visit): Promise<string | null> {
    const answer = await visit.page.request.get(at('/me'));
    return answer.ok() ? ((await answer.json()) as { email: string }).email : null;
  }

  async function changePassword(visit: Visit, currentPassword: string, newPassword: string) {
    await visit.goto(at('/password/change'));
    await visit.submit({ currentPassword, newPassword });
    await arrives(visit, 'Your password is changed');
  }

  async function moveTo(thief: Visit, email: string): Promise<void> {
    await thief.goto(at('/address'));
    await thief.submit({ email, password: STOLEN });
    expect(await thief.page.textContent('main')).toContain(email);
    await arrives(thief, 'Your address is changed');
    expect(await addressOf(thief)).toBe(email);
  }

  /** On the demo's page, as who is signed in; answers what the app keeps, and the recovery codes. */
  async function turnOnSecondStep(visit: Visit, password: string) {
    const { page } = visit;
    await visit.goto(at('/two-step'));
    await visit.submit({ password }, 'button');
    const secret = (await page.textContent('#secret')) ?? '';
    await visit.submit({ code: codeAt(secret, new Date()) }, 'button');
    await arrives(visit, 'Two-step sign-in is on');
    return { secret, recovery: await page.locator('#recovery code').allTextContents() };
  }

  async function askForLink(visit: Visit, identifier: string): Promise<void> {
    await visit.goto(at('/password/forgot'));
    await visit.submit({ identifier });
  }

  async function mailsTo(address: string): Promise<ShownMail[]> {
    const mails = (await (await fetch(at('/mailbox.json'))).json()) as ShownMail[];
    return mails.filter(({ to }) => to === address);
  }

  /** The newest first. */
  async function linksTo(address: string, what: RegExp): Promise<string[]> {
    return (await mailsTo(address)).flatMap(({ text }) => what.exec(text) ?? []);
  }

  /** The links of so many notices, once they have come; the newest first. */
  async function noticesTo(address: string, count: number): Promise<string[]> {
    const links = () => linksTo(address, DISAVOWAL);
    await expect.poll(links, { timeout: 20_000 }).toHaveLength(count);
    return links();
  }

  /** Waits until a notice has come, and answers with the newest of its kind. */
  async function noticeTo(address: string, subject: string): Promise<ShownMail> {
    const newest = async () => (await mailsTo(address)).find((mail) => mail.subject === subject);
    await expect.poll(newest, { timeout: 20_000 }).toBeDefined();
    return (await newest()) as ShownMail;
  }

  const known = new Set<string>();
  /** A link to set a password that has come since the last one that this has answered. */
  async function freshLink(email: string): Promise<string> {
    const isKnown = async () => known.has(await started().demo.newestLink(email));
    await expect.poll(isKnown, { timeout: 20_000 }).toBe(false);
    const link = await started().demo.newestLink(email);
    known.add(link);
    return link;
  }

  let bystanders = 0;
  /** Mails go out in the order of their requests: one that was to come has come once this one has. */
  async function laterMailHasCome(): Promise<void> {
    bystanders += 1;
    const identifier = `user${30 + bystanders}@example.com`;
    const answer = await fetch(at('/password/forgot'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identifier }),
    });
    expect(answer.status).toBe(200);
    await started().demo.newestLink(identifier);
  }

  /** Reads the newest notice of a kind in the demo's mailbox, uses its link, and types the address. */
  async function disavow(owner: Visit, email: string, subject: string): Promise<void> {
    await noticeTo(email, subject);
    await owner.goto(at('/mailbox'));
    await arrives(owner, 'Development mailbox');
    const notice = `article:has-text("To ${email}"):has(h2:text-is("${subject}"))`;
    await owner.click(`${notice} a[href*="/disavow?token="]`);
    await arrives(owner, english.disavow.title);
    await owner.submit({ address: email });
    expect(await owner.page.textContent('main')).toContain(english.disavow.done.further);
    await arrives(owner, english.disavow.done.title);
  }

  /** With the link of a notice, and the address that it went to. */
  async function objects(visit: Visit, link: string, address: string): Promise<void> {
    await visit.goto(link);
    await arrives(visit, english.disavow.title);
    await visit.submit({ address });
  }

  /** By the link that a disavowal has mailed to her: it asks for no code, and the account is hers. */
  async function comesBack(owner: Visit, email: string, newPassword: string): Promise<void> {
    await owner.goto(await freshLink(email));
    await arrives(owner, english.reset.title);
    await owner.submit({ newPassword });
    await arrives(owner, english.done.title);
    await signIn(owner, email, newPassword);
    expect(await owner.page.textContent('main')).toContain(email);
    await arrives(owner, 'You are signed in');
    expect(await addressOf(owner)).toBe(email);
  }

  /** What the demo has printed of an account and some event. */
  function eventsOf(id: string, what: RegExp): string[] {
    const lines = started().demo.output().split('\n');
    return lines.filter((line) => line.includes(`"accountKey":"${id}"`) && what.test(line));
  }

  return {
    addressOf,
    askForLink,
    changePassword,
    comesBack,
    disavow,
    eventsOf,
    freshLink,
    isToldAtSignIn,
    laterMailHasCome,
    linksTo,
    mailsTo,
    moveTo,
    noticesTo,
    noticeTo,
    objects,
    signIn,
    stolen,
    turnOnSecondStep,
  };
}
