const MESSAGES = {
  invalid_credentials: 'The e-mail address or the password is not right.',
  change_required: 'Please choose a new password.',
  reset_required: 'This password is locked. Ask for a link to choose a new one.',
  wrong_password: 'The current password is not right.',
  throttled: 'Too many tries. Please wait a few minutes.',
  token_expired: 'This link is too old. Ask for a new one.',
  token_invalid: 'This link is not one of ours. Ask for a new one.',
  token_used: 'This link was used already. Ask for a new one if that was not you.',
  token_superseded: 'There is a newer link in your mailbox.',
};

/** A refusal in words: the broken rules where there are some, or else its reason. */
export function messageOf({ reason, violations }) {
  const broken = violations?.map(({ message }) => message).join(' ');
  return broken ?? MESSAGES[reason] ?? 'That did not work. Please try again.';
}
