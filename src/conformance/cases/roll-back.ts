import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { at, digestOf, HOUR, lease, newEntry, newId, newTicket, rolledBack } from '../fixtures.js';

/** After a roll-back everything is as it was, store by store and write by write. */
export const rollBackCases: readonly ConformanceCase[] = [
  {
    name: 'unitOfWork: a roll-back leaves the credentials as they were',
    ports: ['unitOfWork', 'credentials'],
    async run({ stores: { credentials }, unitOfWork, seedAccount }) {
      const [fresh, raised] = [await seedAccount(), await seedAccount()];
      const raise = (accountKey: string, from: number) => ({
        accountKey,
        from,
        changedAt: at(from),
      });
      await unitOfWork.run((tx) => credentials.raiseVersion(raise(raised, 0), tx));
      await rolledBack(unitOfWork, async (tx) => {
        assert.equal(await credentials.raiseVersion(raise(fresh, 0), tx), true);
        assert.equal(await credentials.raiseVersion(raise(raised, 1), tx), true);
        assert.equal((await credentials.read(raised, tx)).version, 2, 'seen inside');
      });
      await rolledBack(unitOfWork, (tx) => credentials.remove(raised, tx));
      assert.deepEqual(
        { ...(await credentials.read(fresh)) },
        { version: 0, changedAt: null, changeRequired: null },
      );
      assert.deepEqual(
        { ...(await credentials.read(raised)) },
        { version: 1, changedAt: at(0), changeRequired: null },
      );
    },
  },
  {
    name: 'unitOfWork: a roll-back leaves the users table as it was',
    ports: ['unitOfWork', 'users'],
    async run({ stores: { users }, unitOfWork, seedAccount }) {
      const email = 'owner@example.org';
      const accountKey = await seedAccount({ email, emailVerified: false, passwordHash: 'hash-1' });
      const before = await users.findByKey(accountKey);
      const expected = { email, enabled: true };
      await rolledBack(unitOfWork, async (tx) => {
        const write = { accountKey, passwordHash: 'hash-2', expected };
        assert.equal(await users.writePasswordHash(write, tx), true);
        assert.equal((await users.findByKey(accountKey, tx))?.passwordHash, 'hash-2');
        const [found] = await users.findByAddress({ spellings: [email], limit: 1 }, tx);
        assert.equal(found?.passwordHash, 'hash-2');
        const swap = { accountKey, from: 'hash-2', to: 'hash-3' };
        assert.equal(await users.replacePasswordHash(swap, tx), true);
        await users.markEmailVerified({ accountKey, address: email }, tx);
      });
      assert.deepEqual(await users.findByKey(accountKey), before);
    },
  },
  {
    name: 'unitOfWork: a roll-back leaves the tickets as they were',
    ports: ['unitOfWork', 'tickets'],
    async run({ stores: { realm, tickets }, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const live = newTicket(realm, accountKey, { state: 'live' });
      const candidate = newTicket(realm, accountKey);
      const code = { digest: digestOf('code'), tries: 2 };
      const coded = newTicket(realm, accountKey, { state: 'live', code });
      const inserted = newTicket(realm, accountKey, { entryId: newId() });
      for (const ticket of [live, candidate, coded])
        await tickets.insert({ ticket, digest: digestOf(ticket.id) });
      const find = async (ticket: { id: string }, tx?: unknown) =>
        tickets.findByDigest(digestOf(ticket.id), tx);

      await rolledBack(unitOfWork, async (tx) => {
        await tickets.insert({ ticket: inserted, digest: digestOf(inserted.id) }, tx);
        assert.equal((await find(inserted, tx))?.id, inserted.id);
        const minting = { accountKey, delivery: 'link', credentialsVersion: 0 } as const;
        const query = { ...minting, since: at(0), exceptEntryId: newId() };
        assert.equal(await tickets.countMintingEntries(query, tx), 1);
        await tickets.promote({ ticket: candidate, credentialsVersion: 0 }, tx);
        assert.equal((await find(live, tx))?.state, 'superseded');
        assert.equal(
          await tickets.close({ accountKey, spentId: candidate.id, belowVersion: 1 }, tx),
          true,
        );
        assert.equal((await find(candidate, tx))?.state, 'spent');
      });
      await rolledBack(unitOfWork, async (tx) => {
        const attempt = { accountKey, ticketId: coded.id };
        assert.equal(await tickets.countTry({ ...attempt, limit: 5 }, tx), true);
        assert.equal((await find(coded, tx))?.code?.tries, 3);
      });
      await rolledBack(unitOfWork, async (tx) => {
        await tickets.refundTry({ accountKey, ticketId: coded.id }, tx);
        assert.equal((await find(coded, tx))?.code?.tries, 1);
      });
      await rolledBack(unitOfWork, async (tx) => {
        const all = { accountKey, ticketId: null, purposes: ['reset'] } as const;
        assert.equal(await tickets.revoke(all, tx), 3);
        const listed = await tickets.listByAccount({ accountKey, limit: 10 }, tx);
        assert.ok(listed.every(({ state }) => state === 'superseded'));
      });
      await rolledBack(unitOfWork, (tx) => tickets.removeByAccount(accountKey, tx));
      await rolledBack(unitOfWork, async (tx) => {
        assert.equal(await tickets.purge({ before: at(2 * HOUR), limit: 10 }, tx), 3);
      });
      assert.deepEqual((await find(coded))?.code, code);
      assert.equal((await find(coded))?.state, 'live');
      assert.equal((await find(live))?.state, 'live');
      assert.equal((await find(candidate))?.state, 'candidate');
      assert.equal(await find(inserted), null);
    },
  },
  {
    name: 'unitOfWork: a roll-back leaves the history as it was',
    ports: ['unitOfWork', 'history'],
    async run({ stores: { history }, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const append = (passwordHash: string, milliseconds: number, tx?: unknown) =>
        history.append(
          { id: newId(), accountKey, passwordHash, replacedAt: at(milliseconds), keep: 1 },
          tx,
        );
      const hashes = async (tx?: unknown) =>
        (await history.list({ accountKey, limit: 10 }, tx)).map((entry) => entry.passwordHash);
      await append('hash-1', 1);
      await rolledBack(unitOfWork, async (tx) => {
        await append('hash-2', 2, tx);
        assert.deepEqual(await hashes(tx), ['hash-2']);
        await history.removeByAccount(accountKey, tx);
        assert.deepEqual(await hashes(tx), []);
      });
      assert.deepEqual(await hashes(), ['hash-1']);
    },
  },
  {
    name: 'unitOfWork: a roll-back leaves the outbox as it was',
    ports: ['unitOfWork', 'outbox'],
    async run({ stores: { outbox }, unitOfWork, seedAccount }) {
      const accountKey = await seedAccount();
      const entry = newEntry({ accountKey, foldKey: 'a' });
      await outbox.enqueue(entry);
      const [claimed] = await outbox.claim(lease());
      assert.ok(claimed);
      const held = { id: claimed.id, leaseId: claimed.leaseId };
      const folded = newEntry({ foldKey: 'a' });
      await outbox.enqueue(folded);

      const folding = {
        kind: entry.kind,
        foldKey: 'a',
        exceptId: entry.id,
        createdUntil: at(0),
        now: at(0),
      };
      const attempts: ((tx: unknown) => Promise<unknown>)[] = [
        (tx) => outbox.enqueue(newEntry(), tx),
        (tx) => outbox.countMint(held, tx),
        (tx) => outbox.complete(held, tx),
        (tx) => outbox.defer({ ...held, dueAt: at(HOUR) }, tx),
        (tx) => outbox.giveUp({ ...held, givenUpAt: at(0), reason: 'refused' }, tx),
        async (tx) => {
          await outbox.giveUp({ ...held, givenUpAt: at(0), reason: 'refused' }, tx);
          const requeueing = { kind: entry.kind, ids: null, limit: 10 };
          return outbox.requeue({ ...requeueing, dueAt: at(0), expiresAt: at(HOUR) }, tx);
        },
        (tx) => outbox.fold(folding, tx),
        (tx) => outbox.removeByAccount(accountKey, tx),
      ];
      for (const attempt of attempts)
        await rolledBack(unitOfWork, async (tx) => {
          const done = await attempt(tx);
          assert.ok(done !== false && done !== 0, 'the write works before it is rolled back');
        });

      assert.deepEqual(await outbox.listGivenUp({ limit: 10 }), []);
      assert.equal((await outbox.status({ countUpTo: 10 })).pending, 2);
      assert.equal(await outbox.defer({ ...held, dueAt: at(1) }), true, 'the lease is still held');
      const left = await outbox.claim(lease({ now: at(1) }));
      assert.deepEqual(
        left.map(({ id, attempts, mints }) => ({ id, attempts, mints })),
        [
          { id: folded.id, attempts: 1, mints: 0 },
          { id: entry.id, attempts: 2, mints: 0 },
        ],
      );
    },
  },
  {
    name: 'unitOfWork: a roll-back leaves the sessions as they were',
    ports: ['unitOfWork', 'sessions'],
    async run({ stores: { sessions }, unitOfWork, seedAccount, seedSession }) {
      assert.ok(sessions);
      const accountKey = await seedAccount();
      const sessionId = await seedSession(accountKey, 0);
      await seedSession(accountKey, 0);
      await rolledBack(unitOfWork, async (tx) => {
        const stamp = { accountKey, sessionId, credentialsVersion: 1 };
        const kept = await sessions.restamp(stamp, tx);
        assert.notEqual(kept, null);
        const rest = { accountKey, belowVersion: 1, except: kept };
        assert.equal(await sessions.revoke(rest, tx), 1);
      });
      const below = { accountKey, belowVersion: 1, except: sessionId };
      assert.equal(await sessions.revoke(below), 1, 'both were there, under their old ids');
      assert.equal(await sessions.revoke({ ...below, except: null }), 1);
    },
  },
];
