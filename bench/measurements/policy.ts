import { type Account, nist, type PolicyInput } from 'latchkey';
import { hillClimb } from '../hill-climb.js';
import { type HostileInput, mutated, STARTS } from '../hostile-inputs.js';
import { duration } from '../load.js';
import type { Measurement, Row, Size } from '../measurement.js';
import { passwordKinds } from '../password-kinds.js';
import { median, quantile } from '../quantile.js';
import { drawing } from '../random.js';

const ADA = { email: 'ada.lovelace@analytical-engine.example.org', displayName: 'Ada Lovelace' };
const policy = nist();

/** How long the default policy looks at a password, and how long a stranger can make it look. */
export const policyRun: Measurement = {
  name: 'policy',
  onEachEngine: false,
  async run(size) {
    const first = await timeOf({ ...ADA, password: 'a first one, x7Kq2mWv' });
    const usual: Row[] = [];
    for (const kind of passwordKinds(drawing(20))) usual.push(await usualTime(kind, size));
    return [...usual, await worstTime(size), firstTime(first)];
  },
};

async function usualTime(
  { name, next }: { readonly name: string; readonly next: () => string },
  size: Size,
): Promise<Row> {
  const times: number[] = [];
  for (let i = -500; i < size.of(10_000); i++) {
    const time = await timeOf({ ...ADA, password: next() });
    if (i >= 0) times.push(time * 1000);
  }
  return {
    what: `nist() with an account, 20 characters, ${name}, median`,
    value: median(times),
    unit: 'µs',
    budget: { atMost: 100 },
    detail: `p99 ${quantile(times, 0.99).toFixed(0)} µs, ${times.length} passwords`,
  };
}

async function worstTime(size: Size): Promise<Row> {
  const stepsEach = size.of(300);
  const { worst } = await hillClimb<HostileInput>({
    starts: STARTS,
    stepsEach,
    draw: drawing(5),
    mutate: mutated,
    cost: async (input) => Math.min(await timeOf(input), await timeOf(input), await timeOf(input)),
  });
  const times: number[] = [];
  for (let i = 0; i < 50; i++) times.push(await timeOf(worst));
  const { length } = [...worst.password];
  return {
    what: 'nist() on the worst input that a search finds',
    value: median(times),
    unit: 'ms',
    budget: { atMost: 5 },
    detail:
      `quickest of 50 ${Math.min(...times).toFixed(2)} ms; ${STARTS.length} climbs of ${stepsEach} ` +
      `steps; ${length} code points, ${Buffer.byteLength(worst.password)} bytes`,
  };
}

function firstTime(value: number): Row {
  return {
    what: 'the first check of a process, which unpacks the lists',
    value,
    unit: 'ms',
    budget: null,
    detail: 'once, in the process of this bench',
  };
}

function timeOf(input: HostileInput): Promise<number> {
  const asked = policyInput(input);
  return duration(() => policy.check(asked));
}

function policyInput({ password, email, displayName }: HostileInput): PolicyInput {
  const account: Account = {
    id: 1,
    email,
    displayName,
    emailVerified: true,
    enabled: true,
    identityProvider: null,
    hasPassword: true,
    locale: null,
    extra: {},
  };
  return {
    password,
    account,
    occasion: 'change',
    now: new Date(0),
    changedAt: null,
    tellSkipped: () => {},
    matchesRecent: async () => false,
    signal: null,
  };
}
