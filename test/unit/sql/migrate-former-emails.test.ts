import { type CompiledQuery, sql } from 'kysely';
import type { FormerAddress } from 'latchkey';
import { assertSchema, migrate, sqlStores } from 'latchkey/sql';
import { expect, it } from 'vitest';
import { describeEngines } from '../../support/engines.js';
import { applyPrinted } from '../../support/printed-steps.js';
import { releaseBefore } from '../../support/release-before.js';
import { digestOf, later, NOW } from './fixtures.js';

/** The last step of the release that kept digests of former addresses alone. */
const BEFORE = '006-former-addresses';

const noteOf = (word: string, address: string | null): FormerAddress => ({
  digest: new Uint8Array(digestOf(word)),
  address,
  leftAt: later(-7),
});

describeEngines('a database of the release before the addresses of before were kept', (engine) => {
  const opened = releaseBefore(engine, { lastStep: BEFORE, table: 'credentials' });

  /** Its tables, in a place of their own, with a note of its own about the account `old`. */
  async function before() {
    const place = await opened.place();
    const { prefix, options, table, until, after } = place;
    if (engine.name === 'sqlite') {
      // Today's print of that step makes the table with every column at once.
      await sql`drop index ${sql.id(`${prefix}credentials_left`)}`.execute(opened.db);
      await sql`alter table ${table} drop column former_email`.execute(opened.db);
    }
    const { digest, leftAt } = noteOf('old', null);
    await sql`
      insert into ${table} (realm, account_key, version, former_address, address_left_at)
      values ('default', 'old', 3, ${Buffer.from(digest)}, ${leftAt.getTime()})`.execute(opened.db);
    return { ...place, all: [...until, ...after], ...sqlStores(opened.db, options) };
  }

  type Before = Awaited<ReturnType<typeof before>>;

  async function expectNotes({ options, table, credentials, unitOfWork }: Before) {
    await assertSchema(opened.db, options);
    expect(await credentials.findFormerAddress('old')).toEqual(noteOf('old', null));
    expect(await credentials.read('old')).toMatchObject({ version: 3 });
    const former = noteOf('new', 'new@example.org');
    await unitOfWork.run((tx) => credentials.noteFormerAddress({ accountKey: 'new', former }, tx));
    // As processes of that release note one, beside this one.
    await sql`
      update ${table} set former_address = ${Buffer.from(digestOf('late'))} where account_key = 'new'`.execute(
      opened.db,
    );
    const late = noteOf('late', 'new@example.org');
    expect(await credentials.findFormerAddress('new')).toEqual(late);
    expect(await credentials.purgeFormerAddresses({ before: NOW, limit: 9 })).toBe(2);
    const { rows } = await sql`
      select former_email from ${table} where former_email is not null`.execute(opened.db);
    expect(rows, 'what is purged').toEqual([]);
  }

  it('is refused until it is migrated, and keeps its notes', async () => {
    const place = await before();
    const refusal = { code: 'ERR_SCHEMA' };
    await expect(place.credentials.findFormerAddress('old')).rejects.toMatchObject(refusal);
    await expect(assertSchema(opened.db, place.options)).rejects.toMatchObject(refusal);
    await migrate(opened.db, place.options);
    await migrate(opened.db, place.options);
    await expectNotes(place);
  });

  it('can be cut after any statement of the print, and migrated then', async () => {
    const { after } = await before();
    for (let cut = 0; cut <= after.length; cut += 1) {
      const place = await before();
      await applyPrinted(opened.db, place.after.slice(0, cut));
      if (cut % 2 === 0) await migrate(opened.db, place.options);
      else await applyPrinted(opened.db, place.all);
      await expectNotes(place);
    }
  });

  it('keeps an address through every further run of the print, wherever that is cut', async () => {
    const { all, options, credentials, unitOfWork } = await before();
    await migrate(opened.db, options);
    const former = noteOf('kept', 'kept@example.org');
    await unitOfWork.run((tx) => credentials.noteFormerAddress({ accountKey: 'old', former }, tx));
    for (let cut = 0; cut <= all.length; cut += 1) {
      await applyPrinted(opened.db, all.slice(0, cut));
      await applyPrinted(opened.db, all);
      expect(await credentials.findFormerAddress('old'), `${cut}`).toEqual(former);
    }
  });

  it('finds what is to be purged by an index', async () => {
    const { prefix, options } = await before();
    await migrate(opened.db, options);
    const ran: CompiledQuery[] = [];
    const db = opened.connect(({ query }) => void ran.push(query));
    const { credentials } = sqlStores(db, options);
    expect(await credentials.purgeFormerAddresses({ before: NOW, limit: 9 })).toBe(1);
    const rows: unknown[] = [];
    await opened.db.connection().execute(async (connection) => {
      const isPostgres = engine.name === 'postgres' || engine.name === 'pglite';
      // A table of one row is read from end to end otherwise.
      if (isPostgres) await sql`set enable_seqscan = off`.execute(connection);
      const explain = engine.name === 'sqlite' ? 'explain query plan ' : 'explain ';
      for (const query of ran.filter((each) => each.sql.includes('address_left_at')))
        rows.push(...(await connection.executeQuery({ ...query, sql: explain + query.sql })).rows);
      if (isPostgres) await sql`reset enable_seqscan`.execute(connection);
    });
    const plan = rows.map((row) => JSON.stringify(row)).join('\n');
    const index = `${prefix}credentials_left`;
    const ofPostgres = new RegExp(`${index} on .*\n.*Index Cond: .*address_left_at < `);
    const found: Record<typeof engine.name, RegExp> = {
      sqlite: new RegExp(`${index} \\(realm=\\? AND address_left_at<\\?\\)`),
      pglite: ofPostgres,
      postgres: ofPostgres,
      mariadb: new RegExp(`"type":"range","possible_keys":"${index}"`),
    };
    expect(plan).toMatch(found[engine.name]);
    expect(plan).not.toMatch(/SCAN|Seq Scan|"type":"(ALL|index)"/);
  });
});
