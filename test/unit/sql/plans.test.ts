import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer } from '../../support/describe-server.js';
import { filledDatabase, plansOf } from '../../support/filled-database.js';
import {
  purgeBesideRedemptions,
  redeemInsideOpenPurge,
} from '../../support/purge-beside-redemptions.js';

// The short form of test/proof/scale.test.ts, large enough for the planner to prefer an index.
const SIZES = { accounts: 40_000, tickets: 100_000 };

describeServer('with many accounts and tickets', 'postgres', () => {
  let database: Awaited<ReturnType<typeof filledDatabase>>;
  beforeAll(async () => {
    database = await filledDatabase(SIZES);
  }, 300_000);
  afterAll(() => database?.drop());

  it('a purge that is not committed yet holds up no redemption of the same accounts', async () => {
    const outcomes = await redeemInsideOpenPurge(database.url, 5);
    expect(outcomes).toEqual([null, null, null, null, null]);
  }, 120_000);

  it('a purge in batches runs beside redemptions, which all succeed and wait for none', async () => {
    const report = await purgeBesideRedemptions(database.url, {
      accounts: SIZES.accounts,
      maxBatches: 20,
    });
    expect(report.failures).toEqual([]);
    expect(report.redemptions).toBeGreaterThanOrEqual(80);
    expect(Math.max(...report.batches)).toBe(500);
  }, 120_000);

  it('every statement on our tables and on users is served by an index', async () => {
    const plans = await plansOf(database.url);
    expect(plans.length).toBeGreaterThan(40);
    expect(plans.filter(({ faults }) => faults.length > 0)).toEqual([]);
  }, 120_000);
});
