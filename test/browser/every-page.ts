import { NEW_PASSWORD, OLD_PASSWORD, SIGNED_IN_AS } from '../http/support/app.js';
import { BROKEN, type Site, STALE } from './support.js';
import type { Visit } from './visit.js';

/** A page that a person can meet, its heading in English, and the way to it. */
export interface Met {
  readonly heading: string;
  go(visit: Visit, site: Site): Promise<unknown>;
}

/** Every page, in every state. */
export const PAGES = {
  forgot: {
    heading: 'Forgot your password?',
    go: (visit, site) => visit.goto(`${site.publicUrl}/forgot`),
  },
  'forgot, refused': {
    heading: 'Forgot your password?',
    go: async (visit, site) => {
      await visit.goto(`${site.publicUrl}/forgot`);
      await visit.submit({ identifier: 'not an address' });
    },
  },
  'check mail': {
    heading: 'Check your mail',
    go: async (visit, site) => {
      await visit.goto(`${site.publicUrl}/forgot`);
      await visit.submit({ identifier: 'nobody@example.com' });
    },
  },
  code: { heading: 'Enter the code', go: (visit, site) => askForCode(visit, site) },
  'code, refused': {
    heading: 'Enter the code',
    go: async (visit, site) => {
      await askForCode(visit, site);
      await visit.submit({ code: '1234 5678' });
    },
  },
  'code, too many tries': {
    heading: 'Too many tries',
    go: async (visit, site) => {
      await useUpTries(site);
      await askForCode(visit, site);
      await visit.submit({ code: '12345678' });
    },
  },
  'code, lost': {
    heading: 'Ask for a new code',
    go: (visit, site) => visit.goto(`${site.publicUrl}/code/${'A'.repeat(22)}`),
  },
  'second factor': {
    heading: 'Confirm that it is you',
    go: (visit, site) => open(visit, site, 'erin'),
  },
  'second factor, refused': {
    heading: 'Confirm that it is you',
    go: async (visit, site) => {
      await open(visit, site, 'erin');
      await visit.submit({ code: '000000' });
    },
  },
  'second factor, another': {
    heading: 'Confirm that it is you',
    go: async (visit, site) => {
      await open(visit, site, 'erin');
      await visit.click('a[href*=recovery_code]');
    },
  },
  reset: { heading: 'Choose a new password', go: (visit, site) => open(visit, site, 'alice') },
  'reset, refused': {
    heading: 'Choose a new password',
    go: async (visit, site) => {
      await open(visit, site, 'alice');
      await visit.submit({ newPassword: 'alice' });
    },
  },
  'reset, the first password': {
    heading: 'Choose a password',
    go: (visit, site) => open(visit, site, 'newcomer'),
  },
  invite: {
    heading: 'Welcome',
    go: async (visit, { passwords }) => {
      const issued = await passwords.issueTicket({ accountId: 'newcomer', purpose: 'invite' });
      if (!issued.ok) throw new Error(issued.reason);
      await visit.goto(issued.ticket.url);
    },
  },
  invited: {
    heading: 'Your account is ready',
    go: async (visit, site) => {
      await PAGES.invite.go(visit, site);
      await visit.submit({ newPassword: NEW_PASSWORD });
    },
  },
  'forced change': {
    heading: 'Choose a new password to go on',
    go: async (visit, { passwords }) => {
      await passwords.requireChange({ accountId: 'alice', reason: 'expired' });
      const identifier = 'alice@example.com';
      const signIn = await passwords.authenticate({ identifier, password: OLD_PASSWORD });
      if (signIn.ok || signIn.reason !== 'change_required') throw new Error('signed in');
      return visit.goto(signIn.ticket.url);
    },
  },
  done: {
    heading: 'Your password is saved',
    go: async (visit, site) => {
      await open(visit, site, 'alice');
      await visit.submit({ newPassword: NEW_PASSWORD });
    },
  },
  expired: {
    heading: 'This link has expired',
    go: async (visit, site) => {
      const url = await mailedUrl(site, 'alice');
      site.clock.advance({ seconds: site.passwords.lifetimeSeconds.reset + 1 });
      await visit.goto(url);
    },
  },
  used: {
    heading: 'This link was already used',
    go: async (visit, site) => {
      const token = await site.mailedToken('alice@example.com');
      await site.passwords.redeemTicket({ token, newPassword: NEW_PASSWORD });
      await visit.goto(urlOf(site, token));
    },
  },
  superseded: {
    heading: 'This link no longer works',
    go: async (visit, site) => {
      const url = await mailedUrl(site, 'alice');
      await mailedUrl(site, 'alice');
      await visit.goto(url);
    },
  },
  invalid: {
    heading: 'This link does not work',
    go: (visit, site) => visit.goto(urlOf(site, 'cut-off')),
  },
  'cookie lost': {
    heading: 'Please begin again',
    go: (visit, site) => visit.goto(`${site.publicUrl}/reset/${'A'.repeat(22)}`),
  },
  denied: { heading: 'This is not possible', go: (visit, site) => open(visit, site, 'dora') },
  change: { heading: 'Change your password', go: (visit, site) => change(visit, site) },
  'change, refused': {
    heading: 'Change your password',
    go: async (visit, site) => {
      await change(visit, site);
      await visit.submit({ currentPassword: 'not this one', newPassword: NEW_PASSWORD });
    },
  },
  changed: {
    heading: 'Your password is changed',
    go: async (visit, site) => {
      await change(visit, site);
      await visit.submit({ currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
    },
  },
  initial: { heading: 'Set a password', go: (visit, site) => initial(visit, site) },
  'initial, refused': {
    heading: 'Set a password',
    go: async (visit, site) => {
      await initial(visit, site);
      await visit.submit({ newPassword: 'short' });
    },
  },
  'initial, not fresh': {
    heading: 'Please sign in',
    go: (visit, site) => initial(visit, site, { [STALE]: 'yes' }),
  },
  disavow: { heading: 'This wasn’t you?', go: (visit, site) => disavow(visit, site) },
  'disavow, refused': {
    heading: 'This wasn’t you?',
    go: async (visit, site) => {
      await disavow(visit, site);
      await visit.submit({ address: 'bob@example.com' });
    },
  },
  disavowed: {
    heading: 'The account is locked',
    go: async (visit, site) => {
      await disavow(visit, site);
      await visit.submit({ address: 'alice@example.com' });
    },
  },
  'disavowed, to support': {
    heading: 'The account is locked',
    go: async (visit, site) => {
      await disavow(visit, site);
      await site.stores.accounts.update('alice', { email: 'thief@evil.example' });
      await visit.submit({ address: 'alice@example.com' });
    },
  },
  'disavow, used': {
    heading: 'You have told us already',
    go: async (visit, site) => {
      const url = await disavow(visit, site);
      await visit.submit({ address: 'alice@example.com' });
      await visit.goto(url);
    },
  },
  'disavow, expired': {
    heading: 'This link has expired',
    go: async (visit, site) => {
      const url = await disavow(visit, site);
      site.clock.advance({ seconds: 72 * 3600 });
      await visit.goto(url);
    },
  },
  'too many tries': {
    heading: 'Too many tries',
    go: async (visit, site) => {
      await visit.sendHeaders({ 'x-test-ip': '192.0.2.7' });
      for (const identifier of ['a@example.com', 'b@example.com', 'c@example.com']) {
        await visit.goto(`${site.publicUrl}/forgot`);
        await visit.submit({ identifier });
      }
    },
  },
  unavailable: {
    heading: 'Please try again in a moment',
    go: async (visit, site) => {
      await visit.goto(`${site.publicUrl}/forgot`);
      await site.passwords.close();
      await visit.submit({ identifier: 'alice@example.com' });
    },
  },
  failed: {
    heading: 'Something went wrong',
    go: async (visit, site) => {
      await visit.sendHeaders({ [SIGNED_IN_AS]: BROKEN });
      await visit.goto(`${site.publicUrl}/change`);
    },
  },
  'request refused': {
    heading: 'This request was refused',
    go: (visit, site) => visit.goto(`${site.publicUrl}/inspect`),
  },
  'not found': {
    heading: 'Page not found',
    go: (visit, site) => visit.goto(`${site.publicUrl}/nothing`),
  },
} satisfies Readonly<Record<string, Met>>;

export type PageName = keyof typeof PAGES;

const urlOf = ({ publicUrl }: Site, token: string) => `${publicUrl}/reset?token=${token}`;

async function mailedUrl(site: Site, who: string): Promise<string> {
  return urlOf(site, await site.mailedToken(`${who}@example.com`));
}

async function open(visit: Visit, site: Site, who: string): Promise<void> {
  await visit.goto(await mailedUrl(site, who));
}

async function change(visit: Visit, site: Site): Promise<void> {
  await visit.sendHeaders({ [SIGNED_IN_AS]: 'alice' });
  await visit.goto(`${site.publicUrl}/change`);
}

async function initial(visit: Visit, site: Site, headers: Record<string, string> = {}) {
  await visit.sendHeaders({ [SIGNED_IN_AS]: 'newcomer', ...headers });
  await visit.goto(`${site.publicUrl}/initial`);
}

/** Asks for a code on the page, and stays where it is typed in. */
async function askForCode(visit: Visit, site: Site): Promise<void> {
  await visit.goto(`${site.publicUrl}/forgot`);
  await visit.page.check('[value=code]');
  await visit.submit({ identifier: 'alice@example.com' });
}

/** Guesses until the address has no try left today. */
async function useUpTries({ passwords }: Site): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    const ask = { identifier: 'alice@example.com', deliver: 'code' } as const;
    const asked = await passwords.requestReset(ask);
    const flowId = (asked.ok && asked.flowId) || '';
    await passwords.exchangeCode({ flowId, code: '00000000' });
  }
}

/** Opens the link of the notice that a theft has caused. */
async function disavow(visit: Visit, site: Site): Promise<string> {
  const url = `${site.publicUrl}/disavow?token=${await site.disavowalToken()}`;
  await visit.goto(url);
  return url;
}
