import { type Kysely, sql } from 'kysely';
import type { Credentials, FormerAddress } from 'latchkey';
import { assertSchema, migrate, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';
import { applyPrinted } from '../../support/printed-steps.js';
import { releaseBefore } from '../../support/release-before.js';
import { digestOf, later, NOW } from './fixtures.js';

/** The last step of the release before the companion table kept former addresses. */
const BEFORE = '005-noticed-changes';
const former: FormerAddress = {
  digest: new Uint8Array(digestOf('former')),
  address: 'former@example.org',
  leftAt: later(-7),
};

/** What that release left: one that was changed and then locked, and one that never was changed. */
const OLD: Readonly<Record<string, Credentials>> = {
  locked: { version: 7, changedAt: later(-60_000), changeRequired: 'disavowed' },
  expired: { version: 0, changedAt: null, changeRequired: 'expired' },
};

const NEVER: Credentials = { version: 0, changedAt: null, changeRequired: null };

describeEngines('a database of the release before former addresses were kept', (engine) => {
  const opened = releaseBefore(engine, { lastStep: BEFORE, table: 'credentials' });

  /** Its tables, in a place of their own, with what it knew of two accounts of two realms each. */
  async function before() {
    const { name, options, table, until, after } = await opened.place();
    for (const [accountKey, known] of Object.entries(OLD)) {
      await insertAsBefore(opened.db, table, { realm: 'default', accountKey, known });
      const elsewhere = { ...known, version: known.version + 1 };
      await insertAsBefore(opened.db, table, { realm: 'other', accountKey, known: elsewhere });
    }
    const run = (which: 'all' | 'missing', cut?: number) =>
      applyPrinted(opened.db, which === 'all' ? [...until, ...after] : after.slice(0, cut));
    const stores = sqlStores(opened.db, options);
    const note = (accountKey: string) =>
      stores.unitOfWork.run((tx) =>
        stores.credentials.noteFormerAddress({ accountKey, former }, tx),
      );
    const other = sqlStores(opened.db, { ...options, realm: 'other' }).credentials;
    return { name, options, table, run, note, all: [...until, ...after], after, ...stores, other };
  }

  type Before = Awaited<ReturnType<typeof before>>;

  async function expectNotes({ options, table, credentials, other, note }: Before) {
    await assertSchema(opened.db, options);
    for (const [accountKey, known] of Object.entries(OLD)) {
      for (const [store, version] of [
        [credentials, known.version],
        [other, known.version + 1],
      ] as const) {
        expect(await store.read(accountKey)).toEqual({ ...known, version });
        expect(await store.findFormerAddress(accountKey)).toBeNull();
      }
      await note(accountKey);
      expect(await credentials.findFormerAddress(accountKey)).toEqual(former);
      expect(await credentials.read(accountKey)).toEqual(known);
      expect(await other.findFormerAddress(accountKey)).toBeNull();
    }
    // The key is there as before, and so are the constraints.
    const twin = { realm: 'default', accountKey: 'locked', known: NEVER };
    await expect(insertAsBefore(opened.db, table, twin)).rejects.toThrow();
    await expect(sql`update ${table} set version = null`.execute(opened.db)).rejects.toThrow();
  }

  it('is refused until it is migrated, and keeps what it knew, which is no former address', async () => {
    const place = await before();
    const refusal = { code: 'ERR_SCHEMA' };
    await expect(place.credentials.findFormerAddress('locked')).rejects.toMatchObject(refusal);
    await expect(place.note('locked')).rejects.toMatchObject(refusal);
    await expect(assertSchema(opened.db, place.options)).rejects.toMatchObject(refusal);
    await migrate(opened.db, place.options);
    await migrate(opened.db, place.options);
    await expectNotes(place);
  });

  it('serves the processes of that release after it was migrated, which leave a note as it is', async () => {
    const { options, table, note, credentials } = await before();
    await migrate(opened.db, options);
    await insertAsBefore(opened.db, table, { realm: 'default', accountKey: 'late', known: NEVER });
    expect(await credentials.findFormerAddress('late')).toBeNull();
    await note('late');
    const at = NOW.getTime();
    for (const set of [
      sql`version = version + 1, changed_at = ${at}, change_required = null`,
      sql`change_required = 'locked'`,
    ])
      await sql`update ${table} set ${set} where realm = 'default' and account_key = 'late'`.execute(
        opened.db,
      );
    expect(await credentials.read('late')).toEqual({
      version: 1,
      changedAt: NOW,
      changeRequired: 'locked',
    });
    expect(await credentials.findFormerAddress('late')).toEqual(former);
  });

  it('gets it by the printed SQL as well, and no run of it takes away what is noted', async () => {
    const place = await before();
    await place.run('all');
    await place.note('kept');
    for (const which of ['all', 'missing', 'all'] as const) {
      await place.run(which);
      expect(await place.credentials.findFormerAddress('kept')).toEqual(former);
    }
    await expectNotes(place);
  });

  it('can be cut after any statement outside of a transaction, and migrated then', async () => {
    const { after } = await before();
    for (let cut = 0; cut <= after.length; cut += 1) {
      const place = await before();
      await place.run('missing', cut);
      if (cut % 2 === 0) await migrate(opened.db, place.options);
      else await place.run('all');
      await expectNotes(place);
    }
  });

  it('keeps what is noted where a second run is cut after any statement', async () => {
    const { all, note, credentials, other, run } = await before();
    await run('all');
    await note('locked');
    for (let cut = 0; cut <= all.length; cut += 1) {
      await applyPrinted(opened.db, all.slice(0, cut));
      await run('all');
      expect(await credentials.findFormerAddress('locked'), `${cut}`).toEqual(former);
      expect(await credentials.read('locked'), `${cut}`).toEqual(OLD.locked);
      expect(await other.findFormerAddress('locked'), `${cut}`).toBeNull();
    }
  });

  it('keeps a view of the application’s that reads its versions', async () => {
    const place = await before();
    const view = sql.id(`versions_of_${place.name}`);
    await sql`create view ${view} as select account_key, version from ${place.table}
      where realm = 'default'`.execute(opened.db);
    try {
      await migrate(opened.db, place.options);
      const { rows } = await sql<{ account_key: string; version: unknown }>`
        select account_key, version from ${view} order by account_key`.execute(opened.db);
      expect(rows.map((row) => [row.account_key, Number(row.version)])).toEqual([
        ['expired', 0],
        ['locked', 7],
      ]);
    } finally {
      await sql`drop view ${view}`.execute(opened.db);
    }
    await expectNotes(place);
  });

  it('holds both of the address and when it was left, or neither, and no digest of another length', async () => {
    // MariaDB gets no CHECK, see its dialect; its column pads what is shorter and takes nothing longer.
    const { options, table } = await before();
    await migrate(opened.db, options);
    const set = (columns: ReturnType<typeof sql>) =>
      sql`update ${table} set ${columns}`.execute(opened.db);
    const long = sql`former_address = ${Buffer.alloc(33)}, address_left_at = 7`;
    const rest = [
      sql`former_address = ${Buffer.alloc(32)}`,
      sql`address_left_at = 7`,
      sql`former_address = ${Buffer.alloc(31)}, address_left_at = 7`,
    ];
    for (const wrong of engine.name === 'mariadb' ? [long] : [long, ...rest])
      await expect(set(wrong)).rejects.toThrow();
    await set(sql`former_address = ${Buffer.alloc(32)}, address_left_at = 7`);
    await set(sql`former_address = null, address_left_at = null`);
  });
});

/** As the stores of that release wrote one. */
async function insertAsBefore<DB>(
  db: Kysely<DB>,
  table: ReturnType<typeof sql.id>,
  row: { readonly realm: string; readonly accountKey: string; readonly known: Credentials },
) {
  const { version, changedAt, changeRequired } = row.known;
  await sql`
    insert into ${table} (realm, account_key, version, changed_at, change_required)
    values (${row.realm}, ${row.accountKey}, ${version}, ${changedAt?.getTime() ?? null},
      ${changeRequired})`.execute(db);
}
