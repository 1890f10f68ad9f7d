import { assertSchema, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { FixedClock } from '../../support/open-service.js';
import { forEachPlace, type PlaceName } from '../support/each-place.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const PROCESSES = 10;

export interface Migrations {
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
}

/** Ten processes of an application start at once, and each of them migrates first. */
export function provesMigrations({
  rounds,
  places = ['sqlite', 'postgres', 'mariadb'],
}: Migrations): void {
  forEachPlace(
    'ten processes that start at once',
    (here) => {
      it('each may migrate: the tables are made once, and all of them go on', async () => {
        const startedAt = performance.now();
        const clock = new FixedClock();
        const children = await Promise.all(
          Array.from({ length: PROCESSES }, () => startChild(here.place)),
        );
        const look = await here.open({ clock: clock.now });
        try {
          for (let round = 0; round < rounds; round += 1) {
            const options = here.elsewhere(round);
            await expect(assertSchema(look.db, options)).rejects.toMatchObject({
              code: 'ERR_SCHEMA',
            });
            const answers = await Promise.all(
              children.map((child) => child.ask<'migrate'>({ do: 'migrate', options })),
            );
            expect(answers).toEqual(children.map(() => true));
            await assertSchema(look.db, options);
            const stores = sqlStores(look.db, options);
            expect(await stores.outbox.status({ countUpTo: 1 })).toMatchObject({ pending: 0 });
          }
        } finally {
          await look.close();
        }
        summarise('migrations of ten processes', here.name, startedAt, { rounds });
      });
    },
    places,
  );
}
