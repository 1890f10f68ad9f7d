import { randomUUID } from 'node:crypto';
import { type ConformanceSubject, storeConformance } from 'latchkey/conformance';
import { memoryStores } from 'latchkey/memory';
import { redisStores } from 'latchkey/redis';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { demoMapping } from '../support/demo-users.js';
import { describeWhere } from '../support/describe-where.js';
import { describeEngines, type OpenEngine, sqlEngines } from '../support/engines.js';
import { clientKinds, type OpenClient } from '../support/redis-clients.js';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.js';
import {
  newPrefix,
  REDIS_URL,
  redisAnswers,
  redisStarts,
  removeKeys,
} from '../support/redis-server.js';

const [answers, starts] = [await redisAnswers(), await redisStarts()];

const skip = [
  {
    reason: 'Redis deletes by itself what has expired, so there is nothing to purge',
    cases: [
      'tickets: a purge deletes what expired before the instant, whatever its state',
      'tickets: a purge stops at its limit and goes on the next time',
    ],
  },
];

/** Accounts in memory, tickets and sessions in Redis: by two clients, as two processes have them. */
function onRedis(connect: () => Promise<OpenClient>): void {
  const prefix = newPrefix();
  const clients: OpenClient[] = [];
  beforeAll(async () => {
    clients.push(await connect(), await connect());
  });
  afterAll(() => {
    for (const { close } of clients) close();
  });
  storeConformance({
    test,
    ports: ['tickets', 'sessions'],
    skip,
    async open(): Promise<ConformanceSubject> {
      const options = { keyPrefix: `${prefix}:${randomUUID()}` };
      const memory = memoryStores();
      return {
        stores: { ...memory, ...redisStores(clients[0]!.client, memory, options) },
        seedAccount: (columns) => memory.accounts.add(columns),
        reopen({ realm }) {
          const further = memoryStores({ realm, database: memory.database });
          return { ...further, ...redisStores(clients[1]!.client, further, options) };
        },
        close: () => {},
      };
    },
  });
  afterAll(async () => {
    if (answers === true) await removeKeys(REDIS_URL, prefix);
  });
}

for (const kind of clientKinds) {
  describeWhere(`Redis by ${kind.name}`, answers, () => onRedis(() => kind.single(REDIS_URL)));
}

describeWhere('Redis Cluster', starts, () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster?.remove());
  for (const kind of clientKinds)
    describe(`by ${kind.name}`, () => onRedis(() => kind.cluster(cluster.ports)));
});

describeWhere('the mixed set', answers, () => {
  describeEngines(
    'accounts in SQL, tickets and sessions in Redis',
    (engine) => {
      const prefix = newPrefix();
      let opened: OpenEngine;
      let redis: OpenClient;
      beforeAll(async () => {
        opened = await engine.open();
        redis = await clientKinds[0]!.single(REDIS_URL);
      });
      afterAll(async () => {
        redis?.close();
        await removeKeys(REDIS_URL, prefix);
        await opened?.close();
      });
      storeConformance({
        test,
        // All but the transaction, which tickets and sessions elsewhere cannot join.
        ports: ['users', 'credentials', 'tickets', 'sessions', 'history'],
        skip,
        async open(): Promise<ConformanceSubject> {
          const options = { keyPrefix: `${prefix}:${randomUUID()}` };
          const mixed = (realm?: string) => {
            const sql = sqlStores(opened.db, { realm, users: demoMapping });
            return { ...sql, ...redisStores(redis.client, sql, options) };
          };
          return {
            stores: mixed(),
            async seedAccount(columns) {
              const account = { id: randomUUID(), email: null, ...columns };
              await opened.seedAccount(account);
              return account;
            },
            reopen: ({ realm }) => mixed(realm),
            close: async () => {
              await opened.db.deleteFrom('users').execute();
            },
          };
        },
      });
    },
    sqlEngines.filter(({ name }) => name === 'sqlite' || name === 'postgres'),
  );
});
