import type { Drawing } from './random.js';

const LENGTH = 20;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const SIGNS = [...`${LETTERS}${LETTERS.toUpperCase()}0123456789!#$%&*+-=?@^_`];
const COMMON = [
  ...['password', 'monkey', 'dragon', 'letmein', 'football', 'iloveyou', 'sunshine', 'princess'],
  ...['qwerty', 'welcome', 'shadow', 'master', 'superman', 'michael', 'jordan', 'liverpool'],
  ...['123456', '1q2w3e', 'abc123', '2024', '111111', 'summer', 'admin', 'secret', 'charlie'],
];
const WORDS = [
  ...['wavelength', 'cabbage', 'turbine', 'gravel', 'ledger', 'ostrich', 'quarry', 'rhubarb'],
  ...['otter', 'mend', 'quiet', 'violin', 'trellis', 'umpire', 'thimble', 'yonder', 'lamp'],
];
const LEET: Readonly<Record<string, string>> = {
  a: '@',
  e: '3',
  i: '1',
  l: '!',
  o: '0',
  s: '$',
  t: '7',
};

/** The kinds of 20 characters that people and their password managers come with. */
export function passwordKinds(draw: Drawing) {
  const some = (count: number, make: () => string) => Array.from({ length: count }, make);
  const glued = () =>
    some(LENGTH, () => draw.from(COMMON))
      .join('')
      .slice(0, LENGTH);
  const replaced = (sign: string) => (draw.chance(0.6) ? (LEET[sign] ?? sign) : sign);
  return [
    { name: 'random signs', next: () => some(LENGTH, () => draw.from(SIGNS)).join('') },
    {
      name: 'words with spaces',
      next: () =>
        some(LENGTH, () => draw.from(WORDS))
          .join(' ')
          .slice(0, LENGTH),
    },
    { name: 'common passwords glued', next: glued },
    { name: 'the same in leet', next: () => [...glued()].map(replaced).join('') },
  ];
}
