import { type Kysely, sql } from 'kysely';
import { hasher } from 'latchkey';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { describeEngines, type OpenEngine } from '../../support/engines.js';
import { mappedService } from '../../support/mapped-service.js';
import { passwordOf, tokenIn } from '../../support/open-service.js';
import { userTables } from '../../support/user-tables/index.js';
import {
  createUserTable,
  type DialectName,
  dropUserTable,
  type FrameworkAccount,
  insertRows,
  type UserTable,
} from '../../support/user-tables/user-table.js';

type Service = ReturnType<typeof mappedService>['passwords'];

const DIALECTS = { sqlite: 'sqlite', pglite: 'postgres', postgres: 'postgres', mariadb: 'mysql' };
const NEW_PASSWORD = passwordOf('new');
/** A neighbour whose rows must stay what they are. */
const BOB = { number: 2, email: 'bob@example.com' };

describeEngines('a users table as it is', (engine) => {
  const dialect = DIALECTS[engine.name] as DialectName;
  let opened: OpenEngine;
  let db: Kysely<never>;
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
    await sql`drop table users`.execute(db);
  });
  afterAll(() => opened.close());

  for (const table of userTables.filter(({ ddl }) => ddl[dialect] !== undefined))
    describe(table.name, () => {
      const { passwordHash, password: oldPassword } = table.hash;
      const ADA = { number: 1, email: table.keepsCase ? 'Ada@Example.com' : 'ada@example.com' };
      let mails: ReturnType<typeof mappedService>['mails'] = [];

      beforeEach(async () => {
        await createUserTable(db, dialect, table);
        await insertRows(db, table.rows({ ...BOB, passwordHash }));
      });
      afterEach(async () => {
        await dropUserTable(db, table);
        for (const name of ['credentials', 'tickets', 'outbox', 'history', 'sessions'])
          await sql`delete from ${ownTable(dialect, name)}`.execute(db);
      });

      const { alsoVerifies } = table.hash;
      const service = (options: Partial<Parameters<typeof mappedService>[2]> = {}) => {
        const opened = mappedService(db, table.mapping, {
          // The real one, since its hashes have to fit.
          hasher: hasher(alsoVerifies === undefined ? {} : { alsoVerifies: [alsoVerifies] }),
          ...options,
        });
        mails = opened.mails;
        return opened.passwords;
      };

      const insert = (account: Partial<FrameworkAccount>) =>
        insertRows(db, table.rows({ ...ADA, passwordHash, ...account }));

      /** Every row of the framework's own, and what their tables are. */
      async function contents() {
        const rows: Record<string, Record<string, unknown>[]> = {};
        for (const name of table.tables)
          rows[name] = (
            await sql<Record<string, unknown>>`select * from ${sql.id(name)} order by 1`.execute(db)
          ).rows;
        return { rows, schema: await schemaOf(db, dialect) };
      }

      /** The same, with the columns that are meant to change replaced by their names. */
      function apartFrom(found: Awaited<ReturnType<typeof contents>>, columns: readonly string[]) {
        const { rows, schema } = structuredClone(found);
        for (const row of rows[table.password.table] ?? [])
          if (!isOf(row, table, BOB.number)) for (const name of columns) row[name] = name;
        return { rows, schema };
      }

      const hashOf = (found: Awaited<ReturnType<typeof contents>>, number: number) =>
        found.rows[table.password.table]?.find((row) => isOf(row, table, number))?.[
          table.password.column
        ];

      async function resetBy(passwords: Service, email = ADA.email) {
        expect(await passwords.requestReset({ identifier: email })).toMatchObject({ ok: true });
        await passwords.drainOutbox();
        return passwords.redeemTicket({ token: tokenIn(mails.at(-1)), newPassword: NEW_PASSWORD });
      }

      const signIn = (passwords: Service, password: string, identifier = ADA.email) =>
        passwords.authenticate({ identifier, password });

      it('lets in by the hash that the framework made, and makes it anew in its place', async () => {
        await insert({});
        const before = await contents();
        const passwords = service();
        expect(await signIn(passwords, 'not that')).toEqual({
          ok: false,
          reason: 'invalid_credentials',
        });
        expect(await contents()).toEqual(before);

        const signedIn = await signIn(passwords, oldPassword, ADA.email.toLowerCase());
        expect(signedIn).toMatchObject({
          ok: true,
          account: { id: table.id(1), email: ADA.email, enabled: true, hasPassword: true },
        });
        const after = await contents();
        expect(hashOf(after, 1)).toMatch(/^\$argon2id\$/);
        const { column } = table.password;
        expect(apartFrom(after, [column])).toEqual(apartFrom(before, [column]));
        expect(await signIn(passwords, oldPassword)).toMatchObject({ ok: true });
      });

      it('resets by mail, and nothing but the password changes', async () => {
        await insert({});
        const before = await contents();
        const passwords = service();
        expect(await resetBy(passwords, ADA.email.toUpperCase())).toMatchObject({ ok: true });
        expect(mails.map((mail) => mail.to)).toEqual([ADA.email]);

        const after = await contents();
        // The whole of it: a column that cut it would let nobody in.
        expect(hashOf(after, 1)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$.{22}\$.{43}$/);
        expect(hashOf(after, 2)).toBe(passwordHash);
        const { column } = table.password;
        expect(apartFrom(after, [column])).toEqual(apartFrom(before, [column]));
        expect(await signIn(passwords, NEW_PASSWORD)).toMatchObject({ ok: true });
        expect(await signIn(passwords, oldPassword)).toMatchObject({ ok: false });
        expect(await signIn(passwords, oldPassword, BOB.email)).toMatchObject({ ok: true });
      });

      if (table.can.lackPassword)
        it('gives a first password', async () => {
          await insert({ passwordHash: null });
          const passwords = service();
          const accountId = table.id(1) as never;
          expect(await signIn(passwords, oldPassword)).toMatchObject({ ok: false });
          const set = await passwords.setInitialPassword({ accountId, newPassword: NEW_PASSWORD });
          expect(set).toMatchObject({ ok: true, account: { hasPassword: true } });
          expect(await signIn(passwords, NEW_PASSWORD)).toMatchObject({
            ok: true,
            account: { id: accountId },
          });
          const again = { accountId, newPassword: passwordOf('another') };
          expect(await passwords.setInitialPassword(again)).toEqual({
            ok: false,
            reason: 'has_password',
          });
        });

      if (table.can.disable)
        it('a disabled account gets nothing', async () => {
          await insert({ disabled: true });
          const before = await contents();
          const passwords = service();
          expect(await signIn(passwords, oldPassword)).toMatchObject({ ok: false });
          expect(await passwords.requestReset({ identifier: ADA.email })).toMatchObject({
            ok: true,
          });
          await passwords.drainOutbox();
          expect(mails).toEqual([]);
          const accountId = table.id(1) as never;
          expect(await passwords.issueTicket({ accountId })).toMatchObject({
            ok: false,
            reason: 'account_disabled',
          });
          expect(await contents()).toEqual(before);
        });

      const act = table.onPasswordChange;
      if (act !== null)
        it('what else a new password means there is done in the same transaction, or not at all', async () => {
          await insert({});
          const before = await contents();
          let fails = true;
          const passwords = service({
            hooks: {
              async onPasswordChange({ account, transaction }) {
                await act(transaction, account.id);
                if (fails) throw new Error('the audit log is full');
              },
            },
          });
          await expect(resetBy(passwords)).rejects.toMatchObject({ code: 'ERR_HOOK' });
          expect(await contents()).toEqual(before);

          fails = false;
          const token = tokenIn(mails.at(-1));
          expect(await passwords.redeemTicket({ token, newPassword: NEW_PASSWORD })).toMatchObject({
            ok: true,
          });
          const after = await contents();
          const written = [table.password.column, ...table.password.alsoWritten];
          const changed = after.rows[table.password.table]?.find((row) => isOf(row, table, 1));
          const was = before.rows[table.password.table]?.find((row) => isOf(row, table, 1));
          for (const column of written) expect(changed?.[column], column).not.toBe(was?.[column]);
          if (table.tables.includes('session')) {
            expect(after.rows.session).toHaveLength(1);
            delete after.rows.session;
            delete before.rows.session;
          }
          expect(apartFrom(after, written)).toEqual(apartFrom(before, written));
        });
    });
});

function isOf(row: Record<string, unknown>, table: UserTable, number: number): boolean {
  const { passwords, columns } = table.mapping;
  const id = row[passwords?.columns.accountId ?? columns?.id ?? 'id'];
  return String(id) === String(table.id(number));
}

const ownTable = (dialect: DialectName, name: string) =>
  dialect === 'postgres' ? sql.id('latchkey', name) : sql.id(`latchkey_${name}`);

async function schemaOf(db: Kysely<never>, dialect: DialectName): Promise<unknown[]> {
  const statements = {
    sqlite: sql`select type, name, sql from sqlite_master where name not like 'latchkey%' order by 2`,
    postgres: sql`
      select table_name, column_name, data_type, column_default, is_nullable
      from information_schema.columns where table_schema = 'public' order by 1, 2`,
    mysql: sql`
      select table_name, column_name, column_type, column_default, is_nullable, collation_name
      from information_schema.columns
      where table_schema = database() and table_name not like 'latchkey%' order by 1, 2`,
  };
  return (await statements[dialect].execute(db)).rows;
}
