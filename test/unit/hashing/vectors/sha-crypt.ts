import type { Vector } from '../formats/each-format.js';

/** https://www.akkadia.org/drepper/SHA-crypt.txt, and `perl crypt.pl` and `/usr/bin/python3 passlib_crypt.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'Drepper’s specification',
    password: 'Hello world!',
    passwordHash: '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5',
    cost: 'sha256,rounds=5000',
  },
  {
    source: 'Drepper’s specification',
    password: 'Hello world!',
    passwordHash: '$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA',
  },
  {
    source: 'Drepper’s specification',
    password: 'This is just a test',
    passwordHash: '$5$rounds=5000$toolongsaltstrin$Un/5jzAHMgOGZ5.mWJpuVolil07guHPvOW8mGRcvxa5',
  },
  {
    source: 'Drepper’s specification',
    password:
      'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    passwordHash: '$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1',
    cost: 'sha256,rounds=1400',
  },
  {
    source: 'Drepper’s specification',
    password: 'the minimum number is still observed',
    passwordHash: '$5$rounds=1000$roundstoolow$yfvwcWrQ8l/K0DAWyuPMDNHpIVlTQebY9l/gL972bIC',
  },
  {
    source: 'Drepper’s specification',
    password: 'Hello world!',
    passwordHash:
      '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
    cost: 'sha512,rounds=5000',
  },
  {
    source: 'Drepper’s specification',
    password: 'Hello world!',
    passwordHash:
      '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
  },
  {
    source: 'Drepper’s specification',
    password: 'This is just a test',
    passwordHash:
      '$6$rounds=5000$toolongsaltstrin$lQ8jolhgVRVhY4b5pZKaysCLi0QBxGoNeKQzQ3glMhwllF7oGDZxUhx1yxdYcz/e1JSbq3y6JMxxl8audkUEm0',
  },
  {
    source: 'Drepper’s specification',
    password:
      'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    passwordHash:
      '$6$rounds=1400$anotherlongsalts$POfYwTEok97VWcjxIiSOjiykti.o/pQs.wPvMxQ6Fm7I6IoYN3CmLs66x9t0oSwbtEW7o7UmJEiDwGqd8p4ur1',
  },
  {
    source: 'Drepper’s specification',
    password: 'we have a short salt string but not a short password',
    passwordHash:
      '$6$rounds=77777$short$WuQyW2YR.hBNpjjRhpYD/ifIw05xdfeEyQoMxIXbkvr0gge1a1x3yRULJ5CCaUeOxFmtlcGZelFl5CxtgfiAc0',
  },
  {
    source: 'Drepper’s specification',
    password: 'the minimum number is still observed',
    passwordHash:
      '$6$rounds=1000$roundstoolow$kUMsbe306n21p9R.FRkW3IGn.S9NPN0x50YhH1xhLsPuWGsUSklZt58jaTfF4ZEQpyUNGc0dqbpBYYBaHHrsX.',
  },
  {
    source: 'libxcrypt 4.4.33: $5$',
    password: 'correct horse',
    passwordHash: '$5$saltsaltsalt./XY$kGbjPFQjKBX/L71Fu/G43gDJG3ftKVkIbUasQxlirZ6',
  },
  {
    source: 'libxcrypt 4.4.33: $5$',
    password: 'pässwörd €',
    passwordHash: '$5$saltsaltsalt./XY$qLtAWbzrczg4hn4zFxKJdLK9GaAetpHD2v/IgNZnmSC',
  },
  {
    source: 'libxcrypt 4.4.33: $5$',
    password: 'x'.repeat(511),
    passwordHash: '$5$saltsaltsalt./XY$9MugGsSBOwEqF0W0fHpaBcmv1cmFz/HyUYH3SVpBnq4',
  },
  {
    source: 'libxcrypt 4.4.33: $5$ with rounds',
    password: 'correct horse',
    passwordHash: '$5$rounds=1234$s-l,t=$FStUPQ0Q08Y.WH0Zn1OFf0VHTwUmi9H2TYS9CR.kBT7',
  },
  {
    source: 'libxcrypt 4.4.33: $5$ with rounds',
    password: 'pässwörd €',
    passwordHash: '$5$rounds=1234$s-l,t=$/sJ/p41SyQMAzs0jRN2twJbQihXS.m972OQpRJvKbuD',
  },
  {
    source: 'libxcrypt 4.4.33: $5$ with rounds',
    password: 'x'.repeat(511),
    passwordHash: '$5$rounds=1234$s-l,t=$U2d7DBHaCAF.KoEKAXIYpqza1FReIgtFgLfHiiZJNZ6',
  },
  {
    source: 'libxcrypt 4.4.33: $6$',
    password: 'correct horse',
    passwordHash:
      '$6$saltsaltsalt./XY$XV7.uvDkR.N2IVd./qwnoK6fVtzWWzxwub8DyguHHWkcpDY5M6kgGVWQ9PIFKgjj2z9GTEpKs/zCWPMjU3/1n.',
  },
  {
    source: 'libxcrypt 4.4.33: $6$',
    password: 'pässwörd €',
    passwordHash:
      '$6$saltsaltsalt./XY$RaeAj/m.ACpqk/Heo1u64nMODogmqCXijwF1jXzhCxMBhec5tse6WTHlLH9aStq7CsYO8GUBggaRlgoIfSVph.',
  },
  {
    source: 'libxcrypt 4.4.33: $6$',
    password: 'x'.repeat(511),
    passwordHash:
      '$6$saltsaltsalt./XY$j/0UhoxNbvy3Gcj95aGKT8J445LOMLPhaK9Ds7h4WqHRVYvvaOnPB2l6GDeJcmZNb1cqsWntqGk/5NriKo/as1',
  },
  {
    source: 'libxcrypt 4.4.33: $6$ with rounds',
    password: 'correct horse',
    passwordHash:
      '$6$rounds=1234$s-l,t=$SPiCKuasG5yMwnK20oUOLFbNtGDqE4IssiJnGZkPwyN6J2Y49NBC4SHgg8i4aUfdksbXSKJnnMtZjikqG88ni0',
  },
  {
    source: 'libxcrypt 4.4.33: $6$ with rounds',
    password: 'pässwörd €',
    passwordHash:
      '$6$rounds=1234$s-l,t=$DEsR2/GPH4AbMiAw4lKug0J5dXAySTntTmP4lxWr8s533EcZXhKZ7yYwus7SP5M.4ZUlcGne3awwFOiNtjqvf1',
  },
  {
    source: 'libxcrypt 4.4.33: $6$ with rounds',
    password: 'x'.repeat(511),
    passwordHash:
      '$6$rounds=1234$s-l,t=$JSYMp8zhlJo5ScGl1FZGr4nDLrUdnt3.2iYIJuII3UYg1TvE9NMHNL2UhH1uNNAL9MXTHqq1kbGjMfJwMG0gq/',
  },
  {
    source: 'mkpasswd 5.5.17: sha256crypt',
    password: 'correct horse',
    passwordHash: '$5$saltsalt$myjXcpMpE2Ofk7fj9hqyNYSn6lmWG4Mqnjx.KIRRr4/',
  },
  {
    source: 'mkpasswd 5.5.17: sha512crypt',
    password: 'correct horse',
    passwordHash:
      '$6$saltsalt$hRM5XZ86KXEw9UOmjigeVqFgULtFB2sgpC9lXQDfMib3Zgw7mEiUvBJI2EplzfAqxL5Vvwp2scFtv/uamSo5z0',
  },
  {
    source: 'passlib 1.7.4: sha256_crypt',
    password: 'correct horse',
    passwordHash: '$5$rounds=1001$saltsalt$mzH/4bRIEJ9tWH4q4qQ1wK3ajYcsnP2ELW23KFs.JZ6',
  },
  {
    source: 'passlib 1.7.4: sha256_crypt',
    password: 'pässwörd €',
    passwordHash: '$5$rounds=1001$saltsalt$6yiCNV3RRY/0XZZsGzk5GtrSsvzO5RoJfOw/ywUWsQ5',
  },
  {
    source: 'passlib 1.7.4: sha256_crypt',
    password: 'x'.repeat(100),
    passwordHash: '$5$rounds=1001$saltsalt$UDLiDSezfzzIXJWERpo8LeUICJW1MoclSfde5V8oOBB',
  },
  {
    source: 'passlib 1.7.4: sha512_crypt',
    password: 'correct horse',
    passwordHash:
      '$6$rounds=1001$saltsalt$TUAD6HprxAV4ZfTPQg8EzsneHCYX03OOOmNiTfQrFL.0WOcBjTJXhkhtMsrF8SeWkN1mP9r2/ZeNRoyagP2Hj/',
  },
  {
    source: 'passlib 1.7.4: sha512_crypt',
    password: 'pässwörd €',
    passwordHash:
      '$6$rounds=1001$saltsalt$OjniSD5TtMQLjIZvlEso5setwYIov5kSCAlikXtppc/uCcyfBX1DCG9dUrd0.gIFv2TI80Btg49wm2Ut7P5Le.',
  },
  {
    source: 'passlib 1.7.4: sha512_crypt',
    password: 'x'.repeat(100),
    passwordHash:
      '$6$rounds=1001$saltsalt$QmascicE.HW18ihg9ZzKgJasDnkg/2V63QOxjZrF6HvXsFnVLhH80VRjZLhvGum.Xvyll7o0CrGCx2c1QYzRe/',
  },
];

/** Passlib’s defaults, which take long. */
export const slowVectors: readonly Vector[] = [
  {
    source: 'passlib 1.7.4: sha256_crypt as by default',
    password: 'correct horse',
    passwordHash: '$5$rounds=535000$saltsaltsaltsalt$g6BoS7yQxF2DwcN8B52p0bAMFRShouD9Oa12zHHOiW3',
  },
  {
    source: 'passlib 1.7.4: sha512_crypt as by default',
    password: 'correct horse',
    passwordHash:
      '$6$rounds=656000$saltsaltsaltsalt$KKxEMAfUfBwYTFkuqmPBxFp7fMNnXRVDCW4m.yHmzbvOOMFAMpnZgDV5zJIZPoqHSomy0EEig7w/6EHQUn/AU.',
  },
];
