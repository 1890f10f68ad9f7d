import type { Vector } from '../formats/each-format.js';

/** `php php.php` and `/usr/bin/python3 passlib_crypt.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'phpass 0.3, test.php',
    password: 'test12345',
    passwordHash: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0',
    cost: '11',
  },
  {
    source: 'passlib 1.7.4, test_handlers.py: John the Ripper',
    password: '123456',
    passwordHash: '$H$9PE8jEklgZhgLmZl5.HYJAzfGCQtzi1',
  },
  {
    source: 'passlib 1.7.4, test_handlers.py: John the Ripper',
    password: 'JohnRipper',
    passwordHash: '$P$612345678si5M0DDyPpmRCmcltU/YW/',
    cost: '8',
  },
  {
    source: 'passlib 1.7.4, test_handlers.py: John the Ripper',
    password: 'JohnRipper',
    passwordHash: '$P$B12345678L6Lpt4BxNotVIMILOa9u81',
    cost: '13',
  },
  {
    source: 'phpass of WordPress 6.1.9',
    password: 'correct horse',
    passwordHash: '$P$5saltsaltL3FzpWcZLJU9vJ2S4.XV11',
  },
  {
    source: 'phpass of WordPress 6.1.9',
    password: 'pässwörd €',
    passwordHash: '$P$5saltsalt6u0TYvJUeN/jR6sZZr6dh/',
  },
  {
    source: 'phpass of WordPress 6.1.9',
    password: 'x'.repeat(1024),
    passwordHash: '$P$5saltsaltzNQofezyrFl564TWCfz3K1',
  },
  {
    source: 'phpass, as phpBB calls it',
    password: ' "5 < 6" & so on',
    passwordHash: '$H$5saltsalt72tRMLTwtsBGKYn9yIBwA/',
  },
  {
    source: 'phpass, as phpBB calls it',
    password: 'correct horse',
    passwordHash: '$H$7saltsalt5SNqRssyrNAyP.gdwP.Yy.',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: 'correct horse',
    passwordHash: '$P$5saltsaltL3FzpWcZLJU9vJ2S4.XV11',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: 'pässwörd €',
    passwordHash: '$P$5saltsalt6u0TYvJUeN/jR6sZZr6dh/',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: '  spaces before',
    passwordHash: '$P$5saltsaltwOTBAxTjbFjqLeXsH.P3a0',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: 'it\'s "quoted"',
    passwordHash: '$P$5saltsaltWpU4ouuWv/AogiGtYEjYX/',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: '\ttab and back\\slash',
    passwordHash: '$P$5saltsaltX./FlWxHvrja1720Dq/60/',
  },
  {
    source: 'WordPress 6.1.9, by a form',
    password: 'x'.repeat(200),
    passwordHash: '$P$5saltsaltVyXF2qZONk.Z8bIUaQ5/6/',
  },
  {
    source: 'WordPress 6.1.9, by default',
    password: 'correct horse',
    passwordHash: '$P$B/VHu0RYg90xBzivTw66r8waAsIa3K.',
  },
  {
    source: 'passlib 1.7.4: phpass',
    password: 'pässwörd €',
    passwordHash: '$P$5saltsalt6u0TYvJUeN/jR6sZZr6dh/',
  },
];
