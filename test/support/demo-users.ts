import { type Kysely, MysqlAdapter, sql } from 'kysely';
import type { UsersMapping } from 'latchkey/sql';

/** The users table of the tests: an application's own, which the library only maps. */
export interface DemoTables {
  users: {
    id: string;
    email: string | null;
    password_hash: string | null;
    email_verified: boolean | number;
    enabled: boolean | number;
    deleted_at: string | null;
    identity_provider: string | null;
    display_name: string | null;
    locale: string | null;
  };
}

export const demoMapping = {
  table: 'users',
  columns: {
    id: 'id',
    email: 'email',
    passwordHash: 'password_hash',
    emailVerified: 'email_verified',
    enabled: 'enabled',
    deletedAt: 'deleted_at',
    identityProvider: 'identity_provider',
    displayName: 'display_name',
    locale: 'locale',
  },
} satisfies UsersMapping;

export async function createDemoUsers(db: Kysely<DemoTables>): Promise<void> {
  const anyLength = db.getExecutor().adapter instanceof MysqlAdapter ? sql`longtext` : sql`text`;
  await sql`
    create table users (
      id varchar(255) primary key,
      email varchar(320),
      password_hash ${anyLength},
      email_verified boolean not null,
      enabled boolean not null,
      deleted_at text,
      identity_provider text,
      display_name text,
      locale text
    )`.execute(db);
  await sql`create index users_email on users (email)`.execute(db);
}

export interface DemoAccount {
  readonly id: string;
  readonly email: string | null;
  readonly passwordHash?: string | null;
  readonly emailVerified?: boolean;
  readonly enabled?: boolean;
  readonly deleted?: boolean;
  readonly identityProvider?: string | null;
  readonly displayName?: string | null;
  readonly locale?: string | null;
}

export async function insertDemoAccount(
  db: Kysely<DemoTables>,
  account: DemoAccount,
): Promise<void> {
  const flag = (value: boolean) => sql<boolean>`${sql.lit(value)}`;
  await db
    .insertInto('users')
    .values({
      id: account.id,
      email: account.email,
      password_hash: account.passwordHash ?? null,
      email_verified: flag(account.emailVerified ?? true),
      enabled: flag(account.enabled ?? true),
      deleted_at: account.deleted ? '2026-01-01' : null,
      identity_provider: account.identityProvider ?? null,
      display_name: account.displayName ?? null,
      locale: account.locale ?? null,
    })
    .execute();
}
