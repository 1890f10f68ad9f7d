import { randomBytes } from 'node:crypto';
import { MysqlDialect } from 'kysely';
import mysql from 'mysql2';

const SERVER = process.env.LATCHKEY_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/';

function query(text: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const connection = mysql.createConnection({ uri: SERVER, connectTimeout: 2_000 });
    // A server that is not there reports here as well.
    connection.on('error', reject);
    connection.query(text, (error, rows) => {
      connection.destroy();
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

/** Whether the server answers; otherwise why not. */
export async function mysqlAnswers(): Promise<true | string> {
  try {
    await query('select 1');
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code ?? message ?? 'no answer';
  }
}

/**
 * Makes a database of its own, with the collation that most applications have: one that folds
 * case and accents. Answers its URL and how to drop it.
 */
export async function throwAwayMysqlDatabase(): Promise<{
  url: string;
  drop: () => Promise<void>;
}> {
  const name = `latchkey_test_${randomBytes(8).toString('hex')}`;
  await query(`create database ${name} default character set utf8mb4 collate utf8mb4_general_ci`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await query(`drop database if exists ${name}`);
    },
  };
}

export function mysqlDialect(url: string, connections = 10): MysqlDialect {
  const pool = mysql.createPool({ uri: url, connectionLimit: connections });
  // A connection that breaks while idle reports here; one in use, by the statement that fails.
  pool.on('connection', (connection) => connection.on('error', () => {}));
  return new MysqlDialect({ pool });
}
