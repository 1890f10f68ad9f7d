import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const times = counted('fr', { one: 'd’une fois', other: 'de # fois' });
const lastDays = counted('fr', {
  one: 'au cours du dernier jour',
  other: 'au cours des # derniers jours',
});
const inHours = counted('fr', { one: '# heure', other: '# heures' });
const kinds = listedKinds('fr', {
  lower: 'minuscules',
  upper: 'majuscules',
  digit: 'chiffres',
  special: 'caractères spéciaux',
});

/** What rules ask and what passwords broke, in French, with its no-break spaces (U+00A0, U+202F). */
export const frenchPolicy = policyTexts(
  {
    length: ({ min, max }) => `De ${min} à ${max} caractères ; les espaces comptent.`,
    too_short: ({ min }) => `Utilisez au moins ${min} caractères.`,
    too_long: ({ max, maxBytes }) => `Utilisez au plus ${max} caractères (et ${maxBytes} octets).`,
    common_password: () => 'Choisissez un mot de passe qui ne soit ni courant ni facile à deviner.',
    contains_account_data: () =>
      'Choisissez un mot de passe qui ne contienne ni votre nom ni votre adresse.',
    context_word: () =>
      'Choisissez un mot de passe qui ne repose pas sur des mots propres à ce service, comme son nom.',
    breached_password: () =>
      'Choisissez un mot de passe qui ne figure sur aucune liste de mots de passe volés.',
    too_weak: () => 'Choisissez un mot de passe difficile à deviner.',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `Incluez les types de caractères suivants : ${list}.`
        : `Incluez au moins ${asked.atLeast} des types de caractères suivants : ${list}.`;
    },
    identical_run: ({ max }) => `N’utilisez aucun caractère plus ${times(max)} de suite.`,
    sequential_run: ({ max, keyboard }) =>
      `N’utilisez aucune suite telle que ${keyboard ? 'abc, 321 ou aze' : 'abc ou 321'} qui dépasse ${max} caractères.`,
    too_recent: ({ hours }) =>
      `Votre mot de passe ne pourra être modifié à nouveau que ${inHours(hours)} après la dernière modification.`,
    reused_password: ({ last }) =>
      last === 1
        ? 'Choisissez un mot de passe différent de l’actuel.'
        : `Choisissez un mot de passe différent de vos ${last} derniers.`,
    reusedWithinDays: ({ withinDays }) =>
      `Choisissez un mot de passe que vous n’avez pas utilisé ${lastDays(withinDays)}.`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `Choisissez un mot de passe différent de vos ${last} derniers et que vous n’avez pas utilisé ${lastDays(withinDays)}.`,
  },
  {
    breached_password: () =>
      'Ce mot de passe figure sur une liste de mots de passe volés. Choisissez-en un autre.',
    too_weak: () => 'Ce mot de passe est trop facile à deviner. Choisissez-en un autre.',
  },
);
