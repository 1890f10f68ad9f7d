import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * Lets Kysely's PostgreSQL dialect run on PGlite, which has one connection: whoever has taken it
 * keeps the others waiting. Ending the pool leaves PGlite open.
 */
export function pglitePool(pglite: PGlite): PostgresPool {
  let free = Promise.resolve();
  return {
    async connect() {
      let release = () => {};
      const mine = new Promise<void>((resolve) => {
        release = resolve;
      });
      const before = free;
      free = free.then(() => mine);
      await before;
      const client = {
        async query(text: string, parameters: unknown[]) {
          const { rows, affectedRows } = await pglite.query(text, parameters);
          const [command = ''] = text.trim().split(/\s/, 1);
          return { command: command.toUpperCase(), rowCount: affectedRows ?? rows.length, rows };
        },
        release,
      };
      return client as unknown as PostgresPoolClient;
    },
    end: async () => {},
  };
}

/** Empties a database: every schema goes, and `public` comes back. */
export async function wipe(pglite: PGlite): Promise<void> {
  const { rows } = await pglite.query<{ name: string }>(`
    select quote_ident(nspname) as name from pg_namespace
    where nspname <> 'information_schema' and nspname not like 'pg\\_%'`);
  for (const { name } of rows) await pglite.exec(`drop schema ${name} cascade`);
  await pglite.exec('create schema public');
}
