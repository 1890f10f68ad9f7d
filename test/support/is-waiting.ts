import { type Kysely, sql } from 'kysely';

/** Whether a statement of this database waits for another's lock. */
export async function isWaiting<DB>(db: Kysely<DB>, engine: string): Promise<boolean> {
  const waiting =
    engine === 'postgres'
      ? sql`
          select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
      : sql`
          select 1 from information_schema.innodb_trx trx
          join information_schema.processlist on id = trx.trx_mysql_thread_id
          where trx.trx_state = 'LOCK WAIT' and db = database()`;
  return (await waiting.execute(db)).rows.length > 0;
}
