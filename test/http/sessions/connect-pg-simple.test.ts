import connectPgSimple from 'connect-pg-simple';
import session from 'express-session';
import { memorySessionIndex } from 'latchkey/memory';
import { expressSessionStore } from 'latchkey/sessions';
import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { throwAwayDatabase } from '../../support/postgres-server.js';
import { type Place, sessionScenario } from './support/scenario.js';
import { serveExpress } from './support/session-app.js';
import { tcpProxy } from './support/tcp-proxy.js';

const PgStore = connectPgSimple(session);

function storeOf(connectionString: string, createTableIfMissing = false) {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // A connection that breaks reports here too, once idle and once in use.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const store = new PgStore({ pool, createTableIfMissing, pruneSessionInterval: false });
  return { pool, store };
}

describeServer('sessions', 'postgres', () => {
  let database: Awaited<ReturnType<typeof throwAwayDatabase>>;
  beforeAll(async () => {
    database = await throwAwayDatabase();
  });
  afterAll(() => database.drop());

  async function open(): Promise<Place> {
    const proxy = await tcpProxy({
      host: new URL(database.url).hostname,
      port: Number(new URL(database.url).port || 5432),
    });
    const way = new URL(database.url);
    way.host = `127.0.0.1:${proxy.port}`;
    const [direct, proxied] = [storeOf(database.url, true), storeOf(way.href)];
    return {
      index: memorySessionIndex(),
      host: expressSessionStore(proxied.store),
      serve: (app, sessions) => serveExpress(direct.store, app, { sessions }),
      serveOld: (app, sessions) =>
        serveExpress(direct.store, app, { sessions, accountId: (data) => data.userId }),
      async holds(sessionId) {
        const { rowCount } = await direct.pool.query('select 1 from session where sid = $1', [
          sessionId,
        ]);
        return rowCount === 1;
      },
      setAway: (isAway) => (isAway ? proxy.cut() : proxy.mend()),
      async close() {
        await proxied.pool.end();
        await direct.pool.end();
        await proxy.close();
      },
    };
  }

  sessionScenario('express-session with connect-pg-simple', open);
});
