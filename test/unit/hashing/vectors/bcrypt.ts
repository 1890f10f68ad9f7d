import type { Vector } from '../formats/each-format.js';

/** `perl crypt.pl`, `ruby ruby.rb` and `/usr/bin/python3 passlib_crypt.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'crypt_blowfish, wrapper.c',
    password: 'U*U',
    passwordHash: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
    cost: '05',
  },
  {
    source: 'crypt_blowfish, wrapper.c',
    password: 'U*U*',
    passwordHash: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK',
  },
  {
    source: 'crypt_blowfish, wrapper.c',
    password: 'U*U*U',
    passwordHash: '$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a',
  },
  {
    source: 'crypt_blowfish, wrapper.c: $2x$',
    password: 'ё',
    passwordHash: '$2x$05$6bNw2HLQYeqHYyBfLMsv/OiwqTymGIGzFsA4hOTWebfehXHNprcAS',
    cost: '05',
  },
  {
    source: 'jBCrypt',
    password: 'abc',
    passwordHash: '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i',
  },
  {
    source: 'jBCrypt',
    password: '~!@#$%^&*()      ~!@#$%^&*()PNBFRD',
    passwordHash: '$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO',
  },
  {
    source: 'libxcrypt 4.4.33: $2a$',
    password: 'pässwörd €',
    passwordHash: '$2a$04$abcdefghijklmnopqrstuuKnHl.x1yQ06jW2xtQY6ynPSc7M2jr9G',
  },
  {
    source: 'libxcrypt 4.4.33: $2b$',
    password: 'correct horse',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e',
  },
  {
    source: 'libxcrypt 4.4.33: $2b$',
    password: 'pässwörd €',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuuKnHl.x1yQ06jW2xtQY6ynPSc7M2jr9G',
  },
  {
    source: 'libxcrypt 4.4.33: $2b$',
    password: 'ё',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuuSqNATdQiNEckAKLsqgsKbAM5.hZoMCq',
  },
  {
    source: 'libxcrypt 4.4.33: $2b$',
    password: '12345678é',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuuT0UenMs8szznMiMt82TiFOqsTU/lQFK',
  },
  {
    source: 'libxcrypt 4.4.33: $2b$',
    password: 'éééééééééééééééééééééééééééééééééééé',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuuKiIlCeXB6chNXkLyAo8C7XcLPzh6zUe',
  },
  {
    source: 'libxcrypt 4.4.33: $2y$',
    password: 'pässwörd €',
    passwordHash: '$2y$04$abcdefghijklmnopqrstuuKnHl.x1yQ06jW2xtQY6ynPSc7M2jr9G',
  },
  {
    source: 'libxcrypt 4.4.33: $2x$',
    password: 'correct horse',
    passwordHash: '$2x$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e',
  },
  {
    source: 'libxcrypt 4.4.33: $2x$',
    password: 'pässwörd €',
    passwordHash: '$2x$04$abcdefghijklmnopqrstuuJyXn8qIFULXDVPr53Gj0EiECZsyzwd2',
  },
  {
    source: 'libxcrypt 4.4.33: $2x$',
    password: 'ё',
    passwordHash: '$2x$04$abcdefghijklmnopqrstuumjGosqV8OkKEcduYTNz5PKN2scswFya',
  },
  {
    source: 'libxcrypt 4.4.33: $2x$',
    password: '12345678é',
    passwordHash: '$2x$04$abcdefghijklmnopqrstuuc6F5CWIE18.4vRsoVvDWaTd9F/ImxHu',
  },
  {
    source: 'libxcrypt 4.4.33: $2x$',
    password: 'éééééééééééééééééééééééééééééééééééé',
    passwordHash: '$2x$04$abcdefghijklmnopqrstuuLJnlGTsXIYCJ.8BIiNKY5Jxmhy6mKbq',
  },
  {
    source: 'Devise 4.8.1: pepper of 0 bytes',
    password: 'correct horse',
    passwordHash: '$2a$04$SkI7LEFo2UxxzBXspDUU6Oxta1iJ/FEIKELvg9KrvnEwSKWCcHGvW',
  },
  {
    source: 'Devise 4.8.1: pepper of 0 bytes',
    password: 'pässwörd €',
    passwordHash: '$2a$04$8bQHWplZk3Oa66sR4byCaOgVEta8crnihHeCeZ1R1BiUfyx8cj24e',
  },
  {
    source: 'Devise 4.8.1: pepper of 0 bytes',
    password: 'éééééééééééééééééééééééééééééééééééé',
    passwordHash: '$2a$04$voBK0LKXuInfZEO8s/uqG.q.U0WbOz31sNmg/CxLV6rL8lEOrfe0.',
  },
  {
    source: 'passlib 1.7.4: bcrypt',
    password: 'pässwörd €',
    passwordHash: '$2b$04$abcdefghijklmnopqrstuuKnHl.x1yQ06jW2xtQY6ynPSc7M2jr9G',
  },
];
