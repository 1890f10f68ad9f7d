import type { Vector } from '../formats/each-format.js';

export const LONG_PEPPER = 'c0ffee11'.repeat(16);
export const SHORT_PEPPER = 'pépper';

/** `ruby ruby.rb`: see scripts/hash-vectors/. */
export const pepperedVectors: readonly (Vector & { readonly pepper: string })[] = [
  {
    source: 'Devise 4.8.1: pepper of 128 bytes',
    pepper: LONG_PEPPER,
    password: 'correct horse',
    passwordHash: '$2a$04$KAde3lEgg6V5v6ZZyWbEjeWQnZfODRtME.E/FekZ4zSWN9lAUkDHi',
  },
  {
    source: 'Devise 4.8.1: pepper of 128 bytes',
    pepper: LONG_PEPPER,
    password: 'pässwörd €',
    passwordHash: '$2a$04$rcmWjiQUpvPO1pHuN8oZKOpLZCpZUqfEZPmEs0rJ98En0uPn7kYVi',
  },
  {
    source: 'Devise 4.8.1: pepper of 128 bytes',
    pepper: LONG_PEPPER,
    password: 'x'.repeat(71),
    passwordHash: '$2a$04$EsXCz0S199UWv4tWcBWLw.m3zK5i9swo6WyFNd8m9doWgvM/99jAy',
  },
  {
    source: 'Devise 4.8.1: pepper of 128 bytes',
    pepper: LONG_PEPPER,
    password: 'x'.repeat(72),
    passwordHash: '$2a$04$9.Mlh8mTRqvpBtSpherVtuxMZUhz3kij/eHEgN9XZOxaiES/iNce.',
  },
  {
    source: 'Devise 4.8.1: pepper of 128 bytes',
    pepper: LONG_PEPPER,
    password: 'éééééééééééééééééééééééééééééééééééé',
    passwordHash: '$2a$04$DSBdhavF1dOgl.9i4wKo7ulHJzeJweRNK1nCjpaZGoENzNXpGcTEO',
  },
  {
    source: 'Devise 4.8.1: pepper of 7 bytes',
    pepper: SHORT_PEPPER,
    password: 'correct horse',
    passwordHash: '$2a$04$upEqq.IGXQgUNNt8au2POuzCxT1DggxIwDpgBczDiPp3ixUCwF7l6',
  },
  {
    source: 'Devise 4.8.1: pepper of 7 bytes',
    pepper: SHORT_PEPPER,
    password: 'pässwörd €',
    passwordHash: '$2a$04$zjbJu.Dj3J06KkKpFNXdp.0tOcxfHJHSKei8pLa3bOQ4XTAdaICdW',
  },
  {
    source: 'Devise 4.8.1: pepper of 7 bytes',
    pepper: SHORT_PEPPER,
    password: 'x'.repeat(71),
    passwordHash: '$2a$04$1Qi3PqzX3tzUSUTgT1cKB.rCbO3SfOZYL5iGK/VrcWB/sB5nJGUia',
  },
  {
    source: 'Devise 4.8.1: pepper of 7 bytes',
    pepper: SHORT_PEPPER,
    password: 'x'.repeat(72),
    passwordHash: '$2a$04$YFCpaKu5gQg8Zlu/RoUh6.u1hFcHW1Uv1z9WOexLDVnkAqRIgh952',
  },
  {
    source: 'Devise 4.8.1: pepper of 7 bytes',
    pepper: SHORT_PEPPER,
    password: 'éééééééééééééééééééééééééééééééééééé',
    passwordHash: '$2a$04$GsHEyCHA1xk0dTqF38KRzOpXnkiZ4btd.L8SoirtSCaYzQy6suuFW',
  },
];

/** Of a password of 79 bytes, which Devise cut at 72: it takes any other with the same beginning. */
export const cutByDevise = {
  pepper: LONG_PEPPER,
  password: `${'x'.repeat(72)}its end`,
  passwordHash: '$2a$04$aNgXPg3EYoF964pW475/kuiJgsqQsYgAZdEvIo8Uxn3tyO462XAhq',
};
