import { RedisStore } from 'connect-redis';
import { redisSessionIndex } from 'latchkey/redis';
import { expressSessionStore } from 'latchkey/sessions';
import { createClient } from 'redis';
import { describeRedis, newPrefix, REDIS_URL, redisAnswers } from '../../support/redis-server.js';
import { type Place, sessionScenario } from './support/scenario.js';
import { serveExpress } from './support/session-app.js';
import { tcpProxy } from './support/tcp-proxy.js';

const SERVER = new URL(REDIS_URL);

function clientOf(url: string) {
  // Without it, commands wait for a server that is away, and so does whoever sent them.
  const client = createClient({ url, disableOfflineQueue: true });
  client.on('error', () => {});
  return client;
}

async function open(): Promise<Place> {
  const keyPrefix = newPrefix();
  const prefix = `${keyPrefix}:sess:`;
  const proxy = await tcpProxy({ host: SERVER.hostname, port: Number(SERVER.port || 6379) });
  const way = new URL(SERVER);
  way.host = `127.0.0.1:${proxy.port}`;
  const [direct, proxied] = [clientOf(SERVER.href), clientOf(way.href)];
  await Promise.all([direct.connect(), proxied.connect()]);

  const store = new RedisStore({ client: direct, prefix });
  return {
    index: redisSessionIndex(direct, { keyPrefix }),
    host: expressSessionStore(new RedisStore({ client: proxied, prefix })),
    serve: (app, sessions) => serveExpress(store, app, { sessions }),
    serveOld: (app, sessions) =>
      serveExpress(store, app, { sessions, accountId: (data) => data.userId }),
    holds: async (sessionId) => (await direct.exists(prefix + sessionId)) === 1,
    async setAway(isAway) {
      if (isAway) return proxy.cut();
      proxy.mend();
      if (!proxied.isReady)
        await new Promise<void>((resolve) => proxied.once('ready', () => resolve()));
    },
    async close() {
      for await (const keys of direct.scanIterator({ MATCH: `${keyPrefix}*`, COUNT: 1000 }))
        if (keys.length > 0) await direct.del(keys);
      proxied.destroy();
      direct.destroy();
      await proxy.close();
    },
  };
}

describeRedis('sessions', await redisAnswers(), () => {
  sessionScenario('express-session with connect-redis', open);
});
