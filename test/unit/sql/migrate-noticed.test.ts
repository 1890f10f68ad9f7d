import { type Kysely, sql } from 'kysely';
import type { NoticedChange, Ticket } from 'latchkey';
import { assertSchema, migrate, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';
import { applyPrinted, DIALECT_OF, printedSteps } from '../../support/printed-steps.js';
import { releaseBefore } from '../../support/release-before.js';
import { digestOf, later, ticket } from './fixtures.js';

/** The last step of the release before tickets kept what their notice told of. */
const BEFORE = '004-codes';
const noticed: NoticedChange = { change: 'second_factor_added', changedAt: later(-7) };
const code = { digest: new Uint8Array(digestOf('code')), tries: 3 };

/** What that release left: a link of a notice, and a code that was tried three times. */
const OLD = [
  ticket('notice', { purpose: 'disavow', state: 'live' }),
  ticket('coded', { state: 'live', code }),
];

describeEngines('a database of the release before tickets kept what was noticed', (engine) => {
  const opened = releaseBefore(engine, { lastStep: BEFORE, table: 'tickets' });

  /** Its tables, in a place of their own, with tickets in them. */
  async function before() {
    const { options, table, until, after } = await opened.place();
    // A table that is made anew gets the columns of later steps as well; that release's had less.
    if (until.some((statement) => statement.includes('noticed_at')))
      for (const column of ['noticed_at', 'noticed_change'])
        await sql`alter table ${table} drop column ${sql.id(column)}`.execute(opened.db);
    for (const old of OLD) await insertAsBefore(opened.db, table, old);
    const run = (which: 'all' | 'missing', cut?: number) =>
      applyPrinted(opened.db, which === 'all' ? [...until, ...after] : after.slice(0, cut));
    return { options, table, run, steps: after.length, ...sqlStores(opened.db, options) };
  }

  type Before = Awaited<ReturnType<typeof before>>;

  async function expectNoticed({ options, table, tickets }: Before) {
    await assertSchema(opened.db, options);
    for (const old of OLD) expect(await tickets.findByDigest(digestOf(old.id))).toEqual(old);
    const fresh = ticket('fresh', { purpose: 'disavow', state: 'live', noticed });
    await tickets.insert({ ticket: fresh, digest: digestOf('fresh') });
    expect(await tickets.findByDigest(digestOf('fresh'))).toEqual(fresh);
    // Indexes and constraints are there as before.
    await expect(
      tickets.insert({ ticket: ticket('twin'), digest: digestOf('fresh') }),
    ).rejects.toMatchObject({ code: 'ERR_STORE' });
    await expect(sql`update ${table} set code_tries = null`.execute(opened.db)).rejects.toThrow();
    expect(await tickets.purge({ before: new Date(8e12), limit: 10 })).toBe(3);
  }

  it('is refused until it is migrated, and keeps its tickets, which tell of nothing', async () => {
    const place = await before();
    await expect(place.tickets.findByDigest(digestOf('notice'))).rejects.toMatchObject({
      code: 'ERR_SCHEMA',
    });
    await expect(assertSchema(opened.db, place.options)).rejects.toMatchObject({
      code: 'ERR_SCHEMA',
    });
    await migrate(opened.db, place.options);
    await migrate(opened.db, place.options);
    await expectNoticed(place);
  });

  it('serves the processes of that release after it was migrated', async () => {
    const { options, table, tickets } = await before();
    await migrate(opened.db, options);
    const late = ticket('late', { purpose: 'disavow', state: 'live', accountKey: 'a2' });
    await insertAsBefore(opened.db, table, late);
    expect(await tickets.listByAccount({ accountKey: 'a2', limit: 9 })).toEqual([late]);
    expect(await tickets.promote({ ticket: late, credentialsVersion: 0 })).toBe(true);
    const closing = { accountKey: 'a2', spentId: 'late', belowVersion: 1 };
    expect(await tickets.close(closing)).toBe(true);
    expect(await tickets.findByDigest(digestOf('late'))).toEqual({ ...late, state: 'spent' });
  });

  it('gets it by the printed SQL as well, and no run of it takes away what a ticket holds', async () => {
    const place = await before();
    await place.run('all');
    const kept = [
      ticket('kept', { purpose: 'disavow', accountKey: 'a2', noticed }),
      ticket('kept_code', { accountKey: 'a2', code }),
    ];
    for (const each of kept)
      await place.tickets.insert({ ticket: each, digest: digestOf(each.id) });
    for (const which of ['all', 'missing', 'all'] as const) {
      await place.run(which);
      for (const each of kept)
        expect(await place.tickets.findByDigest(digestOf(each.id))).toEqual(each);
    }
    await place.tickets.removeByAccount('a2');
    await expectNoticed(place);
  });

  it('can be cut after any statement outside of a transaction, and migrated then', async () => {
    const { steps } = await before();
    for (let cut = 0; cut <= steps; cut += 1) {
      const place = await before();
      await place.run('missing', cut);
      if (cut % 2 === 0) await migrate(opened.db, place.options);
      else await place.run('all');
      await expectNoticed(place);
    }
  });

  it('keeps what tickets hold where a second run is cut after any statement', async () => {
    const { options, tickets, run } = await before();
    await run('all');
    const kept = ticket('kept', { purpose: 'disavow', noticed });
    await tickets.insert({ ticket: kept, digest: digestOf('kept') });
    const { until, after } = printedSteps(DIALECT_OF[engine.name], options, BEFORE);
    const all = [...until, ...after];
    for (let cut = 0; cut <= all.length; cut += 1) {
      await applyPrinted(opened.db, all.slice(0, cut));
      await run('all');
      expect(await tickets.findByDigest(digestOf('kept')), `${cut}`).toEqual(kept);
    }
  });

  it('holds both of what was noticed and when, or neither', async () => {
    // MariaDB gets no CHECK; see its dialect.
    if (engine.name === 'mariadb') return;
    const { options, table } = await before();
    await migrate(opened.db, options);
    for (const half of [sql`noticed_change = 'passkey_added'`, sql`noticed_at = 7`])
      await expect(sql`update ${table} set ${half}`.execute(opened.db)).rejects.toThrow();
    await sql`update ${table} set noticed_change = 'passkey_added', noticed_at = 7`.execute(
      opened.db,
    );
  });
});

/** As the stores of that release wrote one. */
async function insertAsBefore<DB>(db: Kysely<DB>, table: ReturnType<typeof sql.id>, old: Ticket) {
  await sql`
    insert into ${table} (
      id, digest, realm, purpose, account_key, address, credentials_version, state, issued_at,
      expires_at, entry_id, result_url, include_email_in_redirect, client_state,
      mark_email_verified, proof_digest, proven_at, code_digest, code_tries
    ) values (
      ${old.id}, ${digestOf(old.id)}, ${old.realm}, ${old.purpose}, ${old.accountKey},
      ${old.address}, 0, ${old.state}, ${old.issuedAt.getTime()}, ${old.expiresAt.getTime()}, null,
      null, 0, null, 0, null, null, ${old.code && Buffer.from(old.code.digest)},
      ${old.code?.tries ?? 0}
    )`.execute(db);
}
