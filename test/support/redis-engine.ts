import type { StoredAccount } from 'latchkey';
import { type RedisStoresOptions, redisStores } from 'latchkey/redis';
import type { TotpStore } from 'latchkey/totp';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { DemoAccount } from './demo-users.js';
import { describeWhere } from './describe-where.js';
import { type AccountColumns, type AppStores, type Engine, SqlTestEngine } from './each-engine.js';
import { describeEngines, type OpenEngine, type SqlEngine, sqlEngines } from './engines.js';
import { clientKinds, type OpenClient } from './redis-clients.js';
import { dumpRedis, newPrefix, REDIS_URL, removeKeys } from './redis-server.js';
import type { Post } from './smtp-post.js';

/**
 * Declares tests on the mixed set: accounts, versions and the outbox in a SQL database, tickets and
 * sessions in Redis. Each test starts with empty tables and no keys.
 */
export function onRedis(
  title: string,
  available: true | string,
  tests: (engine: RedisEngine) => void,
  database: SqlEngine['name'] = 'sqlite',
): void {
  describeWhere(title, available, () => {
    describeEngines(
      'with the accounts',
      (each) => {
        const engine = new RedisEngine(each.name);
        beforeAll(async () => engine.use(await each.open()));
        beforeEach(() => engine.clear());
        afterAll(() => engine.close());
        tests(engine);
      },
      sqlEngines.filter(({ name }) => name === database),
    );
  });
}

export class RedisEngine implements Engine {
  post?: Post;
  readonly name = 'redis';
  /** Another process would need two URLs and the prefix. */
  readonly url = null;
  readonly prefix = newPrefix();
  readonly #sql: SqlTestEngine;
  readonly #clients: OpenClient[] = [];

  readonly #redis: string;
  readonly #options: RedisStoresOptions;

  constructor(
    database: SqlEngine['name'],
    redis: { readonly url?: string; readonly options?: RedisStoresOptions } = {},
  ) {
    this.#sql = new SqlTestEngine(database);
    this.#redis = redis.url ?? REDIS_URL;
    this.#options = redis.options ?? {};
  }

  async use(opened: OpenEngine): Promise<void> {
    this.#sql.use(opened);
    // One of each kind: what one has written the other must be able to read.
    for (const kind of clientKinds) this.#clients.push(await kind.single(this.#redis));
  }

  async clear(): Promise<void> {
    await removeKeys(this.#redis, this.prefix);
    await this.#sql.clear();
  }

  async close(): Promise<void> {
    for (const { close } of this.#clients) close();
    await removeKeys(this.#redis, this.prefix);
    await this.#sql.close();
  }

  stores(realm?: string): AppStores {
    return this.#over(this.#sql.stores(realm), this.#clients[0]);
  }

  furtherStores(realm?: string): AppStores {
    return this.#over(this.#sql.furtherStores(realm), this.#clients[1]);
  }

  seed(account: DemoAccount): Promise<void> {
    return this.#sql.seed(account);
  }

  update(id: string, columns: AccountColumns): Promise<void> {
    return this.#sql.update(id, columns);
  }

  account(id: string): Promise<StoredAccount<string> | null> {
    return this.#sql.account(id);
  }

  totpStore(): TotpStore {
    return this.#sql.totpStore();
  }

  async dump(): Promise<string> {
    const keys = JSON.stringify(await dumpRedis(this.#redis, this.prefix));
    // Digests are in base64url there; the search may be for any spelling of them.
    const bytes = (keys.match(/[\w-]{43}/g) ?? []).map((each) => Buffer.from(each, 'base64url'));
    const respelt = bytes.flatMap((each) => [each.toString('hex'), each.toString('base64')]);
    return [await this.#sql.dump(), keys, ...respelt].join('\n');
  }

  #over(sql: AppStores, redis: OpenClient | undefined): AppStores {
    if (redis === undefined) throw new Error('Not open yet: use the engine inside a test.');
    const options = { ...this.#options, keyPrefix: this.prefix };
    return { ...sql, ...redisStores(redis.client, sql, options) };
  }
}
