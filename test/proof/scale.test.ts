import { createHash } from 'node:crypto';
import { Kysely } from 'kysely';
import { sqlStores } from 'latchkey/sql';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeServer } from '../support/describe-server.js';
import { postgresDialect } from '../support/engines.js';
import { MAIN_REALM, type Sizes } from '../support/fill-tables.js';
import { filledDatabase, plansOf } from '../support/filled-database.js';
import {
  purgeBesideRedemptions,
  redeemInsideOpenPurge,
} from '../support/purge-beside-redemptions.js';

const number = (name: string, fallback: number) => Number(process.env[name] ?? fallback);
const SIZES: Sizes = {
  accounts: number('LATCHKEY_PROOF_ACCOUNTS', 1_000_000),
  tickets: number('LATCHKEY_PROOF_TICKETS', 10_000_000),
};
/** What the other is measured against. */
const SMALL: Sizes = { accounts: 10_000, tickets: 10_000 };
const PURGE_BATCHES = number('LATCHKEY_PROOF_PURGE_BATCHES', 400);
const LOOKUPS = 2_000;

const print = (line: string) => process.stdout.write(`[scale] ${line}\n`);
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describeServer('a million accounts and ten million tickets', 'postgres', () => {
  let database: Awaited<ReturnType<typeof filledDatabase>>;
  beforeAll(async () => {
    const began = performance.now();
    database = await filledDatabase(SIZES);
    const { users, tickets, bytes } = await contents(database.url);
    print(
      `${users} accounts and ${tickets} tickets, ${(bytes / 2 ** 30).toFixed(1)} GiB, ` +
        `filled in ${seconds(performance.now() - began)}`,
    );
    expect([users, tickets]).toEqual([SIZES.accounts, SIZES.tickets]);
  });
  afterAll(() => database?.drop());

  it('a lookup by digest takes about as long as among ten thousand', async () => {
    const small = await filledDatabase(SMALL);
    try {
      const few = lookup(small.url, SMALL.tickets);
      const many = lookup(database.url, SIZES.tickets);
      for (const touch of ['first', 'second']) {
        const times: [number, number][] = [];
        // One after the other, so that whatever else the machine does meets both.
        for (let n = 0; n < LOOKUPS; n += 1) times.push([await few.find(n), await many.find(n)]);
        const [ofFew, ofMany] = [median(times.map(([t]) => t)), median(times.map(([, t]) => t))];
        print(
          `lookup by digest, ${touch} touch, median: ${ofMany.toFixed(3)} ms among ` +
            `${SIZES.tickets}, ${ofFew.toFixed(3)} ms among ${SMALL.tickets}, ` +
            `ratio ${(ofMany / ofFew).toFixed(2)}`,
        );
      }
      await Promise.all([few.end(), many.end()]);
    } finally {
      await small.drop();
    }
  });

  it('a purge that is not committed yet holds up no redemption of the same accounts', async () => {
    const outcomes = await redeemInsideOpenPurge(database.url, 20);
    expect(outcomes).toEqual(Array(20).fill(null));
  });

  it('a purge in batches runs beside redemptions, which all succeed and wait for none', async () => {
    const began = performance.now();
    const { redemptions, failures, batches, batchMs, blocked, looks } =
      await purgeBesideRedemptions(database.url, {
        accounts: SIZES.accounts,
        maxBatches: PURGE_BATCHES,
      });
    const purged = batches.reduce((sum, rows) => sum + rows, 0);
    const tenth = Math.ceil(batchMs.length / 10);
    print(
      `purged ${purged} tickets in ${batches.length} batches beside ${redemptions} redemptions in ` +
        `${seconds(performance.now() - began)}; batch, median: ${median(batchMs).toFixed(1)} ms ` +
        `(first tenth ${median(batchMs.slice(0, tenth)).toFixed(1)}, last ` +
        `${median(batchMs.slice(-tenth)).toFixed(1)}, longest ${Math.max(...batchMs).toFixed(0)}); ` +
        `waiting for a purge: ${blocked} of ${looks} looks`,
    );
    expect(failures).toEqual([]);
    expect(blocked).toBe(0);
    expect(Math.max(...batches)).toBe(500);
    expect(redemptions).toBeGreaterThanOrEqual(80);
  });

  it('every statement on our tables and on users is served by an index', async () => {
    const plans = await plansOf(database.url);
    const ofPages = plans.filter(({ pages }) => pages !== null);
    ofPages.sort((a, b) => (b.pages ?? 0) - (a.pages ?? 0));
    print(`${plans.length} statements, each by an index; those that touch the most pages:`);
    for (const { pages, sql } of ofPages.slice(0, 6))
      print(`  ${pages} pages: ${sql.slice(0, 140)}`);
    expect(plans.length).toBeGreaterThan(40);
    expect(plans.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });
});

async function contents(url: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select count(*)::int from users) as users,
        (select count(*)::int from latchkey.tickets) as tickets,
        pg_database_size(current_database())::float8 as bytes`,
    );
    return rows[0] as { users: number; tickets: number; bytes: number };
  } finally {
    await client.end();
  }
}

/** Looks tickets of the whole table up, one at a time, by the store's own statement. */
function lookup(url: string, tickets: number) {
  const db = new Kysely<unknown>({ dialect: postgresDialect(url, 1) });
  const store = sqlStores(db, { realm: MAIN_REALM }).tickets;
  return {
    async find(n: number): Promise<number> {
      // Of the main realm: numbers that end in less than 8.
      const number = Math.floor(((n * 7919 * 10) % tickets) / 10) * 10 + (n % 8);
      const digest = createHash('sha256').update(`d${number}`).digest();
      const began = performance.now();
      const found = await store.findByDigest(digest);
      const took = performance.now() - began;
      expect(found?.id).toBe(`t${number}`);
      return took;
    },
    end: () => db.destroy(),
  };
}
