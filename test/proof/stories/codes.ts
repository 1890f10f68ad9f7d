import type { Ticket } from 'latchkey';
import { expect, it } from 'vitest';
import { FixedClock } from '../../support/open-service.js';
import { digestOf, ticket } from '../../unit/sql/fixtures.js';
import { forEachPlace, type PlaceName } from '../support/each-place.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const PROCESSES = 4;
const TRIES = 200;
const LIMIT = 5;

export interface Codes {
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
}

/** Four processes guess one code, all at once. */
export function provesCodes({ rounds, places }: Codes): void {
  forEachPlace(
    'four processes that guess one code',
    (here) => {
      it('attack 29: of two hundred tries each, all at once, the limit is admitted and no more', async () => {
        const startedAt = performance.now();
        const children = await Promise.all(
          Array.from({ length: PROCESSES }, () => startChild(here.place)),
        );
        const { stores, close } = await here.open({ clock: new FixedClock().now });
        const find = (of: Ticket) => stores.tickets.findByDigest(digestOf(of.id));
        const guess = async (of: Ticket) => {
          const attempt = { accountKey: of.accountKey, ticketId: of.id, limit: LIMIT };
          const answers = await Promise.all(
            children.map((child) =>
              child.ask<'count_tries'>({ do: 'count_tries', attempt, times: TRIES }),
            ),
          );
          const all = answers.flat();
          // Whoever got no answer was not admitted, and says why.
          expect(all.filter((answer) => typeof answer !== 'boolean')).toEqual([]);
          expect(all).toHaveLength(PROCESSES * TRIES);
          return all.filter((answer) => answer === true).length;
        };
        try {
          for (let round = 0; round < rounds; round += 1) {
            const accountKey = `guessed-${round}`;
            const code = { digest: new Uint8Array(digestOf('code')), tries: 0 };
            const [coded, neighbour] = ['coded', 'neighbour'].map((name) =>
              ticket(`${name}-${round}`, { accountKey, state: 'live', code }),
            ) as [Ticket, Ticket];
            for (const each of [coded, neighbour])
              await stores.tickets.insert({ ticket: each, digest: digestOf(each.id) });

            expect(await guess(coded)).toBe(LIMIT);
            expect((await find(coded))?.code?.tries).toBe(LIMIT);
            await stores.tickets.refundTry({ accountKey, ticketId: coded.id });
            expect(await guess(coded)).toBe(1);
            expect(await find(coded)).toEqual({ ...coded, code: { ...code, tries: LIMIT } });
            expect(await find(neighbour)).toEqual(neighbour);
          }
        } finally {
          await close();
        }
        summarise('tries of one code', here.name, startedAt, {
          rounds,
          tries: rounds * 2 * PROCESSES * TRIES,
        });
      });
    },
    places,
  );
}
