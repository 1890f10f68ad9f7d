import { memorySessionIndex } from 'latchkey/memory';
import { koaSessionStore } from 'latchkey/sessions';
import { type Place, sessionScenario } from './support/scenario.js';
import { serveKoa } from './support/session-app.js';

async function open(more: object = {}): Promise<Place> {
  const kept = new Map<string, string>();
  const store = {
    get: async (key: string) => JSON.parse(kept.get(key) ?? 'null') as unknown,
    set: async (key: string, session: unknown) => void kept.set(key, JSON.stringify(session)),
    destroy: async (key: string) => void kept.delete(key),
  };
  let isAway = false;
  const sick = new Proxy(store, {
    get: (target, name) =>
      isAway
        ? () => Promise.reject(new Error('The store is away.'))
        : Reflect.get(target, name, target),
  });
  return {
    index: memorySessionIndex(),
    host: koaSessionStore(sick),
    serve: (app, sessions) => serveKoa(store, { ...app, session: more }, { sessions }),
    serveOld: (app, sessions) =>
      serveKoa(store, { ...app, session: more }, { sessions, accountId: (data) => data.userId }),
    holds: async (sessionId) => kept.has(sessionId),
    setAway: (away) => {
      isAway = away;
    },
    close: async () => {},
  };
}

sessionScenario('koa-session with an external store', open);
sessionScenario('koa-session that rolls', () => open({ rolling: true, maxAge: 3_600_000 }));
sessionScenario('koa-session whose cookie ends with the browser', () =>
  open({ renew: true, maxAge: 'session' }),
);
