import { Redis } from 'ioredis';
import { redisTokenStore } from 'latchkey/redis';
import { afterAll, expect, it } from 'vitest';
import { describeWhere } from '../../support/describe-where.js';
import {
  dumpRedis,
  newPrefix,
  REDIS_URL,
  redisAnswers,
  removeKeys,
} from '../../support/redis-server.js';
import { digestOf, NOW, ticketOf } from './fixtures.js';

describeWhere('codes in Redis', await redisAnswers(), () => {
  const prefix = newPrefix();
  const redis = new Redis(REDIS_URL);
  afterAll(async () => {
    redis.disconnect();
    await removeKeys(REDIS_URL, prefix);
  });
  const code = { digest: digestOf('code'), tries: 0 };

  async function stored(name: string, columns: Parameters<typeof ticketOf>[1] = {}) {
    const keyPrefix = `${prefix}:${name}`;
    const tickets = redisTokenStore(redis, { keyPrefix });
    const record = ticketOf('ann', { state: 'live', ...columns });
    await tickets.insert(record);
    const [key] = (await dumpRedis(REDIS_URL, `${keyPrefix}:tickets`))[0]!;
    const { id } = record.ticket;
    const line = async () => (await redis.hget(key, id))!;
    const attempt = { accountKey: 'ann', ticketId: id, limit: 5 };
    const write = (text: string) => redis.hset(key, id, text);
    return { tickets, record, attempt, line, write };
  }

  it('a line of the release before is a ticket without a code, and one without is still written so', async () => {
    const { tickets, record, attempt, line, write } = await stored('before');
    const { ticket, digest } = record;
    const written = /^live - reset 0 \d+ \d+ - (\{.*\})$/.exec(await line());
    expect(written).not.toBeNull();
    // As it was written then, field by field.
    const rest = {
      lookup: Buffer.from(digest).toString('base64url'),
      accountKey: 'ann',
      address: ticket.address,
      resultUrl: null,
      includeEmailInRedirect: false,
      clientState: null,
      markEmailVerified: false,
    };
    expect(JSON.parse(written?.[1] ?? '')).toEqual(rest);
    const [issuedAt, expiresAt] = [ticket.issuedAt.getTime(), ticket.expiresAt.getTime()];
    await write(`candidate - reset 0 ${issuedAt} ${expiresAt} - ${JSON.stringify(rest)}`);
    expect(await tickets.findByDigest(digest)).toEqual({ ...ticket, state: 'candidate' });
    expect(await tickets.countTry(attempt)).toBe(false);
    expect(await tickets.promote({ ticket, credentialsVersion: 0 })).toBe(true);
    expect(await tickets.listByAccount(attempt)).toEqual([ticket]);
  });

  const noticed = { change: 'passkey_added', changedAt: new Date(NOW - 7) } as const;

  it('a line of the release before that a notice is of reads as one that tells of nothing', async () => {
    const { tickets, record, attempt, line, write } = await stored('unnoticed', {
      purpose: 'disavow',
      noticed,
    });
    const whole = await line();
    const written = `,"noticed":{"change":"passkey_added","changedAt":${NOW - 7}}}`;
    expect(whole.endsWith(written)).toBe(true);
    // The words that its scripts and its reading go by are where they were.
    expect(whole).toMatch(/^live - disavow 0 \d+ \d+ - \{"lookup":/);
    await write(whole.replace(written, '}'));
    const before = { ...record.ticket, noticed: null };
    expect(await tickets.findByDigest(record.digest)).toEqual(before);
    expect(await tickets.listByAccount(attempt)).toEqual([before]);
    expect(await tickets.promote({ ticket: before, credentialsVersion: 0 })).toBe(true);
    expect(await tickets.close({ accountKey: 'ann', spentId: before.id, belowVersion: 1 })).toBe(
      true,
    );
  });

  it('a line whose notice is damaged is refused, not read as one that tells of nothing', async () => {
    const { tickets, record, attempt, line, write } = await stored('unreadable', { noticed });
    const whole = await line();
    for (const damaged of [
      ...['null', '{}', '7', '"passkey_added"', '{"change":"passkey_added"}'],
      ...['{"change":7,"changedAt":7}', '{"change":"passkey_added","changedAt":"7"}'],
      '{"change":"passkey_added","changedAt":1e400}',
    ]) {
      await write(whole.replace(/"noticed":.*\}$/, `"noticed":${damaged}}`));
      const refusal = { code: 'ERR_STORE' };
      await expect(tickets.findByDigest(record.digest), damaged).rejects.toMatchObject(refusal);
      await expect(tickets.listByAccount(attempt)).rejects.toMatchObject(refusal);
    }
    await write(whole);
    expect((await tickets.findByDigest(record.digest))?.noticed).toEqual(noticed);
  });

  it('what a client sends again does no more than the first time, but for a try', async () => {
    const { tickets, record, attempt } = await stored('again', { code });
    expect(await tickets.countTry(attempt)).toBe(true);
    await tickets.insert(record);
    expect((await tickets.findByDigest(record.digest))?.code).toEqual({ ...code, tries: 1 });
    const other = { ...record, ticket: { ...record.ticket, code: { ...code, tries: 3 } } };
    await tickets.insert(other);
    expect((await tickets.findByDigest(record.digest))?.code?.tries).toBe(1);
    const swapped = { digest: digestOf('another'), tries: 0 };
    await expect(
      tickets.insert({ ...record, ticket: { ...record.ticket, code: swapped } }),
    ).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  it('attack 29: a line whose tries are damaged admits nobody', async () => {
    const { tickets, record, attempt, line, write } = await stored('damaged', { code });
    const whole = await line();
    expect(whole).toContain(' 0.');
    for (const tries of ['-1', '', 'x', '1e3', '0x1', '1.5.', ' 0']) {
      await write(whole.replace(' 0.', ` ${tries}.`));
      expect(await tickets.countTry(attempt), tries).toBe(false);
      await tickets.refundTry(attempt);
      await expect(tickets.findByDigest(record.digest)).rejects.toMatchObject({
        code: 'ERR_STORE',
      });
      await expect(tickets.listByAccount(attempt)).rejects.toMatchObject({ code: 'ERR_STORE' });
    }
    await write(whole.replace(' 0.', ' 12345678901234567890.'));
    expect(await tickets.countTry(attempt)).toBe(false);
  });

  it('texts of the application that look like a code are none', async () => {
    const looks = ' 0.AAAA {"lookup":"x"} ';
    const { tickets, record, attempt } = await stored('texts', {
      entryId: looks,
      clientState: looks,
      address: looks,
    });
    expect(await tickets.findByDigest(record.digest)).toEqual(record.ticket);
    expect(await tickets.countTry(attempt)).toBe(false);
    await tickets.refundTry(attempt);
    expect(await tickets.findByDigest(record.digest)).toEqual(record.ticket);
  });
});
