import { setTimeout as wait } from 'node:timers/promises';
import { Kysely } from 'kysely';
import { PasswordService } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import pg from 'pg';
import { type DemoTables, demoMapping } from './demo-users.js';
import { postgresDialect } from './engines.js';
import { FILLED_AT, MAIN_REALM } from './fill-tables.js';
import { cheapHasher, passwordOf } from './open-service.js';

/** What `purgeExpired` deletes at a time. */
const BATCH = 500;
/** A redemption that waits longer for a lock fails. */
const LOCK_TIMEOUT_MS = 200;
const REDEEMERS = 4;

export interface PurgeReport {
  readonly redemptions: number;
  /** Why a redemption did not succeed; a lock timeout is `55P03`. */
  readonly failures: readonly string[];
  /** How many rows each batch deleted. */
  readonly batches: readonly number[];
  readonly batchMs: readonly number[];
  /** How often a redemption was seen waiting for a lock that a purge holds, of how many looks. */
  readonly blocked: number;
  readonly looks: number;
}

function named(url: string, name: string): string {
  const own = new URL(url);
  own.searchParams.set('application_name', name);
  if (name === 'redeemer') own.searchParams.set('options', `-c lock_timeout=${LOCK_TIMEOUT_MS}`);
  return own.href;
}

function storesOf(url: string, name: string) {
  const db = new Kysely<DemoTables>({ dialect: postgresDialect(named(url, name), REDEEMERS) });
  return { db, stores: sqlStores(db, { realm: MAIN_REALM, users: demoMapping }) };
}

/** Issues a ticket for an account and redeems it; answers why that failed, or `null`. */
function redeemerOf({ stores }: ReturnType<typeof storesOf>) {
  const passwords = new PasswordService({
    stores,
    mailer: async () => {},
    links: { reset: 'https://app.example/password/reset' },
    hasher: cheapHasher,
    outbox: 'external',
    maxPending: Number.MAX_SAFE_INTEGER,
    clock: () => FILLED_AT,
  });
  return async (accountId: string): Promise<string | null> => {
    try {
      const issued = await passwords.issueTicket({ accountId });
      if (!issued.ok) return issued.reason;
      const { token } = issued.ticket;
      const redeemed = await passwords.redeemTicket({ token, newPassword: passwordOf(accountId) });
      return redeemed.ok ? null : redeemed.reason;
    } catch (error) {
      const { cause, message } = error as Error;
      return String((cause as { code?: string } | undefined)?.code ?? message);
    }
  };
}

/** Purges in batches, while four connections redeem tickets of one account after the other. */
export async function purgeBesideRedemptions(
  url: string,
  { accounts, maxBatches }: { readonly accounts: number; readonly maxBatches: number },
): Promise<PurgeReport> {
  const redeeming = storesOf(url, 'redeemer');
  const purging = storesOf(url, 'purger');
  const watching = new pg.Client({ connectionString: url });
  await watching.connect();
  const failures: string[] = [];
  const batches: number[] = [];
  const batchMs: number[] = [];
  let redemptions = 0;
  let blocked = 0;
  let looks = 0;
  let purged = false;

  async function purge(): Promise<void> {
    while (batches.length < maxBatches) {
      const began = performance.now();
      const rows = await purging.stores.tickets.purge({ before: FILLED_AT, limit: BATCH });
      batchMs.push(performance.now() - began);
      batches.push(rows);
      if (rows < BATCH) return;
    }
  }
  async function redeem(lane: number): Promise<void> {
    const redeemOne = redeemerOf(redeeming);
    // At least a few, however quick the purge is.
    for (let n = lane; !purged || n < 20 * REDEEMERS; n += REDEEMERS) {
      const failure = await redeemOne(`u${1 + ((n * 7919) % (accounts - 1))}`);
      if (failure !== null) failures.push(failure);
      redemptions += 1;
    }
  }
  async function watch(): Promise<void> {
    while (!purged) {
      const { rows } = await watching.query(
        `select count(*)::int as n from pg_stat_activity waiting, pg_stat_activity holding
         where waiting.application_name = 'redeemer' and holding.application_name = 'purger'
           and waiting.datname = current_database() and holding.datname = current_database()
           and waiting.wait_event_type = 'Lock' and holding.pid = any(pg_blocking_pids(waiting.pid))`,
      );
      blocked += rows[0].n;
      looks += 1;
      await wait(5);
    }
  }

  try {
    await Promise.all([
      purge().finally(() => {
        purged = true;
      }),
      watch(),
      ...Array.from({ length: REDEEMERS }, (_, lane) => redeem(lane)),
    ]);
    return { redemptions, failures, batches, batchMs, blocked, looks };
  } finally {
    await watching.end();
    await redeeming.db.destroy();
    await purging.db.destroy();
  }
}

/**
 * Deletes a batch, and before that is committed redeems tickets of accounts whose tombstones are in
 * it. Answers what became of each.
 */
export async function redeemInsideOpenPurge(
  url: string,
  count: number,
): Promise<readonly (string | null)[]> {
  const redeeming = storesOf(url, 'redeemer');
  const purging = storesOf(url, 'purger');
  try {
    const redeemOne = redeemerOf(redeeming);
    return await purging.db.transaction().execute(async (tx) => {
      const before = await accountKeys(url);
      await purging.stores.tickets.purge({ before: FILLED_AT, limit: BATCH }, tx);
      const outcomes: (string | null)[] = [];
      for (const accountKey of before.slice(0, count)) outcomes.push(await redeemOne(accountKey));
      return outcomes;
    });
  } finally {
    await redeeming.db.destroy();
    await purging.db.destroy();
  }
}

/** The accounts of the next batch of a purge, but those with an unspent ticket in it. */
async function accountKeys(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ account_key: string }>(
      `select account_key from (
         select account_key, state from latchkey.tickets
         where realm = $1 and expires_at < $2 order by expires_at limit $3
       ) as doomed
       group by account_key having bool_and(state in ('spent', 'superseded')) limit 50`,
      [MAIN_REALM, FILLED_AT.getTime(), BATCH],
    );
    return rows.map((row) => row.account_key);
  } finally {
    await client.end();
  }
}
