import { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * Lets Kysely's PostgreSQL dialect run on PGlite, which has one connection: whoever has taken it
 * keeps the others waiting.
 */
export function pglitePool(pglite: PGlite = new PGlite()): PostgresPool {
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
    end: async () => {
      if (!pglite.closed) await pglite.close();
    },
  };
}
