import { memorySessionIndex } from 'latchkey/memory';
import { redisSessionIndex } from 'latchkey/redis';
import type { SessionIndex } from 'latchkey/sessions';
import { migrate, sqlSessionIndex } from 'latchkey/sql';
import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { newPrefix, REDIS_URL, redisAnswers, removeKeys } from '../../support/redis-server.js';

const NOW = new Date('2030-01-01T00:00:00Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);

interface Opened {
  readonly index: SessionIndex;
  readonly ofOtherRealm: SessionIndex;
}

function sessionIndexCases(open: () => Promise<Opened>): void {
  let index: SessionIndex;
  let other: SessionIndex;
  beforeEach(async () => {
    ({ index, ofOtherRealm: other } = await open());
  });
  const add = (accountKey: string, sessionId: string, credentialsVersion = 0, until = later(60)) =>
    index.add({ accountKey, sessionId, credentialsVersion, expiresAt: until });
  const idsOf = async (accountKey: string) =>
    (await index.list(accountKey)).map(({ sessionId }) => sessionId).sort();

  test('lists the sessions of the account, and those of no other', async () => {
    await add('1', 'a');
    await add('1', 'b', 3);
    await add('11', 'c');
    expect(
      [...(await index.list('1'))].sort((x, y) => x.credentialsVersion - y.credentialsVersion),
    ).toEqual([
      { sessionId: 'a', credentialsVersion: 0 },
      { sessionId: 'b', credentialsVersion: 3 },
    ]);
    expect(await index.list('2')).toEqual([]);
  });

  test('takes a session that is noted already at its new version', async () => {
    await add('1', 'a', 0);
    await add('1', 'a', 4);
    expect(await index.list('1')).toEqual([{ sessionId: 'a', credentialsVersion: 4 }]);
  });

  test('keeps ids as they are: case, length and letters count', async () => {
    const ids = ['abc', 'ABC', 'äbc', 'abc ', `x${'y'.repeat(700)}`, 'sess:1/2?3%00'];
    for (const id of ids) await add('1', id);
    expect(await idsOf('1')).toEqual([...ids].sort());
    await index.remove({ accountKey: '1', sessionIds: ['abc', 'not there'] });
    expect(await idsOf('1')).toEqual(ids.slice(1).sort());
  });

  test('forgets nothing of another account', async () => {
    await add('1', 'a');
    await index.remove({ accountKey: '2', sessionIds: ['a'] });
    await index.remove({ accountKey: '1', sessionIds: [] });
    expect(await idsOf('1')).toEqual(['a']);
  });

  test('of another realm it knows nothing, even of the same id', async () => {
    await add('1', 'a');
    await other.add({
      accountKey: '1',
      sessionId: 'a',
      credentialsVersion: 7,
      expiresAt: later(1),
    });
    expect(await index.list('1')).toEqual([{ sessionId: 'a', credentialsVersion: 0 }]);
    await other.remove({ accountKey: '1', sessionIds: ['a'] });
    expect(await idsOf('1')).toEqual(['a']);
    expect(await other.list('1')).toEqual([]);
  });

  test('tells its realm', () => {
    expect(other.realm).not.toBe(index.realm);
    expect(other.realm).toMatch(/^other/);
  });

  test('purges what has expired, at most so many', async () => {
    if (index.purge === undefined) return;
    for (const id of ['a', 'b', 'c']) await add('1', id, 0, later(10));
    await add('1', 'd', 0, later(11));
    await other.add({
      accountKey: '1',
      sessionId: 'e',
      credentialsVersion: 0,
      expiresAt: later(0),
    });
    expect(await index.purge({ before: later(10), limit: 9 })).toBe(0);
    expect(await index.purge({ before: later(11), limit: 2 })).toBe(2);
    expect(await index.purge({ before: later(11), limit: 2 })).toBe(1);
    expect(await idsOf('1')).toEqual(['d']);
    expect(await other.list('1')).toHaveLength(1);
  });
}

describe('an index of sessions in memory', () => {
  sessionIndexCases(async () => ({
    index: memorySessionIndex(),
    ofOtherRealm: memorySessionIndex({ realm: 'other' }),
  }));
});

test('an index in memory is of the default realm, and of none that is no text', () => {
  expect(memorySessionIndex().realm).toBe('default');
  for (const realm of ['', 5 as never])
    expect(() => memorySessionIndex({ realm })).toThrow(/"realm"/);
});

describeEngines('an index of sessions', (engine) => {
  let opened: OpenEngine;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());
  let realm = 0;
  sessionIndexCases(async () => {
    realm += 1;
    return {
      index: sqlSessionIndex(opened.db, { realm: `r${realm}` }),
      ofOtherRealm: sqlSessionIndex(opened.db, { realm: `other${realm}` }),
    };
  });

  test('missing tables fail with the cure', async () => {
    const place = { tablePrefix: 'else_' };
    const index = sqlSessionIndex(opened.db, place);
    await expect(index.list('1')).rejects.toMatchObject({
      code: 'ERR_SCHEMA',
      message: expect.stringContaining('await migrate(db)'),
    });
    await migrate(opened.db, place);
    expect(await index.list('1')).toEqual([]);
  });
});

describeWhere('an index of sessions in Redis', await redisAnswers(), () => {
  const client = createClient({ url: REDIS_URL });
  const keyPrefix = newPrefix();
  beforeAll(async () => {
    await client.connect();
  });
  afterEach(() => removeKeys(REDIS_URL, keyPrefix));
  afterAll(() => client.destroy());
  sessionIndexCases(async () => ({
    index: redisSessionIndex(client, { keyPrefix, clock: () => NOW }),
    ofOtherRealm: redisSessionIndex(client, { keyPrefix, realm: 'other', clock: () => NOW }),
  }));
});
