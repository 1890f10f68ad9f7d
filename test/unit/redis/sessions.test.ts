import { redisSessionIndex, redisSessionStore } from 'latchkey/redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { clientKinds, type OpenClient } from '../../support/redis-clients.js';
import {
  dumpRedis,
  newPrefix,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { NOW, versions } from './fixtures.js';

const at = (milliseconds: number) => new Date(NOW + milliseconds);

for (const kind of clientKinds) {
  describeWhere(`sessions in Redis by ${kind.name}`, await redisAnswers(), () => {
    const prefix = newPrefix();
    let redis: OpenClient;
    beforeAll(async () => {
      redis = await kind.single(REDIS_URL);
    });
    afterAll(async () => {
      redis.close();
      await removeKeys(REDIS_URL, prefix);
    });
    let tests = 0;
    const open = (realm?: string) => {
      if (realm === undefined) tests += 1;
      const credentials = versions();
      const keyPrefix = `${prefix}:${tests}`;
      const sessions = redisSessionStore(redis.client, { realm, keyPrefix, credentials });
      return { sessions, keyPrefix, known: credentials.known };
    };
    const session = { accountKey: 'ann', credentialsVersion: 0, now: at(0), expiresAt: at(1000) };

    it('one is found until it expires, and ends with a sign-out', async () => {
      const { sessions } = open();
      const sessionId = await sessions.create(session);
      expect(sessionId).toMatch(/^[\w-]{65}$/);
      const { now: createdAt, ...columns } = session;
      expect(await sessions.find({ sessionId, now: at(999) })).toEqual({ ...columns, createdAt });
      expect(await sessions.find({ sessionId, now: at(1000) })).toBeNull();
      expect(await sessions.remove(sessionId)).toBe(true);
      expect(await sessions.remove(sessionId)).toBe(false);
      expect(await sessions.find({ sessionId, now: at(0) })).toBeNull();
    });

    it('attack 51: one that raced a change is never found, whichever came first', async () => {
      const { sessions, known } = open();
      const before = await sessions.create(session);
      known.ann = 1;
      const raced = await sessions.create(session);
      for (const sessionId of [before, raced])
        expect(await sessions.find({ sessionId, now: at(0) })).toBeNull();
      const good = await sessions.create({ ...session, credentialsVersion: 1 });
      expect(await sessions.find({ sessionId: good, now: at(0) })).not.toBeNull();
      // A version from the future is no better than one from the past.
      const ahead = await sessions.create({ ...session, credentialsVersion: 2 });
      expect(await sessions.find({ sessionId: ahead, now: at(0) })).toBeNull();
    });

    it('a database that is away opens nothing', async () => {
      const sessions = redisSessionStore(redis.client, {
        keyPrefix: prefix,
        credentials: { read: () => Promise.reject(new Error('away')) },
      });
      const sessionId = await sessions.create(session);
      await expect(sessions.find({ sessionId, now: at(0) })).rejects.toThrow('away');
    });

    it('an id is good as a whole, in its own realm, and is stored as a digest', async () => {
      const { sessions, keyPrefix } = open();
      const sessionId = await sessions.create(session);
      const other = await sessions.create({ ...session, accountKey: 'bob' });
      const elsewhere = open('other').sessions;
      for (const guess of [
        other.slice(0, 22) + sessionId.slice(22),
        sessionId.slice(0, 22) + other.slice(22),
        sessionId.slice(22),
        `${sessionId}A`,
        `${sessionId}\n`,
        sessionId.toLowerCase(),
        '',
      ]) {
        expect(await sessions.find({ sessionId: guess, now: at(0) })).toBeNull();
        const stamp = { accountKey: 'ann', sessionId: guess, credentialsVersion: 1 };
        expect(await sessions.restamp(stamp)).toBeNull();
        expect(await sessions.remove(guess)).toBe(false);
      }
      expect(await elsewhere.find({ sessionId, now: at(0) })).toBeNull();
      const dump = JSON.stringify(await dumpRedis(REDIS_URL, keyPrefix));
      expect(dump).toContain('ann');
      expect(dump).not.toContain(sessionId);
      expect(dump).not.toContain(sessionId.slice(22));
    });

    it('a kept one keeps its times and gets a new id', async () => {
      const { sessions, known } = open();
      const old = await sessions.create(session);
      known.ann = 1;
      const stamp = { accountKey: 'ann', sessionId: old, credentialsVersion: 1 };
      const kept = (await sessions.restamp(stamp))!;
      expect(kept).not.toBe(old);
      expect(await sessions.find({ sessionId: kept, now: at(999) })).toEqual({
        accountKey: 'ann',
        credentialsVersion: 1,
        createdAt: at(0),
        expiresAt: at(1000),
      });
      expect(await sessions.find({ sessionId: kept, now: at(1000) })).toBeNull();
      expect(await sessions.find({ sessionId: old, now: at(0) })).toBeNull();
      expect(await sessions.restamp(stamp)).toBeNull();
    });

    it('an index knows the sessions of each account, and of each realm, by their own ids', async () => {
      const keyPrefix = `${prefix}:index`;
      const clock = () => at(0);
      const index = redisSessionIndex(redis.client, { keyPrefix, clock });
      const other = redisSessionIndex(redis.client, { keyPrefix, clock, realm: 'other' });
      const note = (sessionId: string, credentialsVersion = 0) => ({
        ...{ accountKey: 'ann', sessionId, credentialsVersion, expiresAt: at(1000) },
      });
      for (const sessionId of ['a', 'b{}', 'sess:\0é', 'x'.repeat(1000)])
        await index.add(note(sessionId));
      await index.add(note('a', 7));
      await index.add({ ...note('c'), accountKey: 'bob' });
      await other.add(note('d'));
      const listed = async (accountKey: string) =>
        [...(await index.list(accountKey))].sort((one, two) =>
          one.sessionId < two.sessionId ? -1 : 1,
        );
      expect(await listed('ann')).toEqual([
        { sessionId: 'a', credentialsVersion: 7 },
        { sessionId: 'b{}', credentialsVersion: 0 },
        { sessionId: 'sess:\0é', credentialsVersion: 0 },
        { sessionId: 'x'.repeat(1000), credentialsVersion: 0 },
      ]);
      await index.remove({ accountKey: 'ann', sessionIds: ['a', 'unknown', 'c', 'b{}'] });
      await index.remove({ accountKey: 'ann', sessionIds: [] });
      expect((await listed('ann')).map(({ sessionId }) => sessionId[0])).toEqual(['s', 'x']);
      expect(await listed('bob')).toHaveLength(1);
      expect(await listed('nobody')).toEqual([]);
      expect(await other.list('ann')).toEqual([{ sessionId: 'd', credentialsVersion: 0 }]);
    });
  });
}
