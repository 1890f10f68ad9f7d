import { englishAdmin } from './admin/en.js';
import { spanOfTime } from './counted.js';
import { englishPolicy } from './policy/en.js';

const span = spanOfTime('en', {
  hour: { one: 'one hour', other: '# hours' },
  minute: { one: 'one minute', other: '# minutes' },
  second: { one: 'one second', other: '# seconds' },
});

/** What the pages say of a channel that carries codes. */
export interface ChannelTexts {
  /** One of the ways to choose from. */
  readonly way: string;
  /** Above the field for the code; the same for everyone, so it must be true without an account. */
  readonly lead: string;
  /** What to do where nothing comes. */
  readonly nothing: string;
}

/** Every sentence of the hosted pages, in English. A translation is another object of this type. */
export const english = {
  /** BCP 47: `en`, `de`, `pt-BR`. Requests are matched with it, and `<html lang>` says it. */
  lang: 'en',
  dir: 'ltr' as 'ltr' | 'rtl',
  errorPrefix: 'Error: ',
  problem: 'There is a problem',
  signIn: 'Go to sign-in',
  /** Where who is signed in goes on, in the application. */
  goOn: 'Continue',
  requestNewLink: 'Request a new link',
  showPassword: 'Show',
  hidePassword: 'Hide',
  showPasswordLabel: 'Show password',
  rulesHeading: 'For your new password:',
  ruleMet: 'met',
  ruleNotMet: 'not met yet',
  /** What a rule of the policy asks, before anything is typed. */
  rule: englishPolicy.rule,
  /** What a password broke. */
  violation: englishPolicy.violation,

  forgot: {
    title: 'Forgot your password?',
    lead: 'Enter your e-mail address and we will send you a link to choose a new one.',
    identifier: 'E-mail address',
    submit: 'Send me a link',
    identifierInvalid: 'Enter one e-mail address, like name@example.com',
    code: {
      lead: 'Enter your e-mail address and we will send you a code to choose a new one.',
      submit: 'Send me a code',
    },
    choice: {
      lead: 'Enter your e-mail address and we will help you to choose a new one.',
      submit: 'Send',
      legend: 'What shall we send you?',
      link: 'A link to open',
      code: 'A code to type in here',
      /** Where something else than mail is offered, too. */
      byMail: { link: 'A link by e-mail', code: 'A code by e-mail' },
    },
  },
  checkMail: {
    title: 'Check your mail',
    lead: 'If there is an account for the address you entered, a mail with a link is on its way.',
    lifetime: (minutes: number): string => `The link works once, for ${span(minutes * 60)}.`,
    nothingHeading: 'Nothing there after a few minutes?',
    spam: 'Look in your spam or junk folder.',
    typo: 'Make sure that you entered the address you signed up with.',
    again: 'Try again',
  },
  code: {
    title: 'Enter the code',
    lead: 'If there is an account for the address you entered, a code is on its way.',
    lifetime: (minutes: number): string =>
      `It works for ${span(minutes * 60)}, in this browser only.`,
    label: 'Code',
    submit: 'Continue',
    again: 'Ask for a new code',
    linkInstead: 'Ask for a link instead',
    required: 'Enter the code',
    malformed: 'Enter the whole code, in digits only',
    /** Wrong, tried too often, or of nobody: the page knows no difference. */
    invalid: 'This code does not work. Check it, or ask for a new one.',
    dead: 'This code no longer works. Ask for a new one.',
    used: {
      title: 'This code was already used',
      lead: 'A password has been set with it, and each code works once. If that was not you, ask for a new code now.',
    },
    lost: {
      title: 'Ask for a new code',
      lead: 'This page was opened in another browser, or too long ago. Ask for a new code in this browser to go on.',
    },
  },
  /** What else than mail a code may go by, by the channel's name. One of your own goes beside it. */
  channels: {
    sms: {
      way: 'A code by text message (SMS)',
      lead: 'If there is an account with a phone number for the address you entered, a text message with a code is on its way.',
      nothing: 'Not every account has a phone number. If yours has none, choose another way.',
    },
  } as { readonly sms: ChannelTexts; readonly [channel: string]: ChannelTexts },
  reset: {
    title: 'Choose a new password',
    titleInitial: 'Choose a password',
    leadFor: (email: string): string => `For ${email}`,
    newPassword: 'New password',
    submit: 'Save password',
  },
  secondFactor: {
    title: 'Confirm that it is you',
    /** By method; `other` is for the methods of an adapter of one's own. */
    methods: {
      totp: {
        lead: 'Enter the code that your authenticator app shows now.',
        label: 'Code from the app',
        switchTo: 'Use your authenticator app instead',
      },
      recovery_code: {
        lead: 'Enter one of the recovery codes that you kept. Each works once.',
        label: 'Recovery code',
        switchTo: 'Use a recovery code instead',
      },
      other: {
        lead: 'Enter the code of your second sign-in step.',
        label: 'Code',
        switchTo: 'Confirm in another way',
      },
    },
    submit: 'Continue',
    required: 'Enter the code',
    invalid: 'This code is not right, or was used already',
    unavailable: 'The code cannot be checked just now. Try again in a moment.',
    denied: 'We could not confirm that it is you.',
  },
  done: {
    title: 'Your password is saved',
    lead: 'From now on, sign in with your new password.',
    /** Goes to the application's own page, as the parameter `message`. */
    message: 'Your password is saved.',
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
  invite: {
    title: 'Welcome',
    lead: 'Choose a password for your new account.',
    newPassword: 'Password',
    submit: 'Set password',
  },
  invited: {
    title: 'Your account is ready',
    lead: 'From now on, sign in with your password.',
  },
  forcedChange: {
    title: 'Choose a new password to go on',
    lead: 'You need a new password before you can sign in.',
  },
  initial: {
    title: 'Set a password',
    lead: 'Until now, you have signed in without a password. Set one to sign in with it, too.',
    newPassword: 'Password',
    submit: 'Set password',
    hasPassword: 'This account has a password already.',
  },
  disavow: {
    title: 'This wasn’t you?',
    lead: 'If you did not make the change that we told you about, enter the address that our mail came to. Then, at once:',
    consequences: [
      'everybody is signed out, on every device;',
      'the present password no longer works, nor does any link or code that is still open;',
      'we send you a link to choose a new password.',
    ],
    address: 'E-mail address',
    submit: 'Lock the account',
    itWasMe: 'If it was you, close this page. Nothing has happened.',
    mismatch: 'This is not the address that our mail came to',
    done: {
      title: 'The account is locked',
      lead: 'Everybody is signed out, and the old password no longer works. A mail with a link to choose a new one is on its way.',
      /** Stands by itself, since it is all that is left to be done here. */
      further: 'If other mails tell you of changes that were not yours, use their links as well.',
    },
    /** No link goes out, since the address is not the account's any more. */
    contact: {
      title: 'The account is locked',
      lead: 'Everybody is signed out, and the password no longer works. We cannot send a link to your address any more: get in touch with us, and we will help you back in.',
    },
    expired: {
      title: 'This link has expired',
      lead: 'If something about your account is not right, choose a new password now, and get in touch with us.',
    },
    used: {
      title: 'You have told us already',
      lead: 'The account was locked then and, if it is at your address, a link to choose a new password was mailed there. If it did not come, request another one; if none comes, get in touch with us.',
    },
  },
  denied: {
    title: 'This is not possible',
    lead: 'Your password cannot be changed in this way. If you think that this is a mistake, get in touch with us.',
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
      title: 'This link no longer works',
      lead: 'There may be a newer mail, the password may have been changed, or the link was taken back. Request a new one.',
    },
    invalid: {
      title: 'This link does not work',
      lead: 'It may have been cut off. Open the whole link from the mail again, or request a new one.',
    },
    cookieLost: {
      title: 'Open the link again',
      lead: 'This page was opened in another browser, or too long ago. Open the link in the mail here once more to go on.',
    },
  },
  /** For who may have come by a link or by a code; nobody can tell any more. */
  flowLost: {
    title: 'Please begin again',
    lead: 'This page was opened in another browser, or too long ago. If you came by a link, open it here once more. Otherwise, begin again.',
    again: 'Begin again',
  },
  throttled: {
    title: 'Too many tries',
    lead: (seconds: number): string => `Please wait ${span(seconds)} before you try again.`,
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
    lead: 'It did not come from our own pages, or not in a form that we understand. Open the page again and try once more.',
  },
  admin: englishAdmin,
};

/** The shape of a catalogue of texts. */
export type Texts = typeof english;
