import { expect, it } from 'vitest';
import { cheapHasher, passwordOf } from '../../support/cheap-hasher.js';
import { FixedClock } from '../../support/open-service.js';
import { addressOf, forEachPlace, type PlaceName } from '../support/each-place.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const PROCESSES = 4;
const HOUR = 3600;

export interface Races {
  readonly rounds: number;
  /** So many more, in which the processes' clocks are an hour apart, to both sides of the test's. */
  readonly skewedRounds: number;
  readonly redemptionsPerProcess: number;
  readonly places?: readonly PlaceName[];
}

/** Many processes redeem one ticket at once: one wins, and nothing of the others remains. */
export function provesRaces({ rounds, skewedRounds, redemptionsPerProcess, places }: Races): void {
  forEachPlace(
    'one ticket, four processes',
    (here) => {
      it('attack 19: of many redemptions exactly one wins, every round, whatever the clocks say', async () => {
        const startedAt = performance.now();
        const clock = new FixedClock();
        const now = clock.now().getTime();
        const children = await Promise.all(
          Array.from({ length: PROCESSES }, () => startChild(here.place)),
        );
        const wins = children.map(() => 0);
        const id = 'ann';
        await here.seed(id, passwordOf('old'));
        const look = await here.open({ clock: clock.now });
        try {
          for (let round = 0; round < rounds + skewedRounds; round += 1) {
            const offsets = round < rounds ? [0, 0, 0, 0] : [-HOUR, 0, 0, HOUR];
            // It lives longer than the clocks are apart, or a fast one would call it expired.
            const issued = await look.passwords.issueTicket({
              accountId: id,
              lifetimeSeconds: 4 * HOUR,
            });
            if (!issued.ok) throw new Error(issued.reason);
            const { token } = issued.ticket;
            const sessionId = await look.stores.sessions.create({
              accountKey: id,
              credentialsVersion: round,
              expiresAt: new Date(now + 4 * HOUR * 1000),
              now: clock.now(),
            });
            const passwords = children.map((_, child) =>
              Array.from({ length: redemptionsPerProcess }, (_, n) =>
                passwordOf(`${round}-${child}-${n}`),
              ),
            );

            const outcomes = await Promise.all(
              children.map((child, n) =>
                child.ask<'redeem'>({
                  do: 'redeem',
                  token,
                  passwords: passwords[n]!,
                  now: now + offsets[n]! * 1000,
                }),
              ),
            );

            const all = outcomes.flat();
            expect(all.filter((outcome) => outcome === true)).toHaveLength(1);
            for (const outcome of all)
              if (outcome !== true) expect([...here.spent, 'token_invalid']).toContain(outcome);
            const stored = (await look.stores.users.findByKey(id))!.passwordHash!;
            const working = await Promise.all(
              passwords.flat().map((each) => cheapHasher.verify(stored, each)),
            );
            expect(working.filter((works) => works)).toHaveLength(1);
            expect(working.indexOf(true)).toBe(all.indexOf(true));
            expect(await look.stores.credentials.read(id)).toMatchObject({ version: round + 1 });
            expect(await look.stores.sessions.find({ sessionId, now: clock.now() })).toBeNull();
            expect(await here.countEntries(look.db, 'change_notice', id)).toBe(round + 1);
            wins[outcomes.findIndex((each) => each.includes(true))]! += 1;
            if (round === rounds + skewedRounds - 1) {
              const password = passwords.flat()[all.indexOf(true)]!;
              expect(
                await look.passwords.authenticate({ identifier: addressOf(id), password }),
              ).toMatchObject({ ok: true, credentialsVersion: round + 1 });
            }
          }
        } finally {
          await look.close();
        }
        summarise('races of processes', here.name, startedAt, {
          rounds,
          'with clocks an hour apart': skewedRounds,
          redemptions: (rounds + skewedRounds) * PROCESSES * redemptionsPerProcess,
          'wins by process': wins.join('/'),
        });
      });
    },
    places,
  );
}
