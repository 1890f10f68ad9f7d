import { RedisStore } from 'connect-redis';
import { redisSessionIndex } from 'latchkey/redis';
import { expressSessionStore } from 'latchkey/sessions';
import { createClient } from 'redis';
import { describeWhere } from '../../support/describe-where.js';
import { lineTo } from '../../support/line-to.js';
import { newPrefix, REDIS_URL, redisAnswers } from '../../support/redis-server.js';
import { type Place, sessionScenario } from './support/scenario.js';
import { serveExpress } from './support/session-app.js';

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
  const line = await lineTo(REDIS_URL);
  const [direct, proxied] = [clientOf(SERVER.href), clientOf(line.url)];
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
      if (isAway) return line.cut();
      await line.mend();
      if (!proxied.isReady)
        await new Promise<void>((resolve) => proxied.once('ready', () => resolve()));
    },
    async close() {
      for await (const keys of direct.scanIterator({ MATCH: `${keyPrefix}*`, COUNT: 1000 }))
        if (keys.length > 0) await direct.del(keys);
      proxied.destroy();
      direct.destroy();
      await line.close();
    },
  };
}

describeWhere('sessions', await redisAnswers(), () => {
  sessionScenario('express-session with connect-redis', open);
});
