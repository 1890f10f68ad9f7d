import type { Notices, NoticeWords } from '../../language.js';

const expected = 'If this was you, there is nothing to do.';

/** What all notices say but those of a password. */
const ofAccount = {
  preheader: () => expected,
  expected,
  disavow:
    'If this was not you, tell us here. The page asks for the address that this mail came to. Then it ends all sessions and locks the password.',
  unexpected: ({ hasSupport }) =>
    hasSupport
      ? 'If this was not you, tell us at once:'
      : 'If this was not you, get in touch with us at once.',
} satisfies Partial<NoticeWords>;

/** The notices in English. */
export const englishNotices: Notices = {
  passwordChanged: {
    reset: changed(
      ({ product, instant }) =>
        `The password of your ${product} account was changed on ${instant}, with a link or a code for choosing a new one.`,
    ),
    change: changed(
      ({ product, instant }) =>
        `The password of your ${product} account was changed on ${instant}, by someone who was signed in and knew the old one.`,
    ),
    initial: {
      ...changed(
        ({ product, instant }) =>
          `The first password of your ${product} account was set on ${instant}. From now on, you can sign in with it.`,
      ),
      subject: ({ product }) => `Your ${product} account has a password now`,
      heading: () => 'Your account has a password now',
    },
    direct_set: {
      subject: ({ product }) => `An administrator has set your ${product} password`,
      preheader: () => 'If you know about this, there is nothing to do.',
      heading: () => 'An administrator has set your password',
      body: ({ product, instant }) =>
        `An administrator of ${product} set a new password for your account on ${instant}. The old one no longer works.`,
      expected: 'If you know about this, there is nothing to do.',
      disavow:
        'If you know nothing about this, tell us here. The page asks for your e-mail address first. Then it ends all sessions and locks the password until you choose a new one.',
      unexpected: ({ hasSupport }) =>
        `If you know nothing about this, reset your password at once.${hasSupport ? ' Then tell us:' : ''}`,
    },
  },
  addressChanged: {
    ...ofAccount,
    subject: ({ product }) => `The address of your ${product} account was changed`,
    preheader: () => 'Mails about it no longer come here.',
    heading: () => 'Your e-mail address was changed',
    body: ({ product, instant }) =>
      `The e-mail address of your ${product} account was changed to another one on ${instant}. Mails about it go there from now on.`,
  },
  accountChanged: {
    second_factor_added: {
      ...ofAccount,
      subject: ({ product }) => `A second sign-in step was added to your ${product} account`,
      heading: () => 'A second sign-in step was added',
      body: ({ product, instant }) =>
        `A second sign-in step, such as a code from an app, was added to your ${product} account on ${instant}. From now on, signing in asks for it as well.`,
    },
    second_factor_removed: {
      ...ofAccount,
      subject: ({ product }) => `A second sign-in step was removed from your ${product} account`,
      heading: () => 'A second sign-in step was removed',
      body: ({ product, instant }) =>
        `A second sign-in step, such as a code from an app, was removed from your ${product} account on ${instant}. Signing in no longer asks for it.`,
    },
    recovery_codes_replaced: {
      ...ofAccount,
      subject: ({ product }) => `The recovery codes of your ${product} account were replaced`,
      heading: () => 'Your recovery codes were replaced',
      body: ({ product, instant }) =>
        `The recovery codes of your ${product} account were replaced by new ones on ${instant}. The old ones no longer work.`,
    },
    telephone_changed: {
      ...ofAccount,
      subject: ({ product }) => `The telephone number of your ${product} account was changed`,
      heading: () => 'Your telephone number was changed',
      body: ({ product, instant }) =>
        `The telephone number of your ${product} account was changed on ${instant}.`,
    },
    passkey_added: {
      ...ofAccount,
      subject: ({ product }) => `A passkey was added to your ${product} account`,
      heading: () => 'A passkey was added',
      body: ({ product, instant }) =>
        `A passkey was added to your ${product} account on ${instant}. From now on, it can be used to sign in.`,
    },
    passkey_removed: {
      ...ofAccount,
      subject: ({ product }) => `A passkey was removed from your ${product} account`,
      heading: () => 'A passkey was removed',
      body: ({ product, instant }) =>
        `A passkey was removed from your ${product} account on ${instant}. It can no longer be used to sign in.`,
    },
    provider_linked: {
      ...ofAccount,
      subject: ({ product }) => `A sign-in provider was linked to your ${product} account`,
      heading: () => 'A sign-in provider was linked',
      body: ({ product, instant }) =>
        `A sign-in provider, such as Google, was linked to your ${product} account on ${instant}. From now on, it can be used to sign in.`,
    },
    provider_unlinked: {
      ...ofAccount,
      subject: ({ product }) => `A sign-in provider was unlinked from your ${product} account`,
      heading: () => 'A sign-in provider was unlinked',
      body: ({ product, instant }) =>
        `A sign-in provider, such as Google, was unlinked from your ${product} account on ${instant}. It can no longer be used to sign in.`,
    },
    account_closed: {
      ...ofAccount,
      subject: ({ product }) => `Your ${product} account was closed`,
      heading: () => 'Your account was closed',
      body: ({ product, instant }) => `Your ${product} account was closed on ${instant}.`,
    },
  },
  disavow: {
    button: 'This wasn’t me',
    lifetime: ({ lifetime }) => `This link works for ${lifetime}.`,
  },
};

function changed(body: NoticeWords['body']): NoticeWords {
  return {
    subject: ({ product }) => `Your ${product} password was changed`,
    preheader: () => expected,
    heading: () => 'Your password was changed',
    body,
    expected,
    disavow:
      'If this was not you, tell us here. The page asks for your e-mail address first. Then it ends all sessions and locks the password until you choose a new one.',
    unexpected: ({ hasSupport }) =>
      `If this was not you, reset your password at once, and make sure that nobody else reads your mail.${
        hasSupport ? ' Then tell us:' : ''
      }`,
  };
}
