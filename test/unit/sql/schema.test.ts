import { CamelCasePlugin, Kysely } from 'kysely';
import { assertSchema, migrate, migrationSql, sqlStores, sqlTotpStore } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines, sqliteDialect } from '../../support/engines.js';
import { applyPrinted, DIALECT_OF } from '../../support/printed-steps.js';
import { digestOf, entry, NOW, ticket } from './fixtures.js';

/** Any place that `open` has not migrated. */
const ELSEWHERE = {
  sqlite: { tablePrefix: 'other_' },
  pglite: { schema: 'other' },
  postgres: { schema: 'other' },
  mariadb: { tablePrefix: 'other_' },
} as const;

describeEngines('schema', (engine) => {
  it('missing tables fail with ERR_SCHEMA and the cure, and pass after migrate', async () => {
    const opened = await engine.open();
    try {
      const place = ELSEWHERE[engine.name];
      const stores = sqlStores(opened.db, place);
      const refusal = { code: 'ERR_SCHEMA', message: expect.stringContaining('await migrate(db)') };
      await expect(stores.outbox.enqueue(entry('e1'))).rejects.toMatchObject(refusal);
      await expect(
        stores.unitOfWork.run((tx) =>
          stores.credentials.raiseVersion({ accountKey: 'a1', from: 0, changedAt: NOW }, tx),
        ),
      ).rejects.toMatchObject(refusal);
      await expect(assertSchema(opened.db, place)).rejects.toMatchObject(refusal);

      await migrate(opened.db, place);
      await assertSchema(opened.db, place);
      await stores.outbox.enqueue(entry('e1'));
      expect(await stores.outbox.status({ countUpTo: 9 })).toEqual({
        pending: 1,
        oldestDueAt: NOW,
      });
      expect(await opened.stores.outbox.status({ countUpTo: 9 })).toMatchObject({ pending: 0 });
    } finally {
      await opened.close();
    }
  });

  it('any number of processes may migrate at once, and again', async () => {
    const opened = await engine.open();
    try {
      const place = ELSEWHERE[engine.name];
      const connections =
        opened.url === null ? [opened.db] : Array.from({ length: 6 }, () => opened.connect());
      await Promise.all(connections.map((db) => migrate(db, place)));
      await Promise.all(connections.map((db) => migrate(db, place)));
      await assertSchema(opened.db, place);
    } finally {
      await opened.close();
    }
  });

  it('the printed SQL makes the same tables, and may be applied twice', async () => {
    const opened = await engine.open();
    try {
      const place = ELSEWHERE[engine.name];
      const printed = migrationSql(DIALECT_OF[engine.name], place);
      expect(printed).not.toContain('$1');
      const statements = printed.split(';\n').filter((statement) => statement.trim() !== '');
      await applyPrinted(opened.db, [...statements, ...statements]);
      await assertSchema(opened.db, place);
      await sqlStores(opened.db, place).outbox.enqueue(entry('e1'));
    } finally {
      await opened.close();
    }
  });

  it('a users table that is not where the mapping says is a wrong option, not a missing schema', async () => {
    const opened = await engine.open();
    try {
      for (const users of [{ table: 'nowhere' }, { columns: { locale: 'nope' } }]) {
        await expect(sqlStores(opened.db, { users }).users.findByKey('a1')).rejects.toMatchObject({
          code: 'ERR_INVALID_OPTION',
          message: expect.stringContaining('"users"'),
        });
      }
    } finally {
      await opened.close();
    }
  });

  it('an instance of another schema is refused, not read without it', async () => {
    const opened = await engine.open();
    try {
      expect(() => sqlStores(opened.db.withSchema('tenant'))).toThrow(/users\.schema/);
      await expect(migrate(opened.db.withSchema('tenant'))).rejects.toThrow(/users\.schema/);
    } finally {
      await opened.close();
    }
  });

  it("the application's plugins leave our statements alone", async () => {
    const opened = await engine.open();
    try {
      const stores = sqlStores(opened.db.withPlugin(new CamelCasePlugin()));
      const stored = ticket('t1', { entryId: 'e1', markEmailVerified: true });
      await stores.unitOfWork.run((tx) =>
        stores.tickets.insert({ ticket: stored, digest: digestOf('x') }, tx),
      );
      expect(await stores.tickets.findByDigest(digestOf('x'))).toEqual(stored);
    } finally {
      await opened.close();
    }
  });

  it('every statement on our tables is served by an index', async () => {
    if (engine.name !== 'sqlite') return;
    const opened = await engine.open();
    const ran: { sql: string; parameters: readonly unknown[] }[] = [];
    const db = new Kysely<unknown>({
      dialect: sqliteDialect(opened.url as string),
      log: ({ query }) => void ran.push(query),
    });
    try {
      const { credentials, tickets, outbox, history, sessions } = sqlStores(db);
      const lease = { id: 'e1', leaseId: 'l1' };
      const purge = { before: NOW, limit: 10 };
      await credentials.read('a1');
      await credentials.findFormerAddress('a1');
      await credentials.purgeFormerAddresses(purge);
      await tickets.insert({ ticket: ticket('t1'), digest: digestOf('x') });
      await tickets.findByDigest(digestOf('x'));
      const named = { accountKey: 'a1', ticketId: 't1' };
      await tickets.recordProof({ ...named, proof: { digest: digestOf('p'), provenAt: NOW } });
      await tickets.countTry({ ...named, limit: 5 });
      await tickets.refundTry(named);
      await tickets.listByAccount({ accountKey: 'a1', limit: 5 });
      await tickets.promote({ ticket: ticket('t1'), credentialsVersion: 0 });
      await tickets.revoke({ ...named, purposes: ['reset', 'invite'] });
      await tickets.revoke({ ...named, ticketId: null, purposes: ['reset'] });
      await tickets.close({ accountKey: 'a1', spentId: 't1', belowVersion: 1 });
      await tickets.countMintingEntries({
        accountKey: 'a1',
        delivery: 'link',
        credentialsVersion: 0,
        since: NOW,
        exceptEntryId: 'e',
      });
      await tickets.purge(purge);
      await outbox.claim({ now: NOW, leaseUntil: NOW, leaseId: 'l1', limit: 10 });
      await outbox.complete(lease);
      await outbox.countMint(lease);
      await outbox.fold({
        kind: 'k',
        foldKey: 'f',
        exceptId: 'e',
        createdUntil: new Date(0),
        now: NOW,
      });
      await outbox.status({ countUpTo: 10 });
      await outbox.listGivenUp({ limit: 10 });
      const anew = { kind: 'k', dueAt: NOW, expiresAt: NOW, limit: 10 };
      await outbox.requeue({ ...anew, ids: null });
      await outbox.requeue({ ...anew, ids: ['e1'] });
      await outbox.purge(purge);
      await outbox.removeByAccount('a1');
      await history.append({
        id: 'h',
        accountKey: 'a1',
        passwordHash: 'x',
        replacedAt: NOW,
        keep: 2,
      });
      await history.list({ accountKey: 'a1', limit: 2 });
      const id = await sessions.create({ accountKey: 'a1', credentialsVersion: 0, expiresAt: NOW });
      await sessions.find({ sessionId: id, now: NOW });
      await sessions.restamp({ accountKey: 'a1', sessionId: id, credentialsVersion: 1 });
      await sessions.revoke({ accountKey: 'a1', belowVersion: 2, except: id });
      await sessions.purge(purge);
      const factors = sqlTotpStore(db);
      const enrolment = { accountKey: 'a1', id: 'e1' };
      const recoveryDigests = [digestOf('r1'), digestOf('r2')];
      await factors.begin({ ...enrolment, secret: digestOf('s') });
      await factors.find('a1');
      await factors.confirm({ ...enrolment, step: 1, confirmedAt: NOW, recoveryDigests });
      await factors.advanceStep({ ...enrolment, step: 2 });
      await factors.spendRecoveryCode({ accountKey: 'a1', digest: digestOf('r1') });
      await factors.replaceRecoveryCodes({ accountKey: 'a1', recoveryDigests });
      await factors.remove('a1');

      const statements = [...ran];
      expect(statements.length).toBeGreaterThan(20);
      for (const statement of statements) {
        const { rows } = await db.executeQuery<{ detail: string }>({
          ...statement,
          sql: `explain query plan ${statement.sql}`,
        } as never);
        // The small derived tables of a LIMIT are scanned; ours must not be.
        const scans = rows
          .map((row) => row.detail)
          .filter((detail) => /^SCAN latchkey_/.test(detail) && !detail.includes('USING'));
        expect({ sql: statement.sql, scans }).toEqual({ sql: statement.sql, scans: [] });
      }
    } finally {
      await db.destroy();
      await opened.close();
    }
  });
});
