import { expect, it } from 'vitest';
import { FixedClock } from '../../support/open-service.js';
import { type Phase, phaseOf, toldIn } from '../child/observe.js';
import { passwordAt } from '../child/tasks.js';
import { addressOf, forEachPlace, type PlaceName, type TestPlace } from '../support/each-place.js';
import { SEED, seeded } from '../support/seeded.js';
import { killWhileRedeeming } from '../support/start-child.js';
import { summarise } from '../support/summary.js';
import { redeemsOnceMore, whollyBeforeOrAfter } from './wholly.js';

export interface Crashes {
  /** At least so many processes are killed, and more until every kind of moment was met. */
  readonly kills: number;
  readonly places?: readonly PlaceName[];
}

/** Processes that are alive at once. */
const LANES = 3;
/** About as much as three redemptions report; the kill comes at any of it, */
const REPORTS = 50;
/** and up to so long after it. */
const JITTER_MS = 3;

/** Processes are killed at any moment of a redemption: nothing is ever in between. */
export function provesCrashes({ kills, places }: Crashes): void {
  forEachPlace(
    'a process that is killed while it redeems',
    (here) => {
      it('leaves the account wholly before or wholly after, the ticket good at most once, and every notice', async () => {
        const startedAt = performance.now();
        const random = seeded(SEED);
        const clock = new FixedClock();
        const found = { before: 0, after: 0 };
        const phases: Record<Phase, number> = {
          'ahead of the transaction': 0,
          'inside it': 0,
          'at its commit': 0,
          'after it': 0,
        };
        const versions = new Map<string, number>();
        const enough = () =>
          versions.size >= kills && found.before > 0 && found.after > 0 && phases['inside it'] > 0;
        let next = 0;

        async function killOne(): Promise<void> {
          const id = `crash-${next++}`;
          await here.seed(id, passwordAt(id, 0));
          const reports = await killWhileRedeeming(
            here.place,
            { do: 'redeem_forever', accountId: id, now: clock.now().getTime() },
            { reports: Math.ceil(random() * REPORTS), delayMs: random() * JITTER_MS },
          );
          const begun = reports.findLast((each) => each.at === 'begin')!;
          const phase = phaseOf(reports);

          const look = await here.open({ clock: clock.now, connections: 2 });
          try {
            const cutOff = { ...begun, id, clock: clock.now };
            const state = await whollyBeforeOrAfter(here, look, cutOff);
            // A commit that was asked for may have come about; for all else there is one truth.
            if (phase === 'after it') expect(state).toBe('after');
            else if (phase !== 'at its commit') expect(state, toldIn(reports)).toBe('before');
            await redeemsOnceMore(here, look, cutOff, state);
            found[state] += 1;
            phases[phase] += 1;
            versions.set(id, begun.version + 1);
          } finally {
            await look.close();
          }
        }

        await inLanes(LANES, async () => {
          if (enough() || next >= kills * 10) return false;
          await killOne();
          return true;
        });
        summarise('kills of processes', here.name, startedAt, {
          kills: versions.size,
          ...found,
          ...phases,
        });
        expect(enough()).toBe(true);

        await drainsEverything(here, versions, clock);
      });
    },
    places,
  );
}

/** Whatever was committed is told and done: one mail a change, and no session of before it. */
async function drainsEverything(
  here: TestPlace,
  versions: ReadonlyMap<string, number>,
  clock: FixedClock,
): Promise<void> {
  // A revocation waits for a minute, since the process itself tries it straight after the commit.
  clock.advance(120);
  const mails = new Map<string, number>();
  const worker = await here.open({
    clock: clock.now,
    mailer: async ({ to }) => void mails.set(to, (mails.get(to) ?? 0) + 1),
  });
  try {
    const { stores, passwords } = worker;
    while ((await passwords.drainOutbox()).handled > 0);
    expect(await stores.outbox.status({ countUpTo: 1 })).toMatchObject({ pending: 0 });
    expect(await stores.outbox.listGivenUp({ limit: 1 })).toEqual([]);
    const changes = [...versions].map(([id, version]) => [addressOf(id), version] as const);
    expect(mails).toEqual(new Map(changes));
    for (const [accountKey, belowVersion] of versions)
      expect(await stores.sessions.revoke({ accountKey, belowVersion, except: null })).toBe(0);
  } finally {
    await worker.close();
  }
}

/** Works in several lanes until one has nothing to do or fails; leaves no lane at work. */
async function inLanes(lanes: number, step: () => Promise<boolean>): Promise<void> {
  let goesOn = true;
  const lane = async () => {
    try {
      while (goesOn && (await step()));
    } finally {
      goesOn = false;
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
