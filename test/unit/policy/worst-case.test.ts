import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { nist } from '../../../src/policy/index.js';
import { leastCpuTime } from '../../support/least-cpu-time.js';
import { account, input } from './accounts.js';

interface HostileInput {
  readonly password: string;
  readonly email: string;
  readonly displayName: string;
}

/** The dearest that the search of bench/hostile-inputs.ts found, each from another start. */
const found = JSON.parse(
  readFileSync(new URL('worst-inputs.json', import.meta.url), 'utf8'),
) as readonly HostileInput[];

/** U+FDFA becomes 18 characters under NFKC, U+246A two, and U+1D7CF is two that become one. */
const SIGNS = [
  '\ufdfa',
  '\u246a',
  '\u{1d7cf}',
  '\u{1f984}',
  '1',
  '!',
  'a',
  'lol',
  'password',
  'p4$$w0rd1!',
];

/** Near matches, and names that are all beginnings of one another: what costs most by design. */
const built = SIGNS.flatMap((sign): HostileInput[] => {
  const long = [...sign.repeat(125)].slice(0, 125).join('');
  const ladder = Array.from({ length: 24 }, (_, i) => sign.repeat(i + 3))
    .join(' ')
    .slice(0, 320);
  return [
    { password: `abc${long}`, email: `${long}xyz@b${long}zz.org`, displayName: `${long}abc` },
    {
      password: `${sign.repeat(122)}éáúíóñ`,
      email: `${ladder}@${ladder}.org`,
      displayName: ladder,
    },
    { password: sign.repeat(128), email: sign.repeat(320), displayName: sign.repeat(320) },
  ];
}).map((hostile) => ({ ...hostile, password: within(hostile.password) }));

/** 128 code points and 1,024 bytes: `length()` refuses what is longer. */
function within(password: string): string {
  return [...password].slice(0, 128).join('');
}

describe('nist()', () => {
  const { rules } = nist();
  const checkAll = ({ password, email, displayName }: HostileInput) => {
    const asked = input(password, { account: account({ email, displayName }) });
    return () => rules.map((rule) => rule.check(asked));
  };

  // A process unpacks the lists once, and the engine compiles what has run some dozen times.
  beforeAll(() => {
    for (const hostile of found) leastCpuTime(checkAll(hostile), 20);
  });

  it.each([...found, ...built])(
    'attack 39: takes under 5 ms for the worst that a search found: $password',
    (hostile) => {
      expect(leastCpuTime(checkAll(hostile), 10)).toBeLessThan(5);
    },
  );

  it('the inputs are within the caps, or they would show nothing', () => {
    for (const { password } of [...found, ...built]) {
      expect([...password].length).toBeLessThanOrEqual(128);
      expect(Buffer.byteLength(password)).toBeLessThanOrEqual(1024);
    }
  });
});
