import type { Vector } from '../formats/each-format.js';

/** Passlib’s own tests, and `/usr/bin/python3 passlib_crypt.py`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'passlib 1.7.4, test_handlers_bcrypt.py',
    password: 'password',
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS',
    cost: '5',
  },
  {
    source: 'passlib 1.7.4, test_handlers_bcrypt.py',
    password: 'abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123qwr',
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$CBF9csfEdW68xv3DwE6xSULXMtqEFP.',
  },
  {
    source: 'passlib 1.7.4, test_handlers_bcrypt.py',
    password: 'abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123xyz',
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$zC/1UDUG2ofEXB6Onr2vvyFzfhEOS3S',
  },
  {
    source: 'passlib 1.7.4, test_handlers_bcrypt.py',
    password: 'password',
    passwordHash: '$bcrypt-sha256$2a,5$5Hg1DKFqPE8C2aflZ5vVoe$12BjNE0p7axMg55.Y/mHsYiVuFBDQyu',
    cost: '5',
  },
  {
    source: 'passlib 1.7.4, test_handlers_bcrypt.py',
    password: 'abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123abc123qwr',
    passwordHash: '$bcrypt-sha256$2b,5$X1g1nh3g0v4h6970O68cxe$021KLEif6epjot5yoxk0m8I0929ohEa',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 2',
    password: 'correct horse',
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu$DDZkjU09Vim05Ait7x7R.JfuHDNAppu',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 2',
    password: 'pässwörd €',
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu$ZcX5frSn1b73OuIH2Pa7r045ZgsM6pC',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 2',
    password: 'x'.repeat(100),
    passwordHash:
      '$bcrypt-sha256$v=2,t=2b,r=4$abcdefghijklmnopqrstuu$VN/UtE6EwSZ/CIGnzfQAPtA5sMkMG4u',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 1',
    password: 'correct horse',
    passwordHash: '$bcrypt-sha256$2b,4$abcdefghijklmnopqrstuu$fm19hcnOB5jVIa57e1DmQZ/XByRYI72',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 1',
    password: 'pässwörd €',
    passwordHash: '$bcrypt-sha256$2b,4$abcdefghijklmnopqrstuu$dr.mIW8sMVA8O38HW4Oah0zGcG5AD0K',
  },
  {
    source: 'passlib 1.7.4: bcrypt_sha256, version 1',
    password: 'x'.repeat(100),
    passwordHash: '$bcrypt-sha256$2b,4$abcdefghijklmnopqrstuu$MStnCU0ISmwB6DYVG67BQ54kYyEazIO',
  },
];
