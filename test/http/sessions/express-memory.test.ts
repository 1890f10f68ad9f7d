import session from 'express-session';
import { memorySessionIndex } from 'latchkey/memory';
import { expressSessionStore, indexedSessions } from 'latchkey/sessions';
import { expect, test } from 'vitest';
import { Browser } from './support/browser.js';
import { type Place, sessionScenario } from './support/scenario.js';
import { OLD_PASSWORD, openSessionService } from './support/service.js';
import { serveExpress } from './support/session-app.js';

/** Another way to the same sessions, which fails to delete and to write while a test says so. */
class SickStore extends session.MemoryStore {
  isSick = false;
  constructor(store: session.MemoryStore) {
    super();
    Object.assign(this, { sessions: Reflect.get(store, 'sessions') });
  }
  override destroy(sessionId: string, callback?: (error?: unknown) => void): void {
    if (this.isSick) setImmediate(() => callback?.(new Error('The store is away.')));
    else super.destroy(sessionId, callback);
  }
  override set(...args: Parameters<session.MemoryStore['set']>): void {
    if (this.isSick) setImmediate(() => args[2]?.(new Error('The store is away.')));
    else super.set(...args);
  }
}

async function open(more: object = {}): Promise<Place> {
  const store = new session.MemoryStore();
  const sick = new SickStore(store);
  return {
    index: memorySessionIndex(),
    host: expressSessionStore(sick),
    serve: (app, sessions) => serveExpress(store, { ...app, session: more }, { sessions }),
    serveOld: (app, sessions) =>
      serveExpress(
        store,
        { ...app, session: more },
        { sessions, accountId: (data) => data.userId },
      ),
    holds: (sessionId) =>
      new Promise((resolve, reject) => {
        store.get(sessionId, (error, data) => (error ? reject(error) : resolve(Boolean(data))));
      }),
    setAway(isAway) {
      sick.isSick = isAway;
    },
    close: async () => {},
  };
}

sessionScenario('express-session with its MemoryStore', open);
// Everything is saved and sent with every answer.
sessionScenario('express-session that saves all and rolls', () =>
  open({ resave: true, rolling: true, cookie: { maxAge: 3_600_000 } }),
);

test.each([
  ['saves what was changed', {}],
  ['saves all and rolls', { resave: true, rolling: true, saveUninitialized: true }],
])(
  'a sign-in that the store failed to save signs nobody in, where express-session %s',
  async (_, more) => {
    let faults = 1;
    class FailingOnce extends session.MemoryStore {
      override set(...args: Parameters<session.MemoryStore['set']>): void {
        const isSignedIn = 'latchkey' in args[1] && faults-- > 0;
        if (isSignedIn) setImmediate(() => args[2]?.(new Error('The store is away.')));
        else super.set(...args);
      }
    }
    const store = new FailingOnce();
    const index = memorySessionIndex();
    const sessions = indexedSessions({ index, host: expressSessionStore(store) });
    const { passwords, clock } = openSessionService(sessions);
    const holds = { beforeSignIn: async () => {}, beforeWrite: async () => {} };
    const served = await serveExpress(
      store,
      { passwords, holds, clock: clock.now, session: more },
      { sessions },
    );
    try {
      const browser = new Browser(served.base);
      expect(await browser.signIn(OLD_PASSWORD)).toBe(500);
      expect(await browser.whoAmI()).toBeNull();
      expect(await index.list('alice')).toEqual([]);
      expect(await browser.signIn(OLD_PASSWORD)).toBe(200);
      expect(await browser.whoAmI()).toBe('alice');
    } finally {
      await served.close();
      await passwords.close();
    }
  },
);
