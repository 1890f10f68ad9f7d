import type { Vector } from '../formats/each-format.js';

/** The rows of versions were made by scripts/hash-vectors/python.py. */
export const vectors: readonly Vector[] = [
  {
    source: 'django 3.2.25: pbkdf2_sha256',
    password: 'pässwörd €',
    passwordHash:
      'pbkdf2_sha256$260000$n4Tq9ZcVb2LxW7KdJ0sMyR$nKuqIC98zwhxmnQLDERHN/VwZ2/4WabQKPN8ukz+ESs=',
    cost: 'sha256,i=260000,l=32',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py of 4.1: test_pbkdf2',
    password: 'lètmein',
    passwordHash: 'pbkdf2_sha256$390000$seasalt$8xBlGd3jVgvJ+92hWPxi5ww0uuAuAnKgC45eudxro7c=',
    cost: 'sha256,i=390000,l=32',
  },
  {
    source: 'django 3.2.25: pbkdf2_sha1',
    password: 'pässwörd €',
    passwordHash: 'pbkdf2_sha1$260000$n4Tq9ZcVb2LxW7KdJ0sMyR$tJDz9eJOaUus0eHLG+8Pn1Jcyvg=',
    cost: 'sha1,i=260000,l=20',
  },
  {
    source: 'django 3.2.25: argon2',
    password: 'pässwörd €',
    passwordHash:
      'argon2$argon2id$v=19$m=102400,t=2,p=8$bjRUcTlaY1ZiMkx4VzdLZEowc015Ug$XIWAkmlI/fUg4jv0USWeKw',
    cost: 'argon2id m=102400,t=2,p=8',
  },
  {
    source: 'django 5.2.17: argon2',
    password: 'correct horse',
    passwordHash:
      'argon2$argon2id$v=19$m=102400,t=2,p=8$bjRUcTlaY1ZiMkx4VzdLZEowc015Ug$bJNkwi2yqGtQ31y9mXuSg4wJnEk+9i48RXbRWk1rtq8',
    cost: 'argon2id m=102400,t=2,p=8',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_argon2, without version',
    password: 'secret',
    passwordHash:
      'argon2$argon2i$m=8,t=1,p=1$c29tZXNhbHQ$gwQOXSNhxiOxPOA0+PY10P9QFO4NAYysnqRt1GSQLE55m+2GYDt9FEjPMHhP2Cuf0nOEXXMocVrsJAtNSsKyfg',
    cost: 'argon2i m=8,t=1,p=1',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_argon2, with version',
    password: 'secret',
    passwordHash: 'argon2$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$YC9+jJCrQhs5R6db7LlN8Q',
  },
  {
    source: 'django 3.2.25: bcrypt_sha256',
    password: 'correct horse',
    passwordHash: 'bcrypt_sha256$$2b$06$abcdefghijklmnopqrstuu3EU4u.1UVgeGkDujWwknY23.buxm/Ny',
    cost: 'bcrypt 06',
  },
  {
    source: 'django 3.2.25: bcrypt_sha256',
    password: 'pässwörd €',
    passwordHash: 'bcrypt_sha256$$2b$06$abcdefghijklmnopqrstuudBjaYqsDclOlUt6pkyNmEka5AfNc60e',
  },
  {
    source: 'django 3.2.25: bcrypt_sha256',
    password: 'seventy-two bytes, and then what tells these passwords apart, which is: a tail',
    passwordHash: 'bcrypt_sha256$$2b$06$abcdefghijklmnopqrstuugZ.qJ0ZXZhl5Xjsht1SYClvsbVQq0Zy',
  },
  {
    source: 'django 3.2.25: bcrypt',
    password: 'correct horse',
    passwordHash: 'bcrypt$$2b$06$abcdefghijklmnopqrstuud/5IuQmqhVO0kfNEbHJM.fJkPiliBzC',
    cost: 'bcrypt 06',
  },
  {
    source: 'django 3.2.25: bcrypt',
    password: 'pässwörd €',
    passwordHash: 'bcrypt$$2b$06$abcdefghijklmnopqrstuuCMCjP5B4VkxBlybyIC/gh9ZzcV7KWVm',
  },
  {
    source: 'django 5.2.17: scrypt',
    password: 'pässwörd €',
    passwordHash:
      'scrypt$16384$n4Tq9ZcVb2LxW7KdJ0sMyR$8$5$4g64z6Cf/LA558w2KgmjiqdOygEA1kgzAawWhKYUilIBcrIMsff5uh2vX1bVi+0QMP9Im8VbT/s62ityu8o71g==',
    cost: 'ln=14,r=8,p=5',
  },
  {
    source: 'django/django, tests/auth_tests/test_hashers.py: test_scrypt',
    password: 'lètmein',
    passwordHash:
      'scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw==',
    cost: 'ln=14,r=8,p=1',
  },
];
