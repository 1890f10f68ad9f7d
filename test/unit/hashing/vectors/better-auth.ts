import type { Vector } from '../formats/each-format.js';

/** `node better-auth.mjs`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'better-auth 1.7.25',
    password: 'correct horse',
    passwordHash:
      '43f8d10509d83e19c3f018cd1fbc1e1d:fc3904a2e36af5606523f8622f6146d4a159a284e2e806e3f923d84b30ee6c300ca24514373b758f72bdb014bcd369f84062a3434f59204e18dd3de5ef83a364',
  },
  {
    source: 'better-auth 1.7.25',
    password: 'ﬁve ① Å words',
    passwordHash:
      '5bc536aeea6599b4deaf509504db9848:fbc3dd949eae876181978f814a9c6753262cf25e0488f83ab167936f8e9fa2c269067727ec92422fff13ca9e872720a9c923b531b8ed7dda9557a3d30a67f274',
  },
  {
    source: 'oslo 1.2.1',
    password: 'correct horse',
    passwordHash:
      '85a24e1d8649f29988d13f99dd255f06:573eb5ceb2ec0597fff20b68a06a0b52a6fb9c55c81cfafde02b846702e4953a6afd37a842115e485aa660fa593c102dba1d82bddbc0868946018ff9f34fdf4c',
  },
];
