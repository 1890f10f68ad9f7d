import type { Vector } from '../formats/each-format.js';

/** `perl crypt.pl` and `/usr/bin/python3 passlib_crypt.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'FreeBSD, lib/libcrypt/tests/crypt_tests.c',
    password: '0.s0.l33t',
    passwordHash: '$1$deadbeef$0Huu6KHrKLVWfqa4WljDE0',
  },
  {
    source: 'DokuWiki, _test/tests/inc/auth_password.test.php: an empty salt',
    password: 'foo',
    passwordHash: '$1$$n1rTiFE0nRifwV/43bVon/',
  },
  {
    source: 'libxcrypt 4.4.33: $1$',
    password: 'correct horse',
    passwordHash: '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673/',
  },
  {
    source: 'libxcrypt 4.4.33: $1$',
    password: 'pässwörd €',
    passwordHash: '$1$s4lt./XY$I1F9wcybJKxxcyutX7xAT0',
  },
  {
    source: 'libxcrypt 4.4.33: $1$',
    password: 'x'.repeat(511),
    passwordHash: '$1$s4lt./XY$ifPdBBPoogs/ufaH1B8ax/',
  },
  {
    source: 'mkpasswd 5.5.17: md5crypt',
    password: 'correct horse',
    passwordHash: '$1$saltsalt$NuzA7WTAelpl95xgBGWN60',
  },
  {
    source: 'passlib 1.7.4: md5_crypt',
    password: 'correct horse',
    passwordHash: '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673/',
  },
  {
    source: 'passlib 1.7.4: md5_crypt',
    password: 'pässwörd €',
    passwordHash: '$1$s4lt./XY$I1F9wcybJKxxcyutX7xAT0',
  },
  {
    source: 'passlib 1.7.4: md5_crypt',
    password: 'x'.repeat(100),
    passwordHash: '$1$s4lt./XY$1pkNkIeqc8/BJYzw6xYIW/',
  },
];
