import { CompiledQuery, Kysely, MysqlDialect } from 'kysely';
import { mysqlPool } from 'latchkey/sql';
import mysql from 'mysql2/promise';
import { expect, test } from 'vitest';
import { describeServer } from '../../../support/describe-server.js';
import { resetThrough } from './reset-through.js';
import { withMysql } from './with-database.js';

/** Options that applications set and that change what comes out of the driver. */
const options: [string, mysql.PoolOptions][] = [
  ['as it comes', {}],
  ['with big numbers as texts', { supportBigNumbers: true, bigNumberStrings: true }],
  ['with dates as texts and decimals as numbers', { dateStrings: true, decimalNumbers: true }],
  ['with named placeholders', { namedPlaceholders: true }],
  [
    'with tinyint(1) as a truth value, as ORMs have it',
    {
      typeCast: (field, next) =>
        field.type === 'TINY' && field.length === 1 ? field.string() === '1' : next(),
    },
  ],
  ['that counts only rows that change', { flags: ['-FOUND_ROWS'] }],
];

describeServer('plain mysql2', 'mariadb', () => {
  test.each(options)('a pool of mysql2/promise %s is handed over', (_name, further) =>
    withMysql(async ({ url, connections }) => {
      const pool = mysql.createPool({ uri: url, connectionLimit: 1, ...further });
      try {
        await resetThrough({
          db: new Kysely<unknown>({ dialect: new MysqlDialect({ pool: mysqlPool(pool) }) }),
          async addUser({ id, email, passwordHash }) {
            await pool.query('insert into users values (?, ?, ?)', [id, email, passwordHash]);
          },
          async audit(transaction, accountId) {
            await transaction.executeQuery(
              CompiledQuery.raw('insert into audit (account_id) values (?)', [accountId]),
            );
          },
          async audited() {
            const [rows] = await pool.query<mysql.RowDataPacket[]>('select account_id from audit');
            return rows.map((row) => String(row.account_id));
          },
        });
        expect(await connections()).toBe(1);
      } finally {
        await pool.end();
      }
    }),
  );
});
