import { type Kysely, sql } from 'kysely';
import { LatchkeyError, withTimeout } from 'latchkey';

const ANSWER_SECONDS = 10;

/**
 * Refuses connections on which a statement would not do what it says:
 *
 * - not strict, a hash that is longer than its column is cut, and its owner locked out;
 * - with NO_BACKSLASH_ESCAPES, mysql2's quoting of parameters can be broken out of;
 * - in another character set than utf8mb4, letters are lost on the way, and in some of them
 *   (sjis, gbk) a letter's second byte is a backslash;
 * - without autocommit, a request is answered and its row never committed.
 *
 * A pool of `mysql2/promise` never answers Kysely at all, so the question has an end.
 */
export async function checkMysqlConnection(db: Kysely<unknown>): Promise<void> {
  const { rows } = await withTimeout(
    ANSWER_SECONDS,
    () =>
      sql<{ modes: string; charset: string; autocommit: unknown }>`
        select @@session.sql_mode as modes, @@session.character_set_client as charset,
          @@session.autocommit as autocommit`.execute(db),
    () =>
      new LatchkeyError(
        'ERR_STORE',
        `The database has not answered within ${ANSWER_SECONDS} seconds. If the pool comes from ` +
          '"mysql2/promise", it never will: hand over `mysqlPool(pool)` of `latchkey/sql`.',
      ),
  );
  const { modes = '', charset = '', autocommit } = rows[0] ?? {};
  const set = modes.split(',');
  if (!set.some((mode) => mode.startsWith('STRICT_')))
    throw wrong('sql_mode', 'must contain STRICT_TRANS_TABLES, or too long a hash is cut');
  if (set.includes('NO_BACKSLASH_ESCAPES'))
    throw wrong(
      'sql_mode',
      'must not contain NO_BACKSLASH_ESCAPES, which breaks quoting in mysql2',
    );
  if (Number(autocommit) !== 1)
    throw wrong('autocommit', 'must be on, or what is written outside of a transaction is lost');
  if (charset !== 'utf8mb4') throw wrong('charset', `must be utf8mb4, not ${charset}`);
}

function wrong(setting: string, why: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `The connection's "${setting}" ${why}.`);
}
