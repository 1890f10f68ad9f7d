import { type Kysely, sql } from 'kysely';
import type { SqlOptions } from 'latchkey/sql';
import { afterAll, beforeAll } from 'vitest';
import { cheapHasher } from '../../support/cheap-hasher.js';
import { type DemoTables, insertDemoAccount } from '../../support/demo-users.js';
import { describeWhere } from '../../support/describe-where.js';
import {
  describeEngines,
  type OpenEngine,
  type SqlEngine,
  sqlEngines,
} from '../../support/engines.js';
import { newPrefix, REDIS_URL, redisAnswers, removeKeys } from '../../support/redis-server.js';
import { until } from '../../support/until.js';
import { type OpeningPlace, type OpenPlace, openPlace } from '../child/open-place.js';
import type { Place } from '../child/tasks.js';

type Server = Exclude<SqlEngine['name'], 'pglite'>;

/** `mixed` has accounts, versions and outbox in PostgreSQL, tickets and sessions in Redis. */
export type PlaceName = Server | 'mixed';

/** A set of stores that several processes share. */
export interface TestPlace {
  readonly name: PlaceName;
  /** For another process. */
  readonly place: Place;
  /** What a token is told whose ticket was spent by a process that died, or was faster. */
  readonly spent: readonly string[];
  /** A service of this process over connections of its own; close it. */
  open(opening: OpeningPlace): Promise<OpenPlace>;
  /** Adds an account, whose address is `addressOf(id)`. */
  seed(id: string, password: string, hasher?: Pick<typeof cheapHasher, 'hash'>): Promise<void>;
  /** How many entries of a kind the outbox holds, in whatever state. */
  countEntries(db: Kysely<DemoTables>, kind: string, accountKey?: string): Promise<number>;
  /** Has the server end these connections, as an operator or a failover would, and waits for it. */
  cut(db: Kysely<DemoTables>, connections: readonly number[]): Promise<void>;
  /** Where no tables of ours are yet, one place for each number. */
  elsewhere(n: number): SqlOptions;
}

export const addressOf = (id: string) => `${id}@example.org`;

const everyPlace: readonly PlaceName[] = ['sqlite', 'postgres', 'mariadb', 'mixed'];
const redisAvailable = await redisAnswers();

/** Declares the same tests for every set of stores that more than one process can reach. */
export function forEachPlace(
  title: string,
  tests: (place: TestPlace) => void,
  names: readonly PlaceName[] = everyPlace,
): void {
  for (const name of names) {
    if (name !== 'mixed') onEngine(title, name, name, tests);
    else
      describeWhere(`${title}, tickets and sessions in Redis`, redisAvailable, () =>
        onEngine('with the accounts', name, 'postgres', tests),
      );
  }
}

function onEngine(
  title: string,
  name: PlaceName,
  server: Server,
  tests: (place: TestPlace) => void,
): void {
  const redis = name === 'mixed' ? { url: REDIS_URL, keyPrefix: newPrefix() } : null;
  describeEngines(
    title,
    (engine) => {
      let opened: OpenEngine | undefined;
      beforeAll(async () => {
        opened = await engine.open();
      });
      afterAll(async () => {
        await opened?.close();
        if (redis !== null) await removeKeys(redis.url, redis.keyPrefix);
      });
      tests(testPlace(name, server, () => ({ opened: opened!, redis })));
    },
    sqlEngines.filter((engine) => engine.name === server),
  );
}

/** Has a server end a connection, and waits until it is gone; SQLite has none to end. */
const cutting: { readonly [Name in Server]?: (db: Kysely<DemoTables>, id: number) => unknown } = {
  // That it is listed no more does not mean that its process is gone. This waits for the process.
  postgres: (db, id) => sql`select pg_terminate_backend(${id}, 10000)`.execute(db),
  async mariadb(db, id) {
    // It may be gone already.
    await sql`kill connection ${sql.lit(id)}`.execute(db).catch(() => {});
    await until(async () => {
      const { rows } = await sql`
        select 1 from information_schema.processlist where id = ${id}`.execute(db);
      return rows.length === 0;
    }, `the end of connection ${id}`);
  },
};

const hasSchemas = (server: Server) => server === 'postgres';

function testPlace(
  name: PlaceName,
  server: Server,
  here: () => { readonly opened: OpenEngine; readonly redis: Place['redis'] | null },
): TestPlace {
  const outbox = sql.table(hasSchemas(server) ? 'latchkey.outbox' : 'latchkey_outbox');
  const place = (): Place => {
    const { opened, redis } = here();
    return { sql: opened.url!, ...(redis == null ? {} : { redis }) };
  };
  return {
    name,
    get place() {
      return place();
    },
    // In Redis a ticket is a pointer that may be closed late; the version has killed it by then.
    spent: name === 'mixed' ? ['token_used', 'token_superseded'] : ['token_used'],
    open: (opening) => openPlace(place(), opening),
    async seed(id, password, hasher = cheapHasher) {
      const passwordHash = await hasher.hash(password);
      await insertDemoAccount(here().opened.db, { id, email: addressOf(id), passwordHash });
    },
    async countEntries(db, kind, accountKey) {
      const ofAccount = accountKey === undefined ? sql`` : sql`and account_key = ${accountKey}`;
      const { rows } = await sql<{ n: number | string }>`
        select count(*) as n from ${outbox} where kind = ${kind} ${ofAccount}`.execute(db);
      return Number(rows[0]?.n);
    },
    async cut(db, connections) {
      await Promise.all(connections.map((id) => cutting[server]!(db, id)));
    },
    elsewhere: (n) =>
      hasSchemas(server) ? { schema: `elsewhere_${n}` } : { tablePrefix: `elsewhere_${n}_` },
  };
}
