import { counted } from '../counted.js';
import { policyTexts } from './by-code.js';
import { listedKinds } from './listed-kinds.js';

const times = counted('es', { one: 'una vez seguida', other: '# veces seguidas' });
const lastDays = counted('es', { one: 'en el último día', other: 'en los últimos # días' });
const inHours = counted('es', { one: 'una hora', other: '# horas' });
const kinds = listedKinds('es', {
  lower: 'minúsculas',
  upper: 'mayúsculas',
  digit: 'números',
  special: 'caracteres especiales',
});

/** What rules ask and what passwords broke, in Spanish. */
export const spanishPolicy = policyTexts(
  {
    length: ({ min, max }) => `Entre ${min} y ${max} caracteres; los espacios cuentan.`,
    too_short: ({ min }) => `Use al menos ${min} caracteres.`,
    too_long: ({ max, maxBytes }) => `Use como máximo ${max} caracteres (y ${maxBytes} bytes).`,
    common_password: () => 'Elija una contraseña que no sea común ni fácil de adivinar.',
    contains_account_data: () => 'Elija una contraseña que no contenga su nombre ni su dirección.',
    context_word: () =>
      'Elija una contraseña que no se base en palabras propias de este servicio, como su nombre.',
    breached_password: () =>
      'Elija una contraseña que no figure en ninguna lista de contraseñas robadas.',
    too_weak: () => 'Elija una contraseña difícil de adivinar.',
    character_classes: (asked) => {
      const { list, all } = kinds(asked);
      return all
        ? `Use ${list}.`
        : `Use al menos ${asked.atLeast} de estos tipos de caracteres: ${list}.`;
    },
    identical_run: ({ max }) => `No use ningún carácter más de ${times(max)}.`,
    sequential_run: ({ max, keyboard }) =>
      `No use secuencias como ${keyboard ? 'abc, 321 o qwe' : 'abc o 321'} que pasen de ${max} caracteres.`,
    too_recent: ({ hours }) =>
      `Su contraseña no se puede volver a cambiar hasta ${inHours(hours)} después del último cambio.`,
    reused_password: ({ last }) =>
      last === 1
        ? 'Elija una contraseña distinta de la actual.'
        : `Elija una contraseña distinta de las últimas ${last}.`,
    reusedWithinDays: ({ withinDays }) =>
      `Elija una contraseña que no haya usado ${lastDays(withinDays)}.`,
    reusedLastOrWithinDays: ({ last, withinDays }) =>
      `Elija una contraseña distinta de las últimas ${last} y que no haya usado ${lastDays(withinDays)}.`,
  },
  {
    breached_password: () =>
      'Esta contraseña figura en una lista de contraseñas robadas. Elija otra.',
    too_weak: () => 'Esta contraseña es demasiado fácil de adivinar. Elija otra.',
  },
);
