import { memoryStores } from 'latchkey/memory';
import { expect, test } from 'vitest';

const at = (milliseconds: number) => new Date(Date.UTC(2030, 0, 1) + milliseconds);

const opened = async () => {
  const stores = memoryStores({ accounts: [{ id: 'a' }] });
  const session = { accountKey: 'a', credentialsVersion: 0, expiresAt: at(1000), now: at(0) };
  return { ...stores, session, sessionId: await stores.sessions.create(session) };
};

const raise = (stores: Awaited<ReturnType<typeof opened>>, from: number) =>
  stores.unitOfWork.run((tx) =>
    stores.credentials.raiseVersion({ accountKey: 'a', from, changedAt: at(1) }, tx),
  );

test('a session is found until the instant of its end', async () => {
  const { sessions, sessionId } = await opened();
  expect(sessionId).toMatch(/^[\w-]{43}$/);
  expect(await sessions.find({ sessionId, now: at(999) })).toEqual({
    accountKey: 'a',
    credentialsVersion: 0,
    createdAt: at(0),
    expiresAt: at(1000),
  });
  expect(await sessions.find({ sessionId, now: at(1000) })).toBeNull();
  expect(await sessions.find({ sessionId: 'unknown', now: at(0) })).toBeNull();
});

test('attack 22: a session of an older credentials version opens nothing, revoked or not', async () => {
  const stores = await opened();
  const { sessions, sessionId, session } = stores;
  await raise(stores, 0);
  expect(await sessions.find({ sessionId, now: at(2) })).toBeNull();
  const raced = await sessions.create(session);
  expect(await sessions.find({ sessionId: raced, now: at(2) })).toBeNull();
  const fresh = await sessions.create({ ...session, credentialsVersion: 1 });
  expect(await sessions.find({ sessionId: fresh, now: at(2) })).not.toBeNull();
});

test('a session that is stamped ahead of the version is as bad as one behind it', async () => {
  const { sessions, session } = await opened();
  const ahead = await sessions.create({ ...session, credentialsVersion: 1 });
  expect(await sessions.find({ sessionId: ahead, now: at(0) })).toBeNull();
});

test('a restamped session goes on under a new id only', async () => {
  const stores = await opened();
  const { sessions, sessionId } = stores;
  await raise(stores, 0);
  const kept = await sessions.restamp({ accountKey: 'a', sessionId, credentialsVersion: 1 });
  expect(kept).not.toBe(sessionId);
  expect(await sessions.find({ sessionId: kept!, now: at(2) })).toMatchObject({ accountKey: 'a' });
  expect(await sessions.find({ sessionId, now: at(2) })).toBeNull();
});

test('signing out ends one session and tells whether there was one', async () => {
  const { sessions, session, sessionId } = await opened();
  const other = await sessions.create(session);
  expect(await sessions.remove(sessionId)).toBe(true);
  expect(await sessions.remove(sessionId)).toBe(false);
  expect(await sessions.find({ sessionId, now: at(0) })).toBeNull();
  expect(await sessions.find({ sessionId: other, now: at(0) })).not.toBeNull();
});
