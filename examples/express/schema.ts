import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** The application's own tables. The library's tables are made by `migrate()`. */
export interface DemoDatabase {
  users: {
    id: string;
    email: string;
    password_hash: string | null;
    email_verified: number;
    enabled: number;
    identity_provider: string | null;
    display_name: string | null;
  };
  dev_mails: {
    id: string;
    recipient: string;
    subject: string;
    text: string;
    html: string;
    sent_at: number;
  };
}

/** Creates the application's tables; safe when several demos start at once. */
export async function createTables(db: Kysely<DemoDatabase>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Two CREATE TABLE IF NOT EXISTS at once still collide in PostgreSQL's catalogue.
    if (db.getExecutor().adapter instanceof PostgresAdapter)
      await sql`select pg_advisory_xact_lock(7265736574)`.execute(tx);
    await tx.schema
      .createTable('users')
      .ifNotExists()
      .addColumn('id', 'varchar(255)', (column) => column.primaryKey())
      .addColumn('email', 'varchar(320)', (column) => column.notNull().unique())
      .addColumn('password_hash', 'text')
      .addColumn('email_verified', 'integer', (column) => column.notNull().defaultTo(1))
      .addColumn('enabled', 'integer', (column) => column.notNull().defaultTo(1))
      .addColumn('identity_provider', 'text')
      .addColumn('display_name', 'text')
      .execute();
    await tx.schema
      .createTable('dev_mails')
      .ifNotExists()
      .addColumn('id', 'varchar(255)', (column) => column.primaryKey())
      .addColumn('recipient', 'text', (column) => column.notNull())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('text', 'text', (column) => column.notNull())
      .addColumn('html', 'text', (column) => column.notNull())
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .execute();
  });
}
