import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { digestOf, entry, later, NOW, ticket } from './fixtures.js';

describeEngines('races', (engine) => {
  let opened: OpenEngine;
  /** Two sets of stores, as two processes would have them, where the engine allows it. */
  let sides: OpenEngine['stores'][];

  beforeAll(async () => {
    opened = await engine.open();
    const other = opened.url === null ? opened.db : opened.connect();
    sides = [opened.stores, sqlStores(other) as unknown as OpenEngine['stores']];
  });
  afterAll(() => opened.close());

  it.each([0, 1, 2])('of 50 concurrent raises from version %i exactly one wins', async (from) => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => {
        const stores = sides[index % 2]!;
        return stores.unitOfWork.run(async (tx) => {
          await stores.credentials.read('raised', tx);
          return stores.credentials.raiseVersion(
            { accountKey: 'raised', from, changedAt: later(index) },
            tx,
          );
        });
      }),
    );
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect(await opened.stores.credentials.read('raised')).toEqual({
      version: from + 1,
      changedAt: later(outcomes.indexOf(true)),
      changeRequired: null,
    });
  });

  it('a raise that is rolled back lets the next one win', async () => {
    const { unitOfWork, credentials } = opened.stores;
    const raise = { accountKey: 'rolled-back', from: 0, changedAt: NOW };
    const failure = new Error('no');
    await expect(
      unitOfWork.run(async (tx) => {
        await credentials.raiseVersion(raise, tx);
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await credentials.read('rolled-back')).toEqual({
      version: 0,
      changedAt: null,
      changeRequired: null,
    });
    expect(await unitOfWork.run((tx) => credentials.raiseVersion(raise, tx))).toBe(true);
  });

  it('concurrent claims share the entries out, none twice and none beyond the limit', async () => {
    for (let i = 0; i < 30; i++) await opened.stores.outbox.enqueue(entry(`claim-${i}`));
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        sides[index % 2]!.outbox.claim({
          now: NOW,
          leaseUntil: later(60_000),
          leaseId: `lease-${index}`,
          limit: 4,
        }),
      ),
    );
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const claim of claims) expect(claim.length).toBeLessThanOrEqual(4);
    const rest = await opened.stores.outbox.claim({
      now: NOW,
      leaseUntil: later(60_000),
      leaseId: 'rest',
      limit: 100,
    });
    expect(ids.length + rest.length).toBe(30);
  });

  it('of promotions that overlap exactly one ticket stays live', async () => {
    for (let round = 0; round < 10; round++) {
      const accountKey = `promoted-${round}`;
      const tickets = Array.from({ length: 6 }, (_, index) =>
        ticket(`${accountKey}-${index}`, {
          accountKey,
          state: index === 0 ? 'superseded' : 'candidate',
          issuedAt: later(index),
        }),
      );
      for (const each of tickets) {
        await opened.stores.tickets.insert({ ticket: each, digest: digestOf(each.id) });
      }
      await Promise.all(
        tickets.map((each, index) =>
          sides[index % 2]!.tickets.promote({ ticket: each, credentialsVersion: 0 }),
        ),
      );
      const states = await Promise.all(
        tickets.map(
          async ({ id }) => (await opened.stores.tickets.findByDigest(digestOf(id)))?.state,
        ),
      );
      expect(states.filter((state) => state === 'live')).toHaveLength(1);
    }
  });
});
