import type { ClientDetails } from '../client-details.js';
import type { Language } from '../language.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const CHANGE_CAUSES = {
  reset: 'It was set with the link from a “forgot password” mail.',
  change: 'It was changed by someone who was signed in and knew the old password.',
  initial: 'It is the first password of this account.',
  direct_set: 'It was set by an administrator.',
};

/** The mails in English. */
export const en: Language = {
  tag: 'en',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  duration(seconds) {
    if (seconds < 2 * HOUR) return counted(Math.max(1, Math.floor(seconds / MINUTE)), 'minute');
    if (seconds < 2 * DAY) return counted(Math.floor(seconds / HOUR), 'hour');
    return counted(Math.floor(seconds / DAY), 'day');
  },
  instant: (at, timeZone) =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone,
    }).format(at),
  spelledOut: 'If the button does not work, copy this address into your browser:',
  requestedFrom(client) {
    const device = deviceOf(client);
    if (client.ip !== null) {
      return `The request came from ${client.ip}${device === null ? '' : ` (${device})`}.`;
    }
    return device === null ? null : `The request came from ${device}.`;
  },
  help: 'Questions? Get help here:',
  sentTo: ({ product, address }) => `${product} sent this mail to ${address}.`,
  open: ({ product }) => `Go to ${product}`,

  resetLink: {
    subject: ({ product }) => `Reset your ${product} password`,
    preheader: () => 'Choose a new password with the link in this mail.',
    heading: () => 'Reset your password',
    body: ({ product }) =>
      `We were asked to reset the password of your ${product} account. If that was you, choose a new one here:`,
    button: 'Choose a new password',
    lifetime: ({ lifetime }) =>
      `This link works for ${lifetime}, and only once. If you asked more than once, use the newest mail.`,
    unasked: 'If you did not ask for this, ignore this mail: your password stays as it is.',
  },

  initialPasswordLink: {
    subject: ({ product }) => `Set a password for ${product}`,
    preheader: () => 'Set your first password with the link in this mail.',
    heading: () => 'Set your password',
    body: ({ product }) => `Your ${product} account has no password yet. Set one here:`,
    button: 'Set a password',
    lifetime: ({ lifetime }) =>
      `This link works for ${lifetime}, and only once. If you got more than one such mail, use the newest.`,
    unasked: 'If you did not expect this, ignore this mail: your account stays as it is.',
  },

  providerAccount: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'Your account has no password of its own.',
    heading: ({ product }) => `How to sign in to ${product}`,
    body: ({ product, provider }) =>
      `We were asked to reset your password, but your ${product} account has none: you sign in with ${provider}. Choose ${provider} on the sign-in page. A forgotten ${provider} password is reset there.`,
    unasked: 'If you did not ask for this, ignore this mail: nothing has changed.',
  },

  passwordlessAccount: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'Your account has no password.',
    heading: ({ product }) => `How to sign in to ${product}`,
    body: ({ product }) =>
      `We were asked to reset your password, but your ${product} account has none. Sign in as you did before, without a password.`,
    unasked: 'If you did not ask for this, ignore this mail: nothing has changed.',
  },

  passwordChanged: {
    subject: ({ product }) => `Your ${product} password was changed`,
    preheader: () => 'If this was you, there is nothing to do.',
    heading: () => 'Your password was changed',
    body: ({ product, instant, cause }) =>
      `The password of your ${product} account was changed on ${instant}. ${CHANGE_CAUSES[cause]}`,
    expected: 'If this was you, there is nothing to do.',
    unexpected: ({ hasSupport }) =>
      `If this was not you, reset your password at once, and make sure that nobody else reads your mail.${
        hasSupport ? ' Then tell us:' : ''
      }`,
  },

  unknownAddress: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'There is no account with this address.',
    heading: () => 'No account with this address',
    body: ({ product }) =>
      `Someone asked to reset the password of an account at ${product} with your address, but there is no such account. If that was you, try another address that you may have used.`,
    unasked: 'If you did not ask for this, ignore this mail.',
  },
};

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function deviceOf({ browser, system }: ClientDetails): string | null {
  if (browser !== null && system !== null) return `${browser} on ${system}`;
  return browser ?? system;
}
