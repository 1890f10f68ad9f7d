import { Kysely } from 'kysely';
import { migrate } from 'latchkey/sql';
import pg from 'pg';
import { createDemoUsers, type DemoTables } from './demo-users.js';
import { postgresDialect } from './engines.js';
import { everyStatement } from './every-statement.js';
import { fillTables, type Sizes } from './fill-tables.js';
import { throwAwayDatabase } from './postgres-server.js';
import { distinct, type Explained, explain } from './query-plans.js';

/** A throw-away database with our tables and the demo's users in it, filled. */
export async function filledDatabase(
  sizes: Sizes,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const database = await throwAwayDatabase();
  try {
    const db = new Kysely<DemoTables>({ dialect: postgresDialect(database.url, 1) });
    try {
      await createDemoUsers(db);
      await migrate(db);
    } finally {
      await db.destroy();
    }
    await fillTables(database.url, sizes);
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

/** Runs whatever the stores can say, and then EXPLAINs each statement with its parameters. */
export async function plansOf(url: string): Promise<Explained[]> {
  const statements = distinct(await everyStatement(url));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const explained: Explained[] = [];
    for (const statement of statements) explained.push(await explain(client, statement));
    return explained;
  } finally {
    await client.end();
  }
}
