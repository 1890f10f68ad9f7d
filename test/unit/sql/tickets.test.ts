import { sql } from 'kysely';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { digestOf, entry, later, NOW, ticket } from './fixtures.js';

const OUR_TABLES = ['credentials', 'tickets', 'outbox', 'history', 'sessions', 'migrations'];

describeEngines('tickets', (engine) => {
  let opened: OpenEngine;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  const table = (name: string) =>
    engine.name === 'sqlite' || engine.name === 'mariadb'
      ? sql.id(`latchkey_${name}`)
      : sql.id('latchkey', name);

  it('attack 12: nothing but a digest finds a ticket, and no ticket is without one', async () => {
    const { tickets } = opened.stores;
    await tickets.insert({ ticket: ticket('t12'), digest: digestOf('t12') });
    for (const value of [null, undefined, '', 'null', 0, true, [], {}, new Uint8Array(0)]) {
      expect(await tickets.findByDigest(value as unknown as Uint8Array)).toBeNull();
    }
    // A column of 32 bytes takes a shorter one for its padding on MariaDB, and no digest is that.
    const short = engine.name === 'mariadb' ? [] : [sql`''`, sql`'0'`];
    for (const value of [sql`null`, ...short]) {
      await expect(
        sql`update ${table('tickets')} set digest = ${value} where id = 't12'`.execute(opened.db),
      ).rejects.toThrow();
    }
  });

  it('attack 13: a digest is compared as bytes, whatever it looks like as a number or text', async () => {
    const { tickets } = opened.stores;
    const digest = Buffer.from('00000000000000000000000000000000');
    await tickets.insert({ ticket: ticket('t13'), digest });
    for (const guess of [
      0,
      '0',
      '00000000000000000000000000000000',
      true,
      digest.toString('hex'),
    ]) {
      expect(await tickets.findByDigest(guess as unknown as Uint8Array)).toBeNull();
    }
    for (const guess of [new Uint8Array(32), Buffer.alloc(32, '1'), digest.subarray(0, 31)]) {
      expect(await tickets.findByDigest(guess)).toBeNull();
    }
    expect((await tickets.findByDigest(new Uint8Array(digest)))?.id).toBe('t13');
  });

  it('attack 16: a dump of every table holds no token and no session id', async () => {
    const { tickets, sessions, outbox } = opened.stores;
    const token = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';
    await tickets.insert({ ticket: ticket('t16'), digest: digestOf(token) });
    await outbox.enqueue(entry('e16'));
    const sessionId = await sessions.create({
      accountKey: 'a1',
      credentialsVersion: 0,
      expiresAt: later(1000),
    });
    const secrets = [token, sessionId].flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret, 'base64url').toString('hex'),
    ]);
    let dumped = '';
    for (const name of OUR_TABLES) {
      const { rows } = await sql<Record<string, unknown>>`select * from ${table(name)}`.execute(
        opened.db,
      );
      dumped += JSON.stringify(rows, (_, value) =>
        value instanceof ArrayBuffer
          ? Buffer.from(value).toString('hex')
          : value?.type === 'Buffer'
            ? Buffer.from(value.data).toString('hex')
            : value,
      );
    }
    expect(dumped).toContain('t16');
    for (const secret of secrets) expect(dumped).not.toContain(secret);
    // The stolen digest is no token: it is looked up under its own digest.
    expect(await tickets.findByDigest(digestOf(digestOf(token).toString('base64url')))).toBeNull();
  });

  it('attack 17: tickets are found by the digest of a token, and by a unique index', async () => {
    const { tickets } = opened.stores;
    await tickets.insert({ ticket: ticket('t17'), digest: digestOf('t17') });
    await expect(
      tickets.insert({ ticket: ticket('t17-twin'), digest: digestOf('t17') }),
    ).rejects.toMatchObject({ code: 'ERR_STORE' });
  });

  it('attack 26: a ticket of another realm is never found', async () => {
    const other = sqlStores(opened.db, { realm: 'staff' });
    await opened.stores.tickets.insert({ ticket: ticket('t26'), digest: digestOf('t26') });
    expect(await other.tickets.findByDigest(digestOf('t26'))).toBeNull();
    expect(await other.tickets.close({ accountKey: 'a1', spentId: 't26', belowVersion: 1 })).toBe(
      false,
    );
    expect((await opened.stores.tickets.findByDigest(digestOf('t26')))?.state).toBe('candidate');
  });

  it('a close spends one ticket and supersedes the others, but disavowals', async () => {
    const { tickets } = opened.stores;
    const of = { accountKey: 'closing' };
    await tickets.insert({ ticket: ticket('c1', of), digest: digestOf('c1') });
    await tickets.insert({
      ticket: ticket('c2', { ...of, state: 'live' }),
      digest: digestOf('c2'),
    });
    await tickets.insert({
      ticket: ticket('c3', { ...of, state: 'live', purpose: 'disavow' }),
      digest: digestOf('c3'),
    });
    const state = async (id: string) => (await tickets.findByDigest(digestOf(id)))?.state;
    expect(await tickets.close({ ...of, spentId: 'c1', belowVersion: 1 })).toBe(true);
    expect(await Promise.all(['c1', 'c2', 'c3'].map(state))).toEqual([
      'spent',
      'superseded',
      'live',
    ]);
    expect(await tickets.close({ ...of, spentId: 'c1', belowVersion: 1 })).toBe(false);
    expect(await tickets.promote({ ticket: ticket('c1', of), credentialsVersion: 0 })).toBe(false);
    expect(await tickets.promote({ ticket: ticket('c2', of), credentialsVersion: 1 })).toBe(false);
    expect(await state('c1')).toBe('spent');
  });

  it('a purge deletes what has expired, no more than the limit, and nothing else', async () => {
    const { tickets } = opened.stores;
    for (const [id, expiresAt] of [
      ['p1', later(-3)],
      ['p2', later(-2)],
      ['p3', later(-1)],
      ['p4', NOW],
    ] as const) {
      await tickets.insert({ ticket: ticket(id, { expiresAt }), digest: digestOf(id) });
    }
    expect(await tickets.purge({ before: NOW, limit: 2 })).toBe(2);
    expect(await tickets.purge({ before: NOW, limit: 2 })).toBe(1);
    expect(await tickets.purge({ before: NOW, limit: 2 })).toBe(0);
    expect(await tickets.findByDigest(digestOf('p4'))).not.toBeNull();
  });
});
