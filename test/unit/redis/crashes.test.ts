import { Redis } from 'ioredis';
import { redisTokenStore } from 'latchkey/redis';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import { openService, passwordOf } from '../../support/open-service.js';
import { afterOneStep, dies } from '../../support/redis-clients.js';
import { onRedis } from '../../support/redis-engine.js';
import {
  dumpRedis,
  newPrefix,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { digestOf, NOW, ticketOf } from './fixtures.js';

const available = await redisAnswers();
const HOUR = 3_600_000;
const TAKEN = { code: 'ERR_STORE', message: expect.stringMatching(/exists already/) };

describeWhere('a process that dies while it stores a ticket in Redis', available, () => {
  const prefix = newPrefix();
  const redis = new Redis(REDIS_URL);
  afterAll(async () => {
    redis.disconnect();
    await removeKeys(REDIS_URL, prefix);
  });

  /** A store, and a process that has died between the two steps of an insert. */
  async function open(name: string) {
    const keyPrefix = `${prefix}:${name}`;
    const tickets = redisTokenStore(redis, { keyPrefix });
    const crashed = ticketOf('ann', { code: { digest: digestOf('code'), tries: 0 } });
    const { digest } = crashed;
    const crash = (record = crashed) =>
      expect(
        redisTokenStore(afterOneStep(redis, dies), { keyPrefix }).insert(record),
      ).rejects.toMatchObject({ code: 'ERR_STORE', statusCode: 503 });
    await crash();
    const next = (accountKey = 'ann') => ({ ...ticketOf(accountKey), digest });
    return { keyPrefix, tickets, crashed, crash, digest, next };
  }

  it.each(['ann', 'bob'])('leaves room under its digest for a ticket of %s', async (accountKey) => {
    const { tickets, digest, next } = await open(`room-${accountKey}`);
    expect(await tickets.findByDigest(digest)).toBeNull();
    const record = next(accountKey);
    await tickets.insert(record);
    expect(await tickets.findByDigest(digest)).toEqual(record.ticket);
    await tickets.insert(record);
    await expect(tickets.insert(next(accountKey))).rejects.toMatchObject(TAKEN);
    expect(await tickets.findByDigest(digest)).toEqual(record.ticket);
  });

  it('leaves room however often it dies', async () => {
    const { tickets, crash, digest, next } = await open('often');
    for (let n = 0; n < 5; n += 1) await crash(next());
    const record = next();
    await tickets.insert(record);
    expect(await tickets.findByDigest(digest)).toEqual(record.ticket);
  });

  it('stores nothing any more where it was only slow', async () => {
    const { keyPrefix, tickets, next } = await open('slow');
    const [late, record] = [ticketOf('ann'), ticketOf('ann')];
    const { digest } = late;
    const overtake = () => tickets.insert({ ...record, digest });
    const slow = redisTokenStore(afterOneStep(redis, overtake), { keyPrefix });
    await expect(slow.insert(late)).rejects.toMatchObject(TAKEN);
    expect(await tickets.findByDigest(digest)).toEqual(record.ticket);
    await expect(tickets.insert({ ...next(), digest })).rejects.toMatchObject(TAKEN);
    expect(await tickets.listByAccount({ accountKey: 'ann', limit: 9 })).toEqual([record.ticket]);
  });

  it('leaves nothing that anybody sees, counts, opens or revives', async () => {
    const { keyPrefix, tickets, crashed, digest, next } = await open('nothing');
    const record = next();
    await tickets.insert(record);
    const named = { accountKey: 'ann', ticketId: crashed.ticket.id };
    expect(await tickets.listByAccount({ accountKey: 'ann', limit: 9 })).toEqual([record.ticket]);
    expect(await tickets.revoke({ ...named, purposes: ['reset'] })).toBe(0);
    expect(await tickets.countTry({ ...named, limit: 5 })).toBe(false);
    expect(await tickets.promote({ ticket: crashed.ticket, credentialsVersion: 0 })).toBe(false);
    const proof = { digest: digestOf('p'), provenAt: new Date(NOW) };
    expect(await tickets.recordProof({ ...named, proof })).toBe(false);
    const spend = { accountKey: 'ann', spentId: crashed.ticket.id, belowVersion: 1 };
    expect(await tickets.close(spend)).toBe(false);
    const minting = { delivery: 'link', credentialsVersion: 0, since: new Date(0) } as const;
    expect(
      await tickets.countMintingEntries({ accountKey: 'ann', exceptEntryId: '', ...minting }),
    ).toBe(0);
    expect(await tickets.findByDigest(digest)).toMatchObject({ state: 'superseded' });
    // It goes with the next ticket, once its time is over, or with the account.
    const late = { issuedAt: new Date(NOW + 5 * HOUR), expiresAt: new Date(NOW + 6 * HOUR) };
    await tickets.insert(ticketOf('ann', late));
    const [[, fields]] = (await dumpRedis(REDIS_URL, `${keyPrefix}:tickets`)) as [
      [string, unknown],
    ];
    expect(JSON.stringify(fields)).not.toContain(crashed.ticket.id);
    await tickets.removeByAccount('ann');
    expect(await dumpRedis(REDIS_URL, `${keyPrefix}:tickets`)).toEqual([]);
  });
});

onRedis('a worker that dies while it stores a code in Redis', available, (engine) => {
  it('is followed by one that mails a code that works', async () => {
    const redis = new Redis(REDIS_URL);
    onTestFinished(() => redis.disconnect());
    let isAlive = false;
    const service = openService(engine, {
      stores: (own) => {
        const options = { keyPrefix: engine.prefix };
        const dying = redisTokenStore(afterOneStep(redis, dies), options);
        const insert: typeof dying.insert = (record) => {
          const store = isAlive ? own.tickets : dying;
          isAlive = true;
          return store.insert(record);
        };
        return { ...own, tickets: { ...own.tickets, insert } };
      },
    });
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const flowId = await service.requestCode('ann@example.org');
    expect(service.mails).toEqual([]);
    expect(service.eventsOf('outbox.deferred')).toHaveLength(1);
    service.clock.advance(10);
    await service.passwords.drainOutbox();
    const code = service.lastCode();
    expect(
      await service.passwords.redeemTicket({ flowId, code, newPassword: passwordOf(2) }),
    ).toMatchObject({ ok: true });
  });
});
