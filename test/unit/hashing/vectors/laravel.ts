import type { Vector } from '../formats/each-format.js';

/** `php php.php`: see scripts/hash-vectors/. Laravel stores what PHP’s password_hash() returns. */
export const vectors: readonly Vector[] = [
  {
    source: 'PHP 8.2.36: password_hash, bcrypt',
    password: 'correct horse',
    passwordHash: '$2y$04$DKA57s54RzVgUVK1dri69ejVHz7I01biFo3kDUT0UJYerQg.jEGYq',
  },
  {
    source: 'PHP 8.2.36: password_hash, argon2id',
    password: 'correct horse',
    passwordHash:
      '$argon2id$v=19$m=64,t=1,p=1$S1NqdzIzaHBlZ3V1QUVIdA$MVoxusP2tQAYqnrvPcwPcjLsE5k/GYQ95BknvZhGkfg',
  },
  {
    source: 'PHP 8.2.36: password_hash, argon2i',
    password: 'correct horse',
    passwordHash:
      '$argon2i$v=19$m=64,t=1,p=1$Y2NhY2o0YVlxUXNTdEpXeA$Wt+Ijbygv3kpKYPHIK1Janr/xbJEltpHUYwnUpXfdY8',
  },
  {
    source: 'PHP 8.2.36: password_hash, bcrypt',
    password: 'pässwörd €',
    passwordHash: '$2y$04$7kckdcLw.aTk6GAiaiT1Wu/3Y2ygs9MtGrD8hUN9fiqprQsUi5dLS',
  },
  {
    source: 'PHP 8.2.36: password_hash, argon2id',
    password: 'pässwörd €',
    passwordHash:
      '$argon2id$v=19$m=64,t=1,p=1$SzdZenZrWmtpU0hxcHZJLw$CwjAbVnWlNhmQKe0cIFRfl0qhr6kZtRrMbSec2Ije5Q',
  },
  {
    source: 'PHP 8.2.36: password_hash, argon2i',
    password: 'pässwörd €',
    passwordHash:
      '$argon2i$v=19$m=64,t=1,p=1$N21NeUsxQXRodGdsMk1nUw$2wEqERbSh0FsyOZ07TRZyQpKNtrJTOHLphuT/g38n+8',
  },
  {
    source: 'PHP 8.2.36: bcrypt as Laravel has it by default',
    password: 'correct horse',
    passwordHash: '$2y$12$7rrAmTBQYrShenJAamjuQeODZhVnULVG/yMRafVVAzg.96NNhkCAG',
  },
  {
    source: 'PHP 8.2.36: argon2id as Laravel has it by default',
    password: 'correct horse',
    passwordHash:
      '$argon2id$v=19$m=65536,t=4,p=1$bGx6WFhVd0pVRXI3M3Uwag$ZCS3eIDWMIcnlib3GvvijNgj87uK67+hCF0VJBmsNfc',
  },
];
