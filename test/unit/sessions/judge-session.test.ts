import session from 'express-session';
import { type AccountId, unwrap } from 'latchkey';
import { memorySessionIndex } from 'latchkey/memory';
import {
  type ExpressSessionRequest,
  expressSessionStore,
  expressSessions,
  indexedSessions,
  type SessionChecker,
} from 'latchkey/sessions';
import { testPasswords } from 'latchkey/testing';
import { describe, expect, test } from 'vitest';

interface Kept {
  userId?: AccountId;
}

/** A request behind express-session, as a later one of the same browser finds its session. */
function openHost<Id extends AccountId>(
  passwords: SessionChecker<Id>,
  accountId?: (data: Kept) => Id | null,
) {
  const store = new session.MemoryStore() as session.MemoryStore & {
    generate(request: unknown): void;
  };
  // Puts `generate` on the store, which is all that is needed of it here.
  session({ store, secret: 'for tests', resave: false, saveUninitialized: false });
  const index = memorySessionIndex({ realm: passwords.realm });
  const sessions = expressSessions<Id, Kept>({
    passwords,
    sessions: indexedSessions({ index, host: expressSessionStore(store) }),
    accountId,
  });
  const request = { sessionStore: store, headers: {} } as unknown as ExpressSessionRequest & {
    session: Kept & { latchkey?: Record<string, unknown> };
  };
  store.generate(request);
  const response = { writeHead: () => {}, end: () => {} } as never;
  return {
    index,
    request,
    sessions,
    /** What a later request of the same browser finds out. */
    async next(): Promise<Id | null> {
      const id = request.sessionID;
      await new Promise<void>((resolve, reject) => {
        request.session.save((error) => (error ? reject(error) : resolve()));
      });
      const stored = await expressSessionStore(store).read(id);
      const later = { sessionID: id, sessionStore: store } as unknown as ExpressSessionRequest;
      store.createSession(later as never, stored as never);
      await new Promise<void>((resolve, reject) => {
        sessions.guard(later, response, (error) => (error ? reject(error) : resolve()));
      });
      return sessions.accountId(later);
    },
  };
}

describe('the account of a session', () => {
  test('comes back in the type of its id', async () => {
    const numbers = testPasswords({ idType: 'number', accounts: [{ id: 7 }] });
    const host = openHost(numbers.passwords);
    await host.sessions.signIn(host.request, { account: { id: 7 }, credentialsVersion: 0 });
    expect(await host.next()).toBe(7);

    const checker: SessionChecker<bigint> = {
      realm: 'default',
      checkSession: async ({ accountId }) =>
        accountId === 2n ** 63n ? { ok: true } : { ok: false, reason: 'session_revoked' },
    };
    const wide = openHost(checker);
    await wide.sessions.signIn(wide.request, { account: { id: 2n ** 63n }, credentialsVersion: 0 });
    expect(await wide.next()).toBe(2n ** 63n);
  });

  test('is nobody before the guard has seen the request', async () => {
    const { passwords } = testPasswords({ accounts: [{ id: 'a' }] });
    const host = openHost(passwords);
    await host.sessions.signIn(host.request, { account: { id: 'a' }, credentialsVersion: 0 });
    const unseen = { ...host.request } as ExpressSessionRequest;
    expect(host.sessions.accountId(unseen)).toBeNull();
    expect(host.sessions.sessionId(unseen)).toBeNull();
    expect(await host.sessions.adopt(unseen, { keptSessionId: 'x', credentialsVersion: 0 })).toBe(
      false,
    );
  });

  test('attack 26: of one realm is nobody in another', async () => {
    const staff = testPasswords({ realm: 'staff', accounts: [{ id: '5' }] });
    const customers = testPasswords({ realm: 'customers', accounts: [{ id: '5' }] });
    const host = openHost(customers.passwords);
    await host.sessions.signIn(host.request, { account: { id: '5' }, credentialsVersion: 0 });
    expect(await host.next()).toBe('5');
    for (const accountId of [undefined, () => '5']) {
      const there = openHost(staff.passwords, accountId);
      Object.assign(there.request.session, {
        latchkey: { ...(host.request.session.latchkey ?? {}) },
      });
      expect(await there.next()).toBeNull();
    }
  });

  test('is refused where the application made the session somebody else’s without a sign-in', async () => {
    const { passwords } = testPasswords({ accounts: [{ id: 'a' }, { id: 'b' }] });
    const host = openHost(passwords, (data) => (data.userId as string | undefined) ?? null);
    await host.sessions.signIn(host.request, { account: { id: 'a' }, credentialsVersion: 0 });
    host.request.session.userId = 'a';
    expect(await host.next()).toBe('a');
    host.request.session.userId = 'b';
    expect(await host.next()).toBeNull();
  });

  test('is nobody once the application has taken its own field out', async () => {
    const { passwords } = testPasswords({ accounts: [{ id: 'a' }] });
    const host = openHost(passwords, (data) => (data.userId as string | undefined) ?? null);
    await host.sessions.signIn(host.request, { account: { id: 'a' }, credentialsVersion: 0 });
    expect(await host.next()).toBeNull();
  });

  test.each([
    ['a version in quotes', { credentialsVersion: '0' }],
    ['no version', { credentialsVersion: undefined }],
    ['a version that is no integer', { credentialsVersion: 0.5 }],
    ['an id that is a list', { accountKey: ['a'] }],
    ['an unknown type of id', { idType: 'object' }],
    ['a number that is none', { idType: 'number' }],
    ['no end of its entry', { indexedUntil: null }],
  ])('is refused with %s in the stamp', async (_, fault) => {
    const { passwords } = testPasswords({ accounts: [{ id: 'a' }] });
    const host = openHost(passwords);
    await host.sessions.signIn(host.request, { account: { id: 'a' }, credentialsVersion: 0 });
    Object.assign(host.request.session.latchkey ?? {}, fault);
    expect(await host.next()).toBeNull();
  });

  test('a database that is away fails the request, and lets nobody in', async () => {
    const { passwords } = testPasswords({ accounts: [{ id: 'a' }] });
    const host = openHost<string>({
      realm: passwords.realm,
      checkSession: () => Promise.reject(new Error('The database is away.')),
    });
    await host.sessions.signIn(host.request, { account: { id: 'a' }, credentialsVersion: 0 });
    await expect(host.next()).rejects.toThrow('The database is away.');
  });

  test('a sign-in that the index does not take signs nobody in', async () => {
    const { passwords } = testPasswords({
      accounts: [{ id: 'a', password: 'paper boats at dawn', email: 'a@example.org' }],
    });
    const host = openHost(passwords);
    host.index.add = () => Promise.reject(new Error('The index is away.'));
    const identifier = 'a@example.org';
    const signIn = unwrap(
      await passwords.authenticate({ identifier, password: 'paper boats at dawn' }),
    );
    await expect(host.sessions.signIn(host.request, signIn)).rejects.toThrow('The index is away.');
    expect(host.sessions.accountId(host.request)).toBeNull();
    expect(host.request.session.latchkey).toBeUndefined();
  });
});
