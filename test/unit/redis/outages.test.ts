import { inspect } from 'node:util';
import { redisSessionStore, redisTokenStore } from 'latchkey/redis';
import { expect, it, onTestFinished } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { lineTo } from '../../support/line-to.js';
import { type ClientKind, clientKinds } from '../../support/redis-clients.js';
import {
  newPrefix,
  onServer,
  REDIS_URL,
  redisAnswers,
  redisStarts,
  removeKeys,
  startRedis,
} from '../../support/redis-server.js';
import { until } from '../../support/until.js';
import { NOW, ticketOf, together, versions } from './fixtures.js';

const [answers, starts] = [await redisAnswers(), await redisStarts()];
/** Some tests need the shared server, and some one that they may mistreat. */
const both = answers === true ? starts : answers;

async function open(kind: ClientKind) {
  const server = await startRedis('none');
  onTestFinished(() => server.remove());
  const { client, close } = await kind.single(server.url);
  onTestFinished(close);
  return { server, client };
}

/** Until the client, by itself, is back on a server that answers. */
const untilBack = (work: () => Promise<unknown>) =>
  until(
    () =>
      work().then(
        () => true,
        () => false,
      ),
    'the store is back',
  );

const AWAY = { code: 'ERR_STORE', statusCode: 503, expose: false };

for (const kind of clientKinds) {
  describeWhere(`a Redis that goes away, by ${kind.name}`, both, () => {
    it('is a coded error in bounded time, and what nobody waits for any more never runs', async () => {
      const keyPrefix = newPrefix();
      const line = await lineTo(REDIS_URL);
      const { client, close } = await kind.single(line.url);
      onTestFinished(async () => {
        close();
        await line.close();
        await removeKeys(REDIS_URL, keyPrefix);
      });
      const store = redisTokenStore(client, { keyPrefix, timeoutSeconds: 0.3 });
      const record = ticketOf('ann');
      await store.insert(record);
      // Redis knows the script, so that nothing but the client stands in the way of a late run.
      await store.close({ accountKey: 'bob', spentId: null, belowVersion: 1 });
      await line.cut();
      await until(
        () => ('status' in client ? client.status !== 'ready' : !Reflect.get(client, 'isReady')),
        'the client has noticed',
      );
      const closing = { accountKey: 'ann', spentId: record.ticket.id, belowVersion: 1 };
      await together(30, () => expect(store.close(closing)).rejects.toMatchObject(AWAY));
      await line.mend();
      await untilBack(() => store.findByDigest(record.digest));
      // A close that came late would have ended a link that was mailed in the meantime.
      expect((await store.findByDigest(record.digest))?.state).toBe('live');
      expect(await store.close(closing)).toBe(true);
    });

    it('is a coded error when it hangs, and works once it goes on', async () => {
      const { server, client } = await open(kind);
      const sessions = redisSessionStore(client, {
        credentials: versions(),
        timeoutSeconds: 0.3,
      });
      const session = { accountKey: 'ann', credentialsVersion: 0, expiresAt: new Date(NOW + 1) };
      const sessionId = await sessions.create({ ...session, now: new Date(NOW) });
      server.signal('SIGSTOP');
      onTestFinished(() => server.signal('SIGCONT'));
      const query = { sessionId, now: new Date(NOW) };
      await expect(sessions.find(query)).rejects.toMatchObject(AWAY);
      await expect(sessions.find(query)).rejects.toThrow(/no answer within 0.3 seconds/);
      server.signal('SIGCONT');
      await untilBack(() => sessions.find(query));
      expect(await sessions.find(query)).toMatchObject({ accountKey: 'ann' });
    });

    it('forgets scripts and is told them again', async () => {
      const { server, client } = await open(kind);
      const store = redisTokenStore(client);
      const record = ticketOf('ann');
      await store.insert(record);
      await onServer(server.url, (admin) => admin.scriptFlush());
      expect(
        await store.close({ accountKey: 'ann', spentId: record.ticket.id, belowVersion: 1 }),
      ).toBe(true);
      await onServer(server.url, (admin) => admin.scriptFlush());
      expect((await store.findByDigest(record.digest))?.state).toBe('spent');
    });

    it('is a coded error that quotes neither digests nor addresses when it refuses', async () => {
      const { server, client } = await open(kind);
      const store = redisTokenStore(client, { keyPrefix: 'quoted' });
      await onServer(server.url, async (admin) => {
        await admin.sendCommand(
          'ACL SETUSER default on nopass ~* &* +@all -evalsha -eval'.split(' '),
        );
      });
      const record = ticketOf('ann');
      const error: unknown = await store.insert(record).catch((thrown) => thrown);
      expect(error).toMatchObject({ ...AWAY, cause: { code: 'NOPERM' } });
      const printed = `${inspect(error, { depth: 9, showHidden: true })}${JSON.stringify(error)}`;
      for (const secret of [Buffer.from(record.digest).toString('base64url'), 'ann@example.org'])
        expect(printed).not.toContain(secret);
    });
  });
}
