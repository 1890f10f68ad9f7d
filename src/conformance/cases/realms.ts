import assert from 'node:assert/strict';
import type { ConformanceCase } from '../case.js';
import { at, DAY, digestOf, lease, newEntry, newId, newTicket } from '../fixtures.js';

/** Two realms in one database know nothing of each other, not even under one account key. */
export const realmCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: those of another realm are neither found nor listed, changed, counted or removed',
    ports: ['tickets'],
    async run({ stores, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const other = await reopen('conformance-other');
      const code = { digest: digestOf('code'), tries: 1 };
      const columns = { state: 'live', entryId: newId(), code } as const;
      const ticket = newTicket(stores.realm, accountKey, columns);
      const digest = digestOf(ticket.id);
      await stores.tickets.insert({ ticket, digest });

      assert.equal(await other.tickets.findByDigest(digest), null);
      assert.equal(await other.tickets.promote({ ticket, credentialsVersion: 0 }), false);
      assert.equal(
        await other.tickets.close({ accountKey, spentId: ticket.id, belowVersion: 1 }),
        false,
      );
      await other.tickets.close({ accountKey, spentId: null, belowVersion: 1 });
      const minting = { accountKey, delivery: 'link', credentialsVersion: 0 } as const;
      const query = { ...minting, since: at(0), exceptEntryId: newId() };
      assert.equal(await other.tickets.countMintingEntries(query), 0);
      const attempt = { accountKey, ticketId: ticket.id };
      assert.equal(await other.tickets.countTry({ ...attempt, limit: 5 }), false);
      await other.tickets.refundTry(attempt);
      assert.deepEqual(await other.tickets.listByAccount({ accountKey, limit: 10 }), []);
      for (const ticketId of [ticket.id, null]) {
        const revocation = { accountKey, ticketId, purposes: ['reset'] } as const;
        assert.equal(await other.tickets.revoke(revocation), 0);
      }
      await other.tickets.removeByAccount(accountKey);
      assert.deepEqual({ ...(await stores.tickets.findByDigest(digest)) }, ticket);

      const foreign = newTicket(other.realm, accountKey);
      await other.tickets.insert({ ticket: foreign, digest: digestOf(foreign.id) });
      const superseding = await other.tickets.promote({ ticket: foreign, credentialsVersion: 0 });
      assert.equal(superseding, true);
      assert.equal((await stores.tickets.findByDigest(digest))?.state, 'live');
    },
  },
  {
    name: 'credentials: each realm has its own version of an account',
    ports: ['credentials', 'unitOfWork'],
    async run({ stores, unitOfWork, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const other = await reopen('conformance-other');
      const raise = { accountKey, from: 0, changedAt: at(0) };
      await unitOfWork.run((tx) => stores.credentials.raiseVersion(raise, tx));
      assert.equal((await other.credentials.read(accountKey)).version, 0);
      await other.credentials.remove(accountKey);
      assert.equal((await stores.credentials.read(accountKey)).version, 1);
    },
  },
  {
    name: 'outbox: an entry of another realm is not claimed, folded, counted, listed, requeued or removed',
    ports: ['outbox'],
    async run({ stores, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const other = await reopen('conformance-other');
      await stores.outbox.enqueue(newEntry({ foldKey: 'a', accountKey }));
      assert.deepEqual(await other.outbox.claim(lease({ now: at(DAY) })), []);
      const folding = {
        kind: 'conformance',
        foldKey: 'a',
        exceptId: newId(),
        createdUntil: at(DAY),
        now: at(DAY),
      };
      assert.equal(await other.outbox.fold(folding), 0);
      assert.equal((await other.outbox.status({ countUpTo: 10 })).pending, 0);
      await other.outbox.removeByAccount(accountKey);

      const [held] = await stores.outbox.claim(lease());
      assert.ok(held, 'the entry is still there');
      const { id, leaseId } = held;
      await stores.outbox.giveUp({ id, leaseId, givenUpAt: at(0), reason: 'refused' });
      assert.deepEqual(await other.outbox.listGivenUp({ limit: 10 }), []);
      const requeueing = { kind: 'conformance', dueAt: at(0), expiresAt: at(DAY), limit: 10 };
      assert.equal(await other.outbox.requeue({ ...requeueing, ids: null }), 0);
      assert.equal(await other.outbox.requeue({ ...requeueing, ids: [id] }), 0);
    },
  },
  {
    name: 'history: each realm remembers for itself',
    ports: ['history'],
    async run({ stores, seedAccount, reopen }) {
      const accountKey = await seedAccount();
      const other = await reopen('conformance-other');
      const entry = { accountKey, replacedAt: at(0), keep: 1 };
      await stores.history.append({ ...entry, id: newId(), passwordHash: 'here' });
      await other.history.append({ ...entry, id: newId(), passwordHash: 'there' });
      const listed = await stores.history.list({ accountKey, limit: 10 });
      assert.deepEqual(
        listed.map(({ passwordHash }) => passwordHash),
        ['here'],
      );
      await other.history.removeByAccount(accountKey);
      assert.equal((await stores.history.list({ accountKey, limit: 10 })).length, 1);
    },
  },
  {
    name: 'sessions: those of another realm are not revoked',
    ports: ['sessions'],
    async run({ stores, seedAccount, seedSession, reopen }) {
      const accountKey = await seedAccount();
      const other = await reopen('conformance-other');
      assert.ok(stores.sessions && other.sessions);
      const sessionId = await seedSession(accountKey, 0);
      const all = { accountKey, belowVersion: null, except: null };
      assert.equal(await other.sessions.revoke(all), 0);
      const stamp = { accountKey, sessionId, credentialsVersion: 1 };
      assert.equal(await other.sessions.restamp(stamp), null);
      assert.equal(await stores.sessions.revoke(all), 1);
    },
  },
];
