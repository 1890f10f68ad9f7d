import { randomBytes } from 'node:crypto';
import session from 'express-session';
import { dangerouslyUnlimited, PasswordService, unwrap } from 'latchkey';
import { storeConformance } from 'latchkey/conformance';
import { memorySessionIndex, memoryStores } from 'latchkey/memory';
import {
  expressSessionStore,
  expressSessions,
  type HostSessions,
  type IndexedSessions,
  indexedSessions,
  koaSessionStore,
  koaSessions,
  type SessionIndex,
} from 'latchkey/sessions';
import { sqlSessionIndex } from 'latchkey/sql';
import { insecureTestHash, insecureTestHasher } from 'latchkey/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';

const EXPIRES = Date.UTC(2031, 0, 1);
const newId = () => randomBytes(24).toString('base64url');
const expressHost = () => expressSessionStore(new session.MemoryStore());

/** Data of a session as a sign-in leaves it. */
const signedIn = (accountKey: string, credentialsVersion: number, realm = 'default') => ({
  cookie: { path: '/', originalMaxAge: null },
  latchkey: {
    realm,
    accountKey,
    idType: 'string',
    credentialsVersion,
    indexedUntil: EXPIRES,
  },
});

async function seed(sessions: IndexedSessions, accountKey: string, credentialsVersion: number) {
  const sessionId = newId();
  const expiresAt = new Date(EXPIRES);
  await sessions.index.add({ accountKey, sessionId, credentialsVersion, expiresAt });
  const data = signedIn(accountKey, credentialsVersion, sessions.index.realm);
  await sessions.host.write(sessionId, data);
  return sessionId;
}

function conformance(
  openIndex: () => (realm: string) => SessionIndex,
  openHost: () => HostSessions,
): void {
  storeConformance({
    test,
    ports: ['sessions'],
    async open() {
      const [indexOf, host, stores] = [openIndex(), openHost(), memoryStores()];
      const sessionsOf = (realm: string) => indexedSessions({ index: indexOf(realm), host });
      const sessions = sessionsOf('default');
      return {
        stores: { ...stores, sessions },
        seedAccount: (columns) => stores.accounts.add(columns),
        seedSession: ({ accountKey, credentialsVersion }) =>
          seed(sessions, accountKey, credentialsVersion),
        reopen: ({ realm }) => ({
          ...memoryStores({ realm, database: stores.database }),
          sessions: sessionsOf(realm),
        }),
        close() {},
      };
    },
  });
}

/** One index for each realm, as each is a database of its own. */
function memoryIndexes(): (realm: string) => SessionIndex {
  const indexes = new Map<string, SessionIndex>();
  return (realm) => {
    const index = indexes.get(realm) ?? memorySessionIndex({ realm });
    indexes.set(realm, index);
    return index;
  };
}

describe('sessions of express-session, indexed in memory', () => {
  conformance(memoryIndexes, expressHost);
});

describe('sessions of koa-session, indexed in memory', () => {
  conformance(memoryIndexes, () => {
    const kept = new Map<string, unknown>();
    return koaSessionStore({
      get: (key: string) => kept.get(key),
      set: (key: string, data: unknown) => void kept.set(key, data),
      destroy: (key: string) => void kept.delete(key),
    });
  });
});

describeEngines('sessions of express-session, indexed', (engine) => {
  let opened: OpenEngine;
  let cases = 0;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());
  conformance(() => {
    cases += 1;
    const own = `case${cases}`;
    return (realm) => sqlSessionIndex(opened.db, { realm: `${own}/${realm}` });
  }, expressHost);
});

describe('where the session store fails', () => {
  let failing: (operation: keyof HostSessions, sessionId: string) => boolean;
  let host: HostSessions;
  let sessions: IndexedSessions;
  beforeEach(() => {
    failing = () => false;
    const real = expressHost();
    const guarded = <T>(
      operation: keyof HostSessions,
      sessionId: string,
      work: () => Promise<T>,
    ) => (failing(operation, sessionId) ? Promise.reject(new Error('The store is away.')) : work());
    host = {
      newId,
      read: (id) => guarded('read', id, () => real.read(id)),
      write: (id, data) => guarded('write', id, () => real.write(id, data)),
      destroy: (id) => guarded('destroy', id, () => real.destroy(id)),
    };
    sessions = indexedSessions({ index: memorySessionIndex(), host });
  });

  test('what could not be destroyed stays in the index for the next try', async () => {
    const ids: string[] = [];
    for (let count = 0; count < 50; count += 1) ids.push(await seed(sessions, 'a', 0));
    failing = (operation, id) => operation === 'destroy' && id === ids[30];
    const all = { accountKey: 'a', belowVersion: 1, except: null };
    await expect(sessions.revoke(all)).rejects.toThrow('The store is away.');
    expect(await sessions.index.list('a')).toContainEqual({
      sessionId: ids[30],
      credentialsVersion: 0,
    });
    failing = () => false;
    await sessions.revoke(all);
    expect(await sessions.index.list('a')).toEqual([]);
    for (const id of ids) expect(await host.read(id)).toBeNull();
  });

  test('attack 53: a kept session goes on though the old id cannot be destroyed yet', async () => {
    const stores = memoryStores({
      accounts: [
        { id: 'a', email: 'a@example.org', passwordHash: insecureTestHash('paper boats at dawn') },
      ],
    });
    const passwords = new PasswordService({
      stores: { ...stores, sessions },
      mailer: async () => {},
      links: { reset: 'https://app.example/password/reset' },
      hasher: insecureTestHasher(),
      throttle: dangerouslyUnlimited(),
      outbox: 'external',
      clock: () => now,
    });
    let now = new Date('2030-01-01T00:00:00Z');
    const [kept, other] = [await seed(sessions, 'a', 0), await seed(sessions, 'a', 0)];
    failing = (operation) => operation === 'destroy';
    const changed = unwrap(
      await passwords.changePassword({
        accountId: 'a',
        currentPassword: 'paper boats at dawn',
        newPassword: 'lanterns over the canal',
        keepSession: kept,
      }),
    );
    expect(changed.sessions).toBe('revocation_pending');
    const keptSessionId = changed.keptSessionId ?? '';
    expect(await host.read(keptSessionId)).toMatchObject({ latchkey: { credentialsVersion: 1 } });
    expect(await host.read(kept)).toMatchObject({ latchkey: { credentialsVersion: 0 } });

    failing = () => false;
    now = new Date(now.getTime() + 61_000);
    await passwords.drainOutbox();
    for (const id of [kept, other]) expect(await host.read(id)).toBeNull();
    expect(await host.read(keptSessionId)).not.toBeNull();
    expect(await sessions.index.list('a')).toEqual([
      { sessionId: keptSessionId, credentialsVersion: 1 },
    ]);
    await passwords.close();
  });

  test('attack 50: an entry outlasts what ends without a version, also where that is not there yet', async () => {
    const sessionId = newId();
    const entry = { sessionId, credentialsVersion: 0 };
    await sessions.index.add({ ...entry, accountKey: 'a', expiresAt: new Date(EXPIRES) });
    const all = { accountKey: 'a', belowVersion: null, except: null };
    expect(await sessions.revoke(all)).toBe(0);
    // A sign-in or a request under way saves it only now.
    await host.write(sessionId, signedIn('a', 0));
    expect(await sessions.revoke(all)).toBe(1);
    expect(await host.read(sessionId)).toBeNull();
    expect(await sessions.index.list('a')).toEqual([entry]);
    // From here on the version refuses it.
    expect(await sessions.revoke({ ...all, belowVersion: 1 })).toBe(0);
    expect(await sessions.index.list('a')).toEqual([]);
  });

  test('a session that cannot be read is destroyed, and counts', async () => {
    const sessionId = await seed(sessions, 'a', 0);
    failing = (operation) => operation === 'read';
    const all = { accountKey: 'a', belowVersion: null, except: null };
    expect(await sessions.revoke(all)).toBe(1);
    failing = () => false;
    expect(await host.read(sessionId)).toBeNull();
  });

  test('attack 26: a session that is stamped for another realm is not restamped', async () => {
    const sessionId = await seed(sessions, 'a', 0);
    const stamp = { accountKey: 'a', sessionId, credentialsVersion: 1 };
    await host.write(sessionId, signedIn('a', 0, 'other'));
    expect(await sessions.restamp(stamp)).toBeNull();
    await host.write(sessionId, signedIn('a', 0));
    expect(await sessions.restamp(stamp)).not.toBeNull();
  });

  test('a session whose own stamp names somebody else is not restamped', async () => {
    const sessionId = await seed(sessions, 'a', 0);
    await host.write(sessionId, signedIn('b', 0));
    expect(
      await sessions.restamp({ accountKey: 'a', sessionId, credentialsVersion: 1 }),
    ).toBeNull();
    await host.write(sessionId, { cookie: { path: '/' } });
    expect(
      await sessions.restamp({ accountKey: 'a', sessionId, credentialsVersion: 1 }),
    ).toBeNull();
  });
});

test('attack 26: an index of another realm than the service is told at once', () => {
  const passwords = { realm: 'staff', checkSession: async () => ({ ok: true }) as const };
  const of = (realm: string) =>
    indexedSessions({ index: memorySessionIndex({ realm }), host: expressHost() });
  const refused = { code: 'ERR_INVALID_OPTION', message: expect.stringMatching(/"staff"/) };
  for (const make of [expressSessions, koaSessions]) {
    expect(() => make({ passwords, sessions: of('default') })).toThrow(
      expect.objectContaining(refused),
    );
    expect(() => make({ passwords, sessions: of('staff') })).not.toThrow();
  }
  expect(() => koaSessions({ passwords })).not.toThrow();
});

test('an index or a bridge that is missing is told at once', () => {
  const index = memorySessionIndex();
  expect(() => indexedSessions({ index } as never)).toThrow(/"host"/);
  expect(() => indexedSessions({ host: expressHost() } as never)).toThrow(/"index"/);
});
