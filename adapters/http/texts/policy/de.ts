import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const times = counted('de', { one: 'einmal', other: '#-mal' });
const lastDays = counted('de', { one: 'am letzten Tag', other: 'in den letzten # Tagen' });
const inHours = counted('de', { one: 'eine Stunde', other: '# Stunden' });
const kinds = listedKinds('de', {
  lower: 'Kleinbuchstaben',
  upper: 'Großbuchstaben',
  digit: 'Ziffern',
  special: 'Sonderzeichen',
});

/** What rules ask and what passwords broke, in German. */
export const germanPolicy = policyTexts(
  {
    length: ({ min, max }) => `${min} bis ${max} Zeichen; Leerzeichen zählen mit.`,
    too_short: ({ min }) => `Verwenden Sie mindestens ${min} Zeichen.`,
    too_long: ({ max, maxBytes }) =>
      `Verwenden Sie höchstens ${max} Zeichen (und ${maxBytes} Bytes).`,
    common_password: () =>
      'Wählen Sie ein Passwort, das nicht verbreitet und nicht leicht zu erraten ist.',
    contains_account_data: () =>
      'Wählen Sie ein Passwort, das weder Ihren Namen noch Ihre Adresse enthält.',
    context_word: () =>
      'Wählen Sie ein Passwort, das nicht auf Begriffen dieses Dienstes, etwa seinem Namen, aufbaut.',
    breached_password: () =>
      'Wählen Sie ein Passwort, das auf keiner Liste gestohlener Passwörter steht.',
    too_weak: () => 'Wählen Sie ein Passwort, das schwer zu erraten ist.',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `Verwenden Sie ${list}.`
        : `Verwenden Sie mindestens ${asked.atLeast} dieser Zeichenarten: ${list}.`;
    },
    identical_run: ({ max }) =>
      `Verwenden Sie kein Zeichen öfter als ${times(max)} hintereinander.`,
    sequential_run: ({ max, keyboard }) =>
      `Verwenden Sie keine Folgen wie ${keyboard ? 'abc, 321 oder qwe' : 'abc oder 321'}, die länger als ${max} Zeichen sind.`,
    too_recent: ({ hours }) =>
      `Ihr Passwort lässt sich erst ${inHours(hours)} nach der letzten Änderung wieder ändern.`,
    reused_password: ({ last }) =>
      last === 1
        ? 'Wählen Sie ein anderes Passwort als Ihr jetziges.'
        : `Wählen Sie ein Passwort, das nicht zu Ihren letzten ${last} gehört.`,
    reusedWithinDays: ({ withinDays }) =>
      `Wählen Sie ein Passwort, das Sie ${lastDays(withinDays)} nicht verwendet haben.`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `Wählen Sie ein Passwort, das nicht zu Ihren letzten ${last} gehört und das Sie ${lastDays(withinDays)} nicht verwendet haben.`,
  },
  {
    breached_password: () =>
      'Dieses Passwort steht auf einer Liste gestohlener Passwörter. Wählen Sie ein anderes.',
    too_weak: () => 'Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes.',
  },
);
