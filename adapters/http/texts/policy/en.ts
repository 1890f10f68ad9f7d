import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const times = counted('en', { one: 'once', other: '# times' });
const lastDays = counted('en', { one: 'the last day', other: 'the last # days' });
const inHours = counted('en', { one: 'one hour', other: '# hours' });
const kinds = listedKinds('en', {
  lower: 'lower-case letters',
  upper: 'upper-case letters',
  digit: 'digits',
  special: 'special characters',
});

/** What rules ask and what passwords broke, in English. */
export const englishPolicy = policyTexts({
  length: ({ min, max }) => `Use ${min} to ${max} characters; spaces count.`,
  too_short: ({ min }) => `Use at least ${min} characters.`,
  too_long: ({ max, maxBytes }) => `Use at most ${max} characters (and ${maxBytes} bytes).`,
  common_password: () => 'Choose a password that is not common or easily guessed.',
  contains_account_data: () => 'Choose a password that does not contain your name or address.',
  context_word: () =>
    'Choose a password that is not built on words of this service, such as its name.',
  // What these say is English already, and the second one gives advice.
  breached_password: (_params, message) => message,
  too_weak: (_params, message) => message,
  character_classes: (asked) => {
    const { list, all } = kinds(asked);
    return all ? `Use ${list}.` : `Use at least ${asked.atLeast} of these: ${list}.`;
  },
  identical_run: ({ max }) => `Use no character more than ${times(max)} in a row.`,
  sequential_run: ({ max, keyboard }) =>
    `Use no sequence like ${keyboard ? 'abc, 321 or qwe' : 'abc or 321'} that is longer than ${max} characters.`,
  too_recent: ({ hours }) => `Your password can be changed again once it is ${inHours(hours)} old.`,
  reused_password: ({ last }) =>
    last === 1
      ? 'Choose a password that is not your present one.'
      : `Choose a password that is not one of your last ${last}.`,
  reusedWithinDays: ({ withinDays }) =>
    `Choose a password that you have not used within ${lastDays(withinDays)}.`,
  reusedLastOrWithinDays: ({ last, withinDays }) =>
    `Choose a password that is not one of your last ${last} and that you have not used within ${lastDays(withinDays)}.`,
});
