import type { RuleDescription, Violation } from 'latchkey';

/**
 * Every sentence of the hosted pages, in English. A translation is another object of this type;
 * `lang` goes into `<html lang>`.
 */
export const english = {
  lang: 'en',
  errorPrefix: 'Error: ',
  problem: 'There is a problem',
  signIn: 'Go to sign-in',
  requestNewLink: 'Request a new link',
  showPassword: 'Show',
  hidePassword: 'Hide',
  showPasswordLabel: 'Show password',
  rulesHeading: 'For your new password:',
  ruleMet: 'met',
  ruleNotMet: 'not met yet',
  rule: (rule: RuleDescription): string => rule.message,
  violation: (violation: Violation): string => violation.message,

  forgot: {
    title: 'Forgot your password?',
    lead: 'Enter your e-mail address and we will send you a link to choose a new one.',
    identifier: 'E-mail address',
    submit: 'Send me a link',
    identifierInvalid: 'Enter one e-mail address, like name@example.com',
  },
  checkMail: {
    title: 'Check your mail',
    lead: 'If there is an account for the address you entered, a mail with a link is on its way.',
    lifetime: (minutes: number): string =>
      `The link works once, for ${minutes === 60 ? 'one hour' : `${minutes} minutes`}.`,
    nothingHeading: 'Nothing there after a few minutes?',
    spam: 'Look in your spam or junk folder.',
    typo: 'Make sure that you entered the address you signed up with.',
    again: 'Try again',
  },
  reset: {
    title: 'Choose a new password',
    titleInitial: 'Choose a password',
    leadFor: (email: string): string => `For ${email}`,
    newPassword: 'New password',
    submit: 'Save password',
  },
  done: {
    title: 'Your password is saved',
    lead: 'From now on, sign in with your new password.',
  },
  change: {
    title: 'Change your password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    submit: 'Change password',
    wrongPassword: 'This is not your current password',
    notPossible: 'The password of this account cannot be changed here.',
    changedMeanwhile:
      'Your password was changed a moment ago, somewhere else. Check before you try again.',
  },
  changed: {
    title: 'Your password is changed',
    lead: 'From now on, sign in with your new password.',
  },
  field: {
    required: 'Enter a password',
    tooLong: 'This password is too long',
    invalid: 'This password contains characters that cannot be used',
  },
  link: {
    expired: {
      title: 'This link has expired',
      lead: 'For your safety, links work for a short time only. Request a new one to go on.',
    },
    used: {
      title: 'This link was already used',
      lead: 'A password has been set with it, and each link works once. If that was not you, request a new link now.',
    },
    superseded: {
      title: 'There is a newer link',
      lead: 'Only the newest link works. Look for a later mail from us, or request a new link.',
    },
    invalid: {
      title: 'This link does not work',
      lead: 'It may have been cut off. Open the whole link from the mail again, or request a new one.',
    },
    cookieLost: {
      title: 'Open the link again',
      lead: 'This page is open in another browser, or for too long. Open the link in the mail here once more to go on.',
    },
  },
  throttled: {
    title: 'Too many tries',
    lead: (seconds: number): string =>
      seconds > 90
        ? `Please wait ${Math.ceil(seconds / 60)} minutes before you try again.`
        : `Please wait ${seconds} seconds before you try again.`,
  },
  unavailable: {
    title: 'Please try again in a moment',
    lead: 'We could not finish this just now. Go back and try again shortly.',
  },
  failed: {
    title: 'Something went wrong',
    lead: 'This is our fault, not yours. Please try again later.',
  },
  notFound: { title: 'Page not found', lead: 'There is nothing at this address.' },
  signedOut: { title: 'Please sign in', lead: 'Sign in to change your password.' },
  refused: {
    title: 'This request was refused',
    lead: 'It did not come from our own pages, or in a form that we understand. Open the page again and try once more.',
  },
};

/** The shape of a catalogue of texts. */
export type Texts = typeof english;
