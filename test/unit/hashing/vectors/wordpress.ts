import type { Vector } from '../formats/each-format.js';

/** `php php.php` runs WordPress’s own wp_hash_password(): see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'php-wasm, demo-web/scripts/build-wordpress-demo.sh: WordPress 7.1',
    password: 'admin',
    passwordHash: '$wp$2y$10$Q1xinFjrZeLWJBvxviIL6u834Fu.evIEFHAUVisQ5O.w9Dm0sMdES',
    cost: '10',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: 'correct horse',
    passwordHash: '$wp$2y$04$JGyoANWIY9N71IjsHgLf3eiTac5mDcTC9WEwiz6s4opE.bxekqAdK',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: 'pässwörd €',
    passwordHash: '$wp$2y$04$QCAVC4dYuuCDeIUInNSRwufYHc82fn0xjiweISGGFoceEJH0wy5z6',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: '  spaces before',
    passwordHash: '$wp$2y$04$1ZOGqzN7aL8LFm7hsTmUouaQVx1cKx30nokSH0fAZm.2Wb8TXjxma',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: 'it\'s "quoted"',
    passwordHash: '$wp$2y$04$Yh27fRhPNC9lwAnmmO8IKOYcYfO6WNFAWfXJazBkMeZQogIXIaVuq',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: '\ttab and back\\slash',
    passwordHash: '$wp$2y$04$ca43eygGI8TsWXy5b8G4nu.hjJsfLJ4i29bwuC8h9SMzv119Jwx.q',
  },
  {
    source: 'WordPress 6.8.12, by a form',
    password: 'x'.repeat(200),
    passwordHash: '$wp$2y$04$cF3eyZrtAuu7YZHfHJlyXOitbH5MP98Ek0UKSJT.TwHrunK.qxA6.',
  },
  {
    source: 'WordPress 6.8.12, by a program',
    password: 'it\'s "quoted"',
    passwordHash: '$wp$2y$04$/ONc662jWaHVubcZDhFSeOe7XtRd7W3MyY/2TY02Id17e7CIcq.lq',
  },
  {
    source: 'WordPress 6.8.12, by default',
    password: 'correct horse',
    passwordHash: '$wp$2y$10$nI/1zKRDoK2nj9sZWLMp3O4jp2DNax3je1oUQi4XBnGKyiZF6CUVu',
  },
];
