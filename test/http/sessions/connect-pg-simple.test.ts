import connectPgSimple from 'connect-pg-simple';
import session from 'express-session';
import { memorySessionIndex } from 'latchkey/memory';
import { expressSessionStore } from 'latchkey/sessions';
import { afterAll, beforeAll } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { lineTo } from '../../support/line-to.js';
import { postgresPool, throwAwayDatabase } from '../../support/postgres-server.js';
import { type Place, sessionScenario } from './support/scenario.js';
import { serveExpress } from './support/session-app.js';

const PgStore = connectPgSimple(session);

function storeOf(connectionString: string, createTableIfMissing = false) {
  const pool = postgresPool({ connectionString, max: 4 });
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
    const line = await lineTo(database.url);
    const [direct, proxied] = [storeOf(database.url, true), storeOf(line.url)];
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
      setAway: (isAway) => (isAway ? line.cut() : line.mend()),
      async close() {
        await proxied.pool.end();
        await direct.pool.end();
        await line.close();
      },
    };
  }

  sessionScenario('express-session with connect-pg-simple', open);
});
