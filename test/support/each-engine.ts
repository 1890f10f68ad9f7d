import { type Kysely, sql } from 'kysely';
import type { SessionStore, StoredAccount, Stores } from 'latchkey';
import {
  type MemoryDatabase,
  type MemoryStores,
  memoryDatabase,
  memoryStores,
} from 'latchkey/memory';
import { type SqlSession, sqlStores, sqlTotpStore } from 'latchkey/sql';
import { memoryTotpStore, type TotpStore } from 'latchkey/totp';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type DemoAccount, type DemoTables, demoMapping, insertDemoAccount } from './demo-users.js';
import { describeEngines, type OpenEngine, sqlEngines } from './engines.js';
import type { Post } from './smtp-post.js';

export type EngineName = 'memory' | 'sqlite' | 'pglite' | 'postgres' | 'mariadb' | 'redis';

/** A whole set of stores, with sessions that a test can open and look up. */
export interface AppStores extends Stores<string, object, unknown> {
  readonly sessions: SessionStore<unknown> & {
    create(session: {
      readonly accountKey: string;
      readonly credentialsVersion: number;
      readonly expiresAt: Date;
      readonly now?: Date | undefined;
    }): Promise<string>;
    find(query: {
      readonly sessionId: string;
      readonly now: Date;
    }): Promise<Pick<SqlSession, 'accountKey' | 'credentialsVersion'> | null>;
  };
}

/** The columns of the users table that a test changes behind the library's back. */
export interface AccountColumns {
  readonly email?: string | null;
  readonly enabled?: boolean;
  readonly passwordHash?: string | null;
  readonly identityProvider?: string | null;
  readonly emailVerified?: boolean;
}

/** One place to store things, empty at the start of each test. */
export interface Engine {
  readonly name: EngineName;
  /** A file path or a server URL for another process; `null` where only this one can connect. */
  readonly url: string | null;
  stores(realm?: string): AppStores;
  /** The same data by a connection of its own, as another process would have it. */
  furtherStores(realm?: string): AppStores;
  seed(account: DemoAccount, realm?: string): Promise<void>;
  update(id: string, columns: AccountColumns, realm?: string): Promise<void>;
  account(id: string, realm?: string): Promise<StoredAccount<string> | null>;
  /** Authenticators of the same accounts. */
  totpStore(): TotpStore;
  /** Carries the mails of services over this engine. @default no wire, straight into the mailbox */
  post?: Post;
  /** Everything that is stored, bytes in hex, base64 and base64url, as one text to search. */
  dump(): Promise<string>;
}

/** Declares the same tests for every engine, memory included; each test starts with empty tables. */
export function forEachEngine(
  title: string,
  tests: (engine: Engine) => void,
  names: readonly EngineName[] = ['memory', 'sqlite', 'pglite', 'postgres', 'mariadb'],
): void {
  if (names.includes('memory'))
    describe(`${title} on memory`, () => {
      const engine = new MemoryEngine();
      beforeEach(() => engine.clear());
      tests(engine);
    });
  describeEngines(
    title,
    (each) => {
      const engine = new SqlTestEngine(each.name);
      beforeAll(async () => engine.use(await each.open()));
      beforeEach(() => engine.clear());
      afterAll(() => engine.close());
      tests(engine);
    },
    sqlEngines.filter(({ name }) => names.includes(name)),
  );
}

class MemoryEngine implements Engine {
  post?: Post;
  readonly name = 'memory';
  readonly url = null;
  #database: MemoryDatabase = memoryDatabase();
  #realms = new Map<string, MemoryStores<string>>();
  #totp = memoryTotpStore();

  clear(): void {
    this.#database = memoryDatabase();
    this.#realms = new Map();
    this.#totp = memoryTotpStore();
  }

  totpStore(): TotpStore {
    return this.#totp;
  }

  stores(realm = 'default'): MemoryStores<string> {
    const known = this.#realms.get(realm);
    if (known !== undefined) return known;
    const stores = memoryStores({ realm, database: this.#database });
    this.#realms.set(realm, stores);
    return stores;
  }

  furtherStores(realm = 'default'): MemoryStores<string> {
    return memoryStores({ realm, database: this.#database });
  }

  async seed({ deleted, ...account }: DemoAccount, realm?: string): Promise<void> {
    await this.stores(realm).accounts.add({
      emailVerified: true,
      ...account,
      enabled: account.enabled !== false && deleted !== true,
    });
  }

  async update(id: string, columns: AccountColumns, realm?: string): Promise<void> {
    await this.stores(realm).accounts.update(id, columns);
  }

  account(id: string, realm?: string) {
    return this.stores(realm).accounts.get(id);
  }

  async dump(): Promise<string> {
    const rows = [...this.#realms.keys()].flatMap((realm) =>
      Object.values(this.#database.tables(realm)).flatMap((table) => [...table.entries()]),
    );
    return JSON.stringify(rows, everySpelling);
  }
}

const OUR_TABLES = [
  'credentials',
  'tickets',
  'outbox',
  'history',
  'sessions',
  'second_factors',
  'recovery_codes',
];

export class SqlTestEngine implements Engine {
  post?: Post;
  readonly name: EngineName;
  #open: OpenEngine | undefined;
  #further: Kysely<DemoTables> | undefined;

  constructor(name: EngineName) {
    this.name = name;
  }

  get #opened(): OpenEngine {
    if (this.#open === undefined) throw new Error('Not open yet: use the engine inside a test.');
    return this.#open;
  }

  get url(): string | null {
    return this.#opened.url;
  }

  get #hasSchemas(): boolean {
    return this.name === 'pglite' || this.name === 'postgres';
  }

  use(open: OpenEngine): void {
    this.#open = open;
  }

  async close(): Promise<void> {
    await this.#open?.close();
  }

  async clear(): Promise<void> {
    const { db } = this.#opened;
    for (const table of [
      'users',
      ...OUR_TABLES.map((name) => (this.#hasSchemas ? `latchkey.${name}` : `latchkey_${name}`)),
    ])
      await sql`delete from ${sql.table(table)}`.execute(db);
  }

  stores(realm = 'default'): AppStores {
    return sqlStores(this.#opened.db, { realm, users: demoMapping });
  }

  totpStore(): TotpStore {
    return sqlTotpStore(this.#opened.db);
  }

  furtherStores(realm = 'default'): AppStores {
    // PGlite has one connection and no other way in.
    if (this.name === 'pglite') return this.stores(realm);
    this.#further ??= this.#opened.connect();
    return sqlStores(this.#further, { realm, users: demoMapping });
  }

  seed(account: DemoAccount): Promise<void> {
    return insertDemoAccount(this.#opened.db, account);
  }

  async update(id: string, columns: AccountColumns): Promise<void> {
    const flag = (value: boolean) => sql<boolean>`${sql.lit(value)}`;
    await this.#opened.db
      .updateTable('users')
      .set({
        ...(columns.email === undefined ? {} : { email: columns.email }),
        ...(columns.passwordHash === undefined ? {} : { password_hash: columns.passwordHash }),
        ...(columns.enabled === undefined ? {} : { enabled: flag(columns.enabled) }),
        ...(columns.emailVerified === undefined
          ? {}
          : { email_verified: flag(columns.emailVerified) }),
        ...(columns.identityProvider === undefined
          ? {}
          : { identity_provider: columns.identityProvider }),
      })
      .where('id', '=', id)
      .execute();
  }

  account(id: string): Promise<StoredAccount<string> | null> {
    return this.stores().users.findByKey(id);
  }

  async dump(): Promise<string> {
    const { db } = this.#opened;
    const tables = await db.introspection.getTables();
    const schemas = this.#hasSchemas
      ? ['public', 'latchkey']
      : [...new Set(tables.map((table) => table.schema))];
    const dumped: unknown[] = [];
    for (const schema of schemas)
      for (const { name } of tables.filter((table) => table.schema === schema)) {
        const table = schema === undefined ? sql.table(name) : sql.id(schema, name);
        const { rows } = await sql`select * from ${table}`.execute(db);
        dumped.push({ [name]: rows });
      }
    return JSON.stringify(dumped, everySpelling);
  }
}

/** Bytes in every spelling that a search may look for. */
export function everySpelling(_key: string, value: unknown): unknown {
  const bytes =
    value instanceof Uint8Array || value instanceof ArrayBuffer
      ? Buffer.from(value as ArrayBuffer)
      : isJsonOfBuffer(value)
        ? Buffer.from(value.data)
        : null;
  if (bytes === null) return typeof value === 'bigint' ? String(value) : value;
  return (['hex', 'base64', 'base64url', 'latin1'] as const).map((each) => bytes.toString(each));
}

function isJsonOfBuffer(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return (value as { type?: unknown } | null)?.type === 'Buffer';
}
