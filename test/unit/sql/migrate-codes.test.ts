import { type Kysely, sql } from 'kysely';
import { assertSchema, migrate, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';
import { applyPrinted } from '../../support/printed-steps.js';
import { releaseBefore } from '../../support/release-before.js';
import { digestOf, ticket } from './fixtures.js';

/** The last step of the release before there were codes. */
const BEFORE = '003-session-index';

describeEngines('a database of the release before codes', (engine) => {
  const opened = releaseBefore(engine, { lastStep: BEFORE, table: 'tickets' });

  /** Its tables, in a place of their own, with tickets in them. */
  async function before() {
    const place = await opened.place();
    for (const id of ['t1', 't2']) await insertAsBefore(opened.db, place.table, id);
    return { ...place, stores: sqlStores(opened.db, place.options) };
  }

  type Before = Awaited<ReturnType<typeof before>>;

  async function expectCodes({ options, stores }: Before) {
    await assertSchema(opened.db, options);
    const { tickets } = stores;
    for (const id of ['t1', 't2']) {
      expect(await tickets.findByDigest(digestOf(id))).toEqual(ticket(id));
      expect(await tickets.countTry({ accountKey: 'a1', ticketId: id, limit: 5 })).toBe(false);
    }
    const code = { digest: new Uint8Array(digestOf('code')), tries: 0 };
    const coded = ticket('coded', { code });
    await tickets.insert({ ticket: coded, digest: digestOf('coded') });
    expect(await tickets.countTry({ accountKey: 'a1', ticketId: 'coded', limit: 5 })).toBe(true);
    expect((await tickets.findByDigest(digestOf('coded')))?.code).toEqual({ ...code, tries: 1 });
    // The index is still there, and the digest still unique.
    await expect(
      tickets.insert({ ticket: ticket('twin'), digest: digestOf('coded') }),
    ).rejects.toMatchObject({ code: 'ERR_STORE' });
    expect(await tickets.purge({ before: new Date(8e12), limit: 10 })).toBe(3);
  }

  it('is refused until it is migrated, and keeps its tickets', async () => {
    const place = await before();
    await expect(assertSchema(opened.db, place.options)).rejects.toMatchObject({
      code: 'ERR_SCHEMA',
    });
    await migrate(opened.db, place.options);
    await migrate(opened.db, place.options);
    await expectCodes(place);
  });

  it('gets them by the printed SQL as well, whose second run takes nothing away', async () => {
    const place = await before();
    const { until, after } = place;
    await applyPrinted(opened.db, [...until, ...after]);
    const { tickets } = place.stores;
    const code = { digest: new Uint8Array(digestOf('kept')), tries: 4 };
    const kept = ticket('kept', { code, accountKey: 'a2' });
    await tickets.insert({ ticket: kept, digest: digestOf('kept') });
    await applyPrinted(opened.db, [...until, ...after]);
    expect(await tickets.findByDigest(digestOf('kept'))).toEqual(kept);
    await tickets.removeByAccount('a2');
    await expectCodes(place);
  });

  it('can be cut after any statement outside of a transaction, and migrated then', async () => {
    const { after } = await before();
    for (let cut = 0; cut <= after.length; cut += 1) {
      const place = await before();
      await applyPrinted(opened.db, place.after.slice(0, cut));
      if (cut % 2 === 0) await migrate(opened.db, place.options);
      else await applyPrinted(opened.db, place.after);
      await expectCodes(place);
    }
  });

  it('keeps a view of the application’s that reads its tickets', async () => {
    const place = await before();
    const view = sql.id(`seen_by_${place.name}`);
    await sql`create view ${view} as select id, state from ${place.table}`.execute(opened.db);
    try {
      await migrate(opened.db, place.options);
      const { rows } = await sql`select id from ${view} order by id`.execute(opened.db);
      expect(rows).toEqual([{ id: 't1' }, { id: 't2' }]);
    } finally {
      await sql`drop view ${view}`.execute(opened.db);
    }
    await expectCodes(place);
  });

  it('holds no digest of a code of another length, and no tries without a number', async () => {
    const place = await before();
    await migrate(opened.db, place.options);
    // A column of 32 bytes pads a shorter one on MariaDB.
    const wrong = engine.name === 'mariadb' ? [] : [sql`code_digest = ${Buffer.alloc(31)}`];
    for (const set of [...wrong, sql`code_tries = null`])
      await expect(sql`update ${place.table} set ${set}`.execute(opened.db)).rejects.toThrow();
  });
});

/** As the stores of that release wrote one. */
async function insertAsBefore<DB>(db: Kysely<DB>, table: ReturnType<typeof sql.id>, id: string) {
  const { issuedAt, expiresAt, ...old } = ticket(id);
  await sql`
    insert into ${table} (
      id, digest, realm, purpose, account_key, address, credentials_version, state, issued_at,
      expires_at, entry_id, result_url, include_email_in_redirect, client_state,
      mark_email_verified, proof_digest, proven_at
    ) values (
      ${id}, ${digestOf(id)}, ${old.realm}, ${old.purpose}, ${old.accountKey}, ${old.address}, 0,
      ${old.state}, ${issuedAt.getTime()}, ${expiresAt.getTime()}, null, null, 0, null, 0, null, null
    )`.execute(db);
}
