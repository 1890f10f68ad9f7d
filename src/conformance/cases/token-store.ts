import assert from 'node:assert/strict';
import type { Ticket } from '../../ports/index.js';
import type { CaseContext, ConformanceCase } from '../case.js';
import { at, DAY, digestOf, HOUR, newId, newTicket } from '../fixtures.js';

const ports = ['tickets'] as const;

/** Stores a ticket under the digest of its own id, and gives both back. */
async function store(
  { stores }: CaseContext,
  accountKey: string,
  columns: Partial<Ticket> = {},
): Promise<{ ticket: Ticket; digest: Uint8Array }> {
  const ticket = newTicket(stores.realm, accountKey, columns);
  const digest = digestOf(ticket.id);
  await stores.tickets.insert({ ticket, digest });
  return { ticket, digest };
}

export const tokenStoreCases: readonly ConformanceCase[] = [
  {
    name: 'tickets: what is stored comes back whole, to the millisecond',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      const full = await store(context, accountKey, {
        purpose: 'invite',
        state: 'live',
        address: 'mıke@example.org',
        credentialsVersion: 7,
        issuedAt: at(1),
        expiresAt: at(72 * HOUR + 1),
        entryId: newId(),
        resultUrl: 'https://app.example/welcome?to=%C3%A9#x',
        includeEmailInRedirect: true,
        clientState: 'é"\'<x>&=%20 ٣',
        markEmailVerified: true,
        secondFactorProof: { digest: digestOf('proof'), provenAt: at(7) },
        code: { digest: digestOf('code'), tries: 3 },
      });
      const bare = await store(context, accountKey, { address: null });
      for (const { ticket, digest } of [full, bare])
        assert.deepEqual({ ...(await context.stores.tickets.findByDigest(digest)) }, ticket);
    },
  },
  {
    name: 'tickets: a proof is kept on an open ticket alone, and a later one replaces an earlier one',
    ports,
    async run(context) {
      const { tickets } = context.stores;
      const accountKey = await context.seedAccount();
      const stranger = await context.seedAccount();
      const proof = (text: string, provenAt: Date) => ({ digest: digestOf(text), provenAt });
      for (const state of ['candidate', 'live'] as const) {
        const { ticket, digest } = await store(context, accountKey, { state });
        const neighbour = await store(context, accountKey, { state });
        for (const shown of [proof('one', at(1)), proof('two', at(2))]) {
          const record = { accountKey, ticketId: ticket.id, proof: shown };
          assert.equal(await tickets.recordProof(record), true);
          assert.deepEqual((await tickets.findByDigest(digest))?.secondFactorProof, shown);
        }
        const foreign = { accountKey: stranger, ticketId: ticket.id, proof: proof('x', at(3)) };
        assert.equal(await tickets.recordProof(foreign), false, 'another account');
        const unknown = { accountKey, ticketId: newId(), proof: proof('x', at(3)) };
        assert.equal(await tickets.recordProof(unknown), false, 'no such ticket');
        const kept = (await tickets.findByDigest(digest))?.secondFactorProof;
        assert.deepEqual(kept, proof('two', at(2)));
        const untouched = await tickets.findByDigest(neighbour.digest);
        assert.equal(untouched?.secondFactorProof, null);
      }
      for (const state of ['spent', 'superseded'] as const) {
        const { ticket, digest } = await store(context, accountKey, { state });
        const record = { accountKey, ticketId: ticket.id, proof: proof('late', at(1)) };
        assert.equal(await tickets.recordProof(record), false, state);
        assert.equal((await tickets.findByDigest(digest))?.secondFactorProof, null);
      }
    },
  },
  {
    name: 'tickets: every purpose and every state can be stored and found',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      const purposes = ['reset', 'administrative', 'invite', 'forced_change', 'disavow'] as const;
      const states = ['candidate', 'live', 'spent', 'superseded'] as const;
      for (const purpose of purposes)
        for (const state of states) {
          const { digest } = await store(context, accountKey, { purpose, state });
          const found = await context.stores.tickets.findByDigest(digest);
          assert.equal(found?.purpose, purpose);
          assert.equal(found.state, state);
        }
    },
  },
  {
    name: 'tickets: an unknown digest finds nothing',
    ports,
    async run(context) {
      await store(context, await context.seedAccount());
      assert.equal(await context.stores.tickets.findByDigest(digestOf('unknown')), null);
    },
  },
  {
    name: 'tickets: a digest is compared byte for byte',
    ports,
    async run(context) {
      const { stores } = context;
      const accountKey = await context.seedAccount();
      // Bytes that text, collations, C strings and trimming would confuse.
      const confusable = [0x00, 0x20, 0x41, 0x61, 0x7f, 0x80, 0xc3, 0xff].map((last) => {
        const digest = new Uint8Array(32).fill(0x61);
        digest[31] = last;
        return { digest, ticket: newTicket(stores.realm, accountKey) };
      });
      const zeros = { digest: new Uint8Array(32), ticket: newTicket(stores.realm, accountKey) };
      for (const record of [...confusable, zeros]) await stores.tickets.insert(record);
      for (const { digest, ticket } of [...confusable, zeros])
        assert.equal((await stores.tickets.findByDigest(digest))?.id, ticket.id);
      for (const flipped of [0, 15, 31]) {
        const digest = new Uint8Array(32);
        digest[flipped] = 1;
        assert.equal(await stores.tickets.findByDigest(digest), null);
      }
      assert.equal(await stores.tickets.findByDigest(new Uint8Array(31)), null);
      assert.equal(await stores.tickets.findByDigest(new Uint8Array(33)), null);
      assert.equal(await stores.tickets.findByDigest(new Uint8Array(0)), null);
    },
  },
  {
    name: 'tickets: a digest in a Buffer over shared memory is read within its own bounds',
    ports,
    async run(context) {
      const { stores } = context;
      const ticket = newTicket(stores.realm, await context.seedAccount());
      const shared = Buffer.alloc(96, 0xee);
      shared.set(digestOf('shared'), 32);
      await stores.tickets.insert({ ticket, digest: shared.subarray(32, 64) });
      shared.fill(0);
      assert.equal((await stores.tickets.findByDigest(digestOf('shared')))?.id, ticket.id);
    },
  },
  {
    name: 'tickets: looking spends nothing, however often',
    ports,
    async run(context) {
      const { ticket, digest } = await store(context, await context.seedAccount());
      for (let look = 0; look < 5; look += 1)
        assert.deepEqual({ ...(await context.stores.tickets.findByDigest(digest)) }, ticket);
    },
  },
  {
    name: 'tickets: an expired one is still found, since the store reads no clock',
    ports,
    async run(context) {
      const expiresAt = new Date(86_400_000);
      const { digest } = await store(context, await context.seedAccount(), { expiresAt });
      const found = await context.stores.tickets.findByDigest(digest);
      assert.deepEqual(found?.expiresAt, expiresAt);
    },
  },
  {
    name: 'tickets: minting entries are counted once each, without the one that asks',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      const [asking, twice, once] = [newId(), newId(), newId()];
      const state = 'superseded';
      for (const entryId of [asking, twice, twice, once, null])
        await store(context, accountKey, { entryId, state });
      await store(context, await context.seedAccount(), { entryId: newId() });
      const minting = { accountKey, delivery: 'link', credentialsVersion: 0 } as const;
      const query = { ...minting, since: at(0), exceptEntryId: asking };
      assert.equal(await context.stores.tickets.countMintingEntries(query), 2);
    },
  },
  {
    name: 'tickets: minting entries count from the very instant, and only under the version',
    ports,
    async run(context) {
      const { tickets } = context.stores;
      const accountKey = await context.seedAccount();
      const mint = (issuedAt: Date, credentialsVersion: number) =>
        store(context, accountKey, { entryId: newId(), issuedAt, credentialsVersion });
      await mint(at(-1), 3);
      await mint(at(0), 3);
      await mint(at(1), 3);
      await mint(at(1), 2);
      const count = (since: Date) =>
        tickets.countMintingEntries({
          accountKey,
          delivery: 'link',
          credentialsVersion: 3,
          since,
          exceptEntryId: newId(),
        });
      assert.equal(await count(at(-1)), 3);
      assert.equal(await count(at(0)), 2);
      assert.equal(await count(at(1)), 1);
      assert.equal(await count(at(2)), 0);
    },
  },
  {
    name: 'tickets: minting entries of codes and of links are counted apart',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      const code = { digest: digestOf(newId()), tries: 0 };
      for (const of of [{ code }, { code }, {}])
        await store(context, accountKey, { entryId: newId(), ...of });
      const query = { accountKey, credentialsVersion: 0, since: at(0), exceptEntryId: newId() };
      const count = (delivery: 'link' | 'code') =>
        context.stores.tickets.countMintingEntries({ ...query, delivery });
      assert.equal(await count('code'), 2);
      assert.equal(await count('link'), 1);
    },
  },
  {
    name: 'tickets: all of an account can be removed, and nothing of another',
    ports,
    async run(context) {
      const { tickets } = context.stores;
      const accountKey = await context.seedAccount();
      const code = { digest: digestOf('code'), tries: 1 };
      const own = [await store(context, accountKey), await store(context, accountKey, { code })];
      const foreign = await store(context, await context.seedAccount());
      await tickets.removeByAccount(accountKey);
      for (const { digest } of own) assert.equal(await tickets.findByDigest(digest), null);
      assert.equal((await tickets.findByDigest(foreign.digest))?.id, foreign.ticket.id);
    },
  },
  {
    name: 'tickets: a purge deletes what expired before the instant, whatever its state',
    ports,
    async run(context) {
      const { tickets } = context.stores;
      const accountKey = await context.seedAccount();
      const states = ['candidate', 'live', 'spent', 'superseded'] as const;
      const old = [];
      for (const state of states)
        old.push(await store(context, accountKey, { state, expiresAt: at(DAY - 1) }));
      const kept = [];
      for (const expiresAt of [at(DAY), at(DAY + 1)])
        kept.push(await store(context, accountKey, { expiresAt }));
      const purge = { before: at(DAY), limit: 100 };
      assert.equal(await tickets.purge(purge), 4);
      assert.equal(await tickets.purge(purge), 0);
      for (const { digest } of old) assert.equal(await tickets.findByDigest(digest), null);
      for (const { digest } of kept) assert.notEqual(await tickets.findByDigest(digest), null);
    },
  },
  {
    name: 'tickets: a purge stops at its limit and goes on the next time',
    ports,
    async run(context) {
      const accountKey = await context.seedAccount();
      for (let index = 0; index < 5; index += 1) await store(context, accountKey);
      const purge = { before: at(DAY), limit: 2 };
      const purged = [];
      for (let turn = 0; turn < 4; turn += 1)
        purged.push(await context.stores.tickets.purge(purge));
      assert.deepEqual(purged, [2, 2, 1, 0]);
    },
  },
];
