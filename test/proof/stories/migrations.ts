import type { Kysely } from 'kysely';
import { assertSchema, type SqlOptions, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import type { DemoTables } from '../../support/demo-users.js';
import { FixedClock } from '../../support/open-service.js';
import { applyPrinted, DIALECT_OF, printedSteps } from '../../support/printed-steps.js';
import { forEachPlace, type PlaceName } from '../support/each-place.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const PROCESSES = 10;

export interface Migrations {
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
  /** The last step of the releases that are migrated from. @default those that rebuilt a table since */
  readonly from?: readonly string[];
}

/** Ten processes of an application start at once, and each of them migrates first. */
export function provesMigrations({
  rounds,
  places: names = ['sqlite', 'postgres', 'mariadb'],
  from = ['003-session-index', '004-codes', '005-noticed-changes', '006-former-addresses'],
}: Migrations): void {
  forEachPlace(
    'ten processes that start at once',
    (here) => {
      let places = 0;
      /** In each round the processes migrate a place of its own, which `prepare` may put something into. */
      async function race(prepare: (db: Kysely<DemoTables>, options: SqlOptions) => Promise<void>) {
        const startedAt = performance.now();
        const clock = new FixedClock();
        const children = await Promise.all(
          Array.from({ length: PROCESSES }, () => startChild(here.place)),
        );
        const look = await here.open({ clock: clock.now });
        try {
          for (let round = 0; round < rounds; round += 1) {
            places += 1;
            const options = here.elsewhere(places);
            await prepare(look.db, options);
            await expect(assertSchema(look.db, options)).rejects.toMatchObject({
              code: 'ERR_SCHEMA',
            });
            const answers = await Promise.all(
              children.map((child) => child.ask<'migrate'>({ do: 'migrate', options })),
            );
            expect(answers).toEqual(children.map(() => true));
            await assertSchema(look.db, options);
            const { outbox, tickets } = sqlStores(look.db, options);
            expect(await outbox.status({ countUpTo: 1 })).toMatchObject({ pending: 0 });
            const query = { accountKey: 'nobody', limit: 1 };
            expect(await tickets.listByAccount(query)).toEqual([]);
          }
        } finally {
          await look.close();
        }
        summarise('migrations of ten processes', here.name, startedAt, { rounds });
      }

      it('each may migrate: the tables are made once, and all of them go on', () =>
        race(async () => {}));

      it.each(from)('each may migrate what an earlier release has made, up to %s', (last) =>
        race(async (db, options) => {
          const dialect = DIALECT_OF[here.name === 'mixed' ? 'postgres' : here.name];
          await applyPrinted(db, printedSteps(dialect, options, last).until);
        }),
      );
    },
    names,
  );
}
