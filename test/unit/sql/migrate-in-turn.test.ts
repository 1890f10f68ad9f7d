import { sql } from 'kysely';
import { assertSchema, migrate } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines, sqlEngines } from '../../support/engines.js';
import { until } from '../../support/until.js';

/** The number of the lock that `migrate` takes on PostgreSQL. */
const LOCK = sql`7237121907846226801`;

describeEngines(
  'a process that waits for its turn to migrate',
  (engine) => {
    it('finds the schema that another one has made in the meantime', async () => {
      const opened = await engine.open();
      try {
        const [waiting, onlooker] = [opened.connect(), opened.connect()];
        // A session that has made a schema before need not open the catalogue for the next one.
        await migrate(waiting, { schema: 'earlier' });
        let late: Promise<void> | undefined;
        await opened.db.transaction().execute(async (tx) => {
          await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
          // It looks first, sees no schema, and its session remembers that.
          late = migrate(waiting, { schema: 'elsewhere' });
          late.catch(() => {});
          await until(async () => {
            const { rows } = await sql`
              select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
              where datname = current_database() and locktype = 'advisory' and not granted
            `.execute(onlooker);
            return rows.length === 1;
          }, 'it waits for the lock');
          await sql`create schema elsewhere`.execute(tx);
        });
        await expect(late).resolves.toBeUndefined();
        await assertSchema(waiting, { schema: 'elsewhere' });
      } finally {
        await opened.close();
      }
    });
  },
  sqlEngines.filter(({ name }) => name === 'postgres'),
);
