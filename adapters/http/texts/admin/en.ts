import { counted } from '../counted.js';

const endedSessions = counted('en', { one: 'One session has ended.', other: '# sessions ended.' });
const revokedTickets = counted('en', {
  one: 'One link or code is revoked.',
  other: '# links and codes are revoked.',
});

/** Every sentence of the administrator's page, in English. */
export const englishAdmin = {
  title: 'Danger Zone: Change Password',
  notAllowed: {
    title: 'This page is for administrators',
    lead: 'Your account may not manage the passwords of others.',
  },
  find: {
    label: 'E-mail address or user ID',
    submit: 'Find account',
    none: 'There is no such account.',
    several: 'Several accounts match. Choose one.',
    another: 'Find another account',
  },
  account: {
    heading: 'Account',
    name: 'Display name',
    id: 'User ID',
    email: 'E-mail address',
    verified: 'E-mail address verified',
    disabled: 'Disabled',
    provider: 'Signs in with',
    hasPassword: 'Has a password',
    passwordChanged: 'Password last changed',
    changeRequired: 'Change required',
    openTickets: 'Open links and codes',
    yes: 'Yes',
    no: 'No',
  },
  yourPassword: {
    label: 'Your own password',
    lead: 'For your safety, enter your own password.',
    wrong: 'This is not your own password',
  },
  setPassword: {
    heading: 'Set a password',
    newPassword: 'New password',
    mustChange: 'Ask for a new one at the next sign-in',
    notify: 'Tell the person by e-mail',
    submit: 'Set password',
    done: 'The password is set.',
    sessionsPending: 'Not all sessions could be ended yet. We keep trying.',
  },
  requireChange: {
    heading: 'Require a change',
    lead: 'At the next sign-in, a new password must be chosen.',
    reason: 'Reason',
    reasons: {
      administrative: 'An administrator asks for it',
      expired: 'The password is too old',
      policy: 'The password no longer meets the rules',
      breached: 'Somebody else may know the password; all sessions end at once',
      disavowed: 'The owner has said that a change was not theirs; locked',
      disputed:
        'A change was disavowed from an address of before; in dispute until an administrator ends that',
      locked: 'An administrator has locked the password',
    },
    submit: 'Require a change',
    done: 'A change is required from the next sign-in on.',
  },
  sendReset: {
    heading: 'Send a reset mail',
    submit: 'Send the mail',
    done: 'The mail is on its way.',
  },
  sendInvitation: {
    heading: 'Send an invitation',
    lead: 'A mail with a link to choose the first password. An earlier invitation no longer works.',
    submit: 'Send the invitation',
    done: 'The invitation is on its way.',
  },
  ticketLink: {
    heading: 'Make a link',
    lead: 'Whoever opens this link can set the password of this account. Hand it over in a safe way.',
    submit: 'Make a link',
    done: 'The link is ready. It is shown only once.',
    copy: 'Copy',
    copied: 'Copied',
    label: 'Link to hand over',
    expires: (instant: string): string => `Works until ${instant}`,
  },
  revokeTickets: {
    heading: 'Revoke links and codes',
    lead: 'Which ones?',
    all: 'All of them, and mails that are still waiting',
    kinds: {
      reset: 'Link to reset the password',
      code: 'Code to reset the password',
      administrative: 'Link of an administrator',
      invite: 'Invitation',
      forced_change: 'Link of a required change',
    },
    submit: 'Revoke',
    done: (count: number): string =>
      count === 0 ? 'There was nothing to revoke.' : revokedTickets(count),
  },
  lock: {
    heading: 'Lock the password',
    lead: 'All sessions, links and codes end. After that, only a mailed link or an administrator helps.',
    notify: 'Mail the person a link to choose a new one',
    submit: 'Lock the password',
    done: 'The password is locked.',
  },
  unlock: {
    heading: 'Unlock the password',
    lead: 'The password works as before. Make sure that nobody else knows it.',
    submit: 'Unlock the password',
    done: 'The password is unlocked.',
  },
  endDispute: {
    heading: 'End the dispute',
    lead: 'First find out who the owner is. Put the address right by your own means, and take back what else somebody has changed, a second sign-in step for example: this page does neither. Go on only if this is the owner’s address:',
    link: 'A link to choose a new password goes there, and until it is used the password stays locked. The links of all earlier notices stop working.',
    noLink:
      'No link can be mailed there as the account is now. The password stays locked, and the links of all earlier notices stop working.',
    submit: 'End the dispute',
    done: 'The dispute is ended. The password stays locked until the owner chooses a new one.',
  },
  endSessions: {
    heading: 'End all sessions',
    submit: 'End all sessions',
    done: (count: number): string =>
      count === 0 ? 'There was no session to end.' : endedSessions(count),
  },
  refused: {
    identityProvider: 'This account signs in with its provider and has no password here.',
    noPassword: 'This account has no password yet.',
    hasPassword: 'This account has a password already.',
    notLocked: 'The password of this account is not locked.',
    inDispute:
      'This account is in dispute: the address may be somebody else’s. Until you end the dispute, nothing is offered that would let anybody in.',
    notDisputed: 'This account is not in dispute.',
    disabled: 'This account is disabled.',
    noAddress: 'This account has no e-mail address.',
    changedMeanwhile:
      'This account was changed a moment ago, somewhere else. Check before you try again.',
    noSessionStore: 'Sessions cannot be ended from here.',
  },
};

export type AdminTexts = typeof englishAdmin;
