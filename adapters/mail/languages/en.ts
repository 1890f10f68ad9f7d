import type { Language } from '../language.js';
import { instantIn, spanOfTime } from './counted.js';
import { englishNotices } from './notices/en.js';

const once = ({ lifetime }: { lifetime: string }) =>
  `This link works for ${lifetime}, and only once.`;
const onceForNow = (names: { lifetime: string }) =>
  `${once(names)} After that, ask for a new one under “Forgot your password?”.`;
const onceOfSeveral = (names: { lifetime: string }) =>
  `${once(names)} If you got more than one such mail, use the newest.`;

/** The mails in English. */
export const en: Language = {
  tag: 'en',
  direction: 'ltr',

  greeting: (name) => (name === null ? 'Hello,' : `Hello ${name},`),
  duration: spanOfTime('en', {
    day: { one: 'one day', other: '# days' },
    hour: { one: 'one hour', other: '# hours' },
    minute: { one: 'one minute', other: '# minutes' },
  }),
  instant: instantIn('en-GB'),
  spelledOut: 'If the button does not work, copy this address into your browser:',
  help: 'Questions? Get help here:',
  sentTo: ({ product, address }) => `${product} sent this mail to ${address}.`,
  open: ({ product }) => `Go to ${product}`,
  device: ({ browser, system }) => `${browser} on ${system}`,
  afterLabel: ': ',
  facts: {
    ofRequest: 'About this request',
    ofChange: 'About this change',
    time: 'Time',
    place: 'Place',
    device: 'Device',
    ip: 'IP address',
  },

  resetLink: {
    subject: ({ product }) => `Reset your ${product} password`,
    preheader: () => 'Choose a new password with the link in this mail.',
    heading: () => 'Reset your password',
    body: ({ product }) =>
      `We were asked to reset the password of your ${product} account. If that was you, choose a new one here:`,
    button: 'Choose a new password',
    lifetime: (names) => `${once(names)} If you asked more than once, use the newest mail.`,
    closing: 'If you did not ask for this, ignore this mail: your password stays as it is.',
  },
  administrativeLink: {
    subject: ({ product }) => `Choose a new ${product} password`,
    preheader: () => 'Choose a new password with the link in this mail.',
    heading: () => 'Choose a new password',
    body: ({ product }) =>
      `An administrator of ${product} sends you this link, so that you can choose a new password:`,
    button: 'Choose a new password',
    lifetime: onceOfSeveral,
    closing: 'If you did not expect this, ignore this mail: your password stays as it is.',
  },
  initialPasswordLink: {
    subject: ({ product }) => `Set a password for ${product}`,
    preheader: () => 'Set your first password with the link in this mail.',
    heading: () => 'Set a password',
    body: ({ product }) => `Your ${product} account has no password yet. Set one here:`,
    button: 'Set password',
    lifetime: onceOfSeveral,
    closing: 'If you did not expect this, ignore this mail: your account stays as it is.',
  },
  invitation: {
    subject: ({ product }) => `Your invitation to ${product}`,
    preheader: () => 'Choose a password for your new account.',
    heading: ({ product }) => `Welcome to ${product}`,
    body: ({ product }) =>
      `Your ${product} account is ready for you. Choose a password for it here:`,
    button: 'Set password',
    lifetime: (names) => `${once(names)} If it has expired, ask for a new invitation.`,
    closing: 'If you did not expect this, ignore this mail.',
  },
  breachLock: {
    subject: ({ product }) => `Your ${product} password is no longer safe`,
    preheader: () => 'Choose a new one to sign in again.',
    heading: () => 'Your password is no longer safe',
    body: ({ product }) =>
      `The password of your ${product} account is known from a data breach, perhaps at another site where you use the same one. To protect you, we have locked it and ended all sessions. Choose a new one here:`,
    button: 'Choose a new password',
    lifetime: onceForNow,
    closing: 'If you use the old password anywhere else, change it there too.',
  },
  disavowal: {
    subject: ({ product }) => `Your ${product} account is locked`,
    preheader: () => 'Choose a new password to sign in again.',
    heading: () => 'Your account is locked',
    body: ({ product }) =>
      `We were told that a change to your ${product} account was not yours. We have ended all sessions, and no password opens the account until you choose a new one:`,
    button: 'Choose a new password',
    lifetime: onceForNow,
    closing:
      'Make sure that nobody else reads your mail. If in doubt, change the password of your mailbox too.',
  },
  operatorLock: {
    subject: ({ product }) => `Your ${product} password is locked`,
    preheader: () => 'Choose a new one to sign in again.',
    heading: () => 'Your password is locked',
    body: ({ product }) =>
      `To protect your account, an administrator of ${product} has locked your password and ended all sessions. Choose a new one here:`,
    button: 'Choose a new password',
    lifetime: onceForNow,
    closing: 'If you use the old password anywhere else, change it there too.',
  },
  resetCode: {
    subject: ({ product }) => `Your code for ${product}`,
    preheader: () => 'Enter it on the page where you asked for it.',
    heading: () => 'Your code',
    body: ({ product }) =>
      `We were asked to reset the password of your ${product} account. If that was you, enter this code on the page where you asked for it:`,
    lifetime: ({ lifetime }) =>
      `The code works for ${lifetime}, and only once. If you asked more than once, use the newest.`,
    secrecy: 'Do not give this code to anyone. We never ask for it, by telephone or in a message.',
    closing: 'If you did not ask for this, ignore this mail: your password stays as it is.',
  },

  providerAccount: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'Your account has no password of its own.',
    heading: ({ product }) => `How to sign in to ${product}`,
    body: ({ product, provider }) =>
      `We were asked to reset your password, but your ${product} account has none: you sign in with ${provider}. Choose ${provider} on the sign-in page. A forgotten ${provider} password is reset there.`,
    closing: 'If you did not ask for this, ignore this mail: nothing has changed.',
  },
  passwordlessAccount: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'Your account has no password.',
    heading: ({ product }) => `How to sign in to ${product}`,
    body: ({ product }) =>
      `We were asked to reset your password, but your ${product} account has none. Sign in as you did before, without a password.`,
    closing: 'If you did not ask for this, ignore this mail: nothing has changed.',
  },
  unknownAddress: {
    subject: ({ product }) => `Signing in to ${product}`,
    preheader: () => 'There is no account with this address.',
    heading: () => 'No account with this address',
    body: ({ product }) =>
      `Someone asked to reset the password of an account at ${product} with your address, but there is no such account. If that was you, try another address that you may have used.`,
    closing: 'If you did not ask for this, ignore this mail.',
  },

  ...englishNotices,
};
