import type { Vector } from '../formats/each-format.js';

/** `sh slappasswd.sh`: see scripts/hash-vectors/. */
export const vectors: readonly Vector[] = [
  {
    source: 'slappasswd 2.5.13: {CRYPT} $6$%.16s',
    password: 'correct horse',
    passwordHash:
      '{CRYPT}$6$DyX9YMmCdXpTX96G$WpWu.McA7OUVBCOgHe56ohD9L87IL3HMZt31CbFJZYTAUCtW0XPE2KDLf3OhiO539yNNvy/hgY.V8COQNi7/Z1',
  },
  {
    source: 'slappasswd 2.5.13: {CRYPT} $5$%.16s',
    password: 'correct horse',
    passwordHash: '{CRYPT}$5$5Ff1aWnncDXtZzf2$gayIdrRIsuMG09VY7FjIymESEIOtJtSyG.GUVAyCvh/',
  },
  {
    source: 'slappasswd 2.5.13: {CRYPT} $6$rounds=10000$%.16s',
    password: 'correct horse',
    passwordHash:
      '{CRYPT}$6$rounds=10000$5R4Z.MPiKQG6Z3v$tqs94dPpVzxScO6MJvmh.roMOYcCvrQaAoUhlX0NiXH5wQ2thpEshMn7eKEQYcHebHfFMSvJ.ZYv/lq8gdTrL1',
  },
  {
    source: 'slappasswd 2.5.13: {CRYPT} $1$%.8s',
    password: 'correct horse',
    passwordHash: '{CRYPT}$1$5geiz.18$fYZaWng3x52IoW4dfBdud1',
  },
];
