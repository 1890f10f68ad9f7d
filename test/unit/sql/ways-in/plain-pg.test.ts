import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { postgresPool } from '../../../support/postgres-server.js';
import { resetThrough } from './reset-through.js';
import { withPostgres } from './with-database.js';

interface Tables {
  audit: { account_id: string };
}

const INT8 = 20;
const parsedBy = (parse: (text: string) => unknown): pg.PoolConfig => ({
  types: {
    getTypeParser: (oid: number, format?: string) =>
      oid === INT8 ? parse : pg.types.getTypeParser(oid, format as 'text'),
  },
});

/** Options that applications set and that change what comes out of the driver. */
const options: [string, pg.PoolConfig][] = [
  ['as it comes', {}],
  ['with int8 as a number', parsedBy(Number)],
  ['with int8 as a bigint', parsedBy(BigInt)],
  ['with every column as text', { types: { getTypeParser: () => (text: string) => text } }],
];

describeServer('plain pg', 'postgres', () => {
  test.each(options)(
    'a pool %s is handed over, and the own rows go through Kysely',
    (_name, further) =>
      withPostgres(async ({ url, connections }) => {
        const pool = postgresPool({ connectionString: url, max: 1, ...further });
        try {
          await resetThrough({
            db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
            async addUser({ id, email, passwordHash }) {
              await pool.query('insert into users values ($1, $2, $3)', [id, email, passwordHash]);
            },
            async audit(transaction, account_id) {
              await transaction.insertInto('audit').values({ account_id }).execute();
            },
            audited: () => audited(pool),
          });
          expect(await connections()).toBe(1);
        } finally {
          await pool.end();
        }
      }),
  );

  test('a text and its values go through the transaction as they would through the pool', () =>
    withPostgres(async ({ url }) => {
      const pool = postgresPool({ connectionString: url, max: 1 });
      try {
        await resetThrough({
          db: new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }),
          async addUser({ id, email, passwordHash }) {
            await pool.query('insert into users values ($1, $2, $3)', [id, email, passwordHash]);
          },
          async audit(transaction, accountId) {
            await transaction.executeQuery(
              CompiledQuery.raw('insert into audit (account_id) values ($1)', [accountId]),
            );
          },
          audited: () => audited(pool),
        });
      } finally {
        await pool.end();
      }
    }));
});

async function audited(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ account_id: string }>('select account_id from audit');
  return rows.map((row) => row.account_id);
}
