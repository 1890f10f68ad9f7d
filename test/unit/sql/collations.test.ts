import { type CompiledQuery, Kysely, sql } from 'kysely';
import { sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  describeEngines,
  dialectOf,
  type OpenEngine,
  type SqlEngine,
} from '../../support/engines.js';
import { mappedService } from '../../support/mapped-service.js';

const VICTIM = 'Mike@Example.org';

/** What some collation takes for the victim's address, and nobody else should. */
const LOOK_ALIKES = [
  'mıke@example.org',
  'mİke@example.org',
  'míke@example.org',
  'ｍike@example.org',
  'mike@exámple.org',
  'mike@example.org ',
  'mike@exampLe.örg',
];

/** The types of text that fold the most on each engine, and one that folds nothing. */
const TYPES: Record<SqlEngine['name'], Record<string, string>> = {
  sqlite: { text: 'text', nocase: 'text collate nocase', rtrim: 'text collate rtrim' },
  // It has no citext unless it is asked for, and no data to fold by.
  pglite: { text: 'text' },
  postgres: { text: 'text', citext: 'citext', icu: 'text collate folding' },
  mariadb: {
    bin: 'varchar(190) character set utf8mb4 collate utf8mb4_bin',
    general: 'varchar(190) character set utf8mb4 collate utf8mb4_general_ci',
    unicode: 'varchar(190) character set utf8mb4 collate utf8mb4_unicode_ci',
    uca1400: 'varchar(190) character set utf8mb4 collate utf8mb4_uca1400_ai_ci',
    utf8mb3: 'varchar(190) character set utf8mb3 collate utf8mb3_general_ci',
  },
};

describeEngines('a column that folds', (engine) => {
  let opened: OpenEngine;
  let db: Kysely<never>;
  beforeAll(async () => {
    opened = await engine.open();
    db = opened.db as never;
    if (engine.name !== 'postgres') return;
    await sql`create extension citext`.execute(db);
    await sql`
      create collation folding (
        provider = icu, locale = 'und-u-ks-level1', deterministic = false)`.execute(db);
  });
  afterAll(() => opened.close());

  for (const [index, [name, type]] of Object.entries(TYPES[engine.name]).entries()) {
    describe(name, () => {
      // Accounts of their own, or the limit of mails for one would count for the next.
      const base = index * 1000;
      const table = `users_${name}`;
      const users = {
        table,
        idType: 'integer',
        columns: { emailVerified: 'verified', passwordHash: 'hash' },
      } as const;
      const insert = (id: number, email: string, hash = 'old') =>
        sql`
          insert into ${sql.id(table)} (id, email, hash, verified)
          values (${base + id}, ${email}, ${hash}, ${sql.lit(false)})`.execute(db);
      const empty = () => sql`delete from ${sql.id(table)}`.execute(db);
      beforeAll(async () => {
        await sql`
          create table ${sql.id(table)} (
            id integer primary key, email ${sql.raw(type)}, hash ${sql.raw(type)},
            verified boolean)`.execute(db);
        await sql`create index ${sql.id(`${table}_email`)} on ${sql.id(table)} (email)`.execute(db);
      });

      it('attack 1: a look-alike of an address has no mail sent, least of all to itself', async () => {
        await empty();
        await insert(1, VICTIM);
        const { passwords, mails } = mappedService(db, users);
        for (const identifier of LOOK_ALIKES.filter((each) => each === each.trim())) {
          expect(await passwords.requestReset({ identifier })).toMatchObject({ ok: true });
          await passwords.drainOutbox();
        }
        expect(mails).toEqual([]);
        await passwords.requestReset({ identifier: VICTIM });
        await passwords.drainOutbox();
        expect(mails.map((mail) => mail.to)).toEqual([VICTIM]);
      });

      it('attack 1: many look-alikes do not push the owner out of what is looked at', async () => {
        await empty();
        // The Kelvin sign is a k to JavaScript, and by that the same address.
        const crowd = [...LOOK_ALIKES, 'mi\u212Ae@example.org'];
        for (let id = 1; id <= 64; id += 1) await insert(id, crowd[id % crowd.length] ?? '');
        await insert(65, VICTIM);
        const { passwords, mails } = mappedService(db, users);
        // In lower case as well, where the column takes that for the same.
        const { rows } = await sql`
          select 1 from ${sql.id(table)} where id = ${base + 65} and email = ${VICTIM.toLowerCase()}`.execute(
          db,
        );
        const foldsCase = rows.length === 1;
        const identifiers = [VICTIM, ...(foldsCase ? [VICTIM.toLowerCase()] : [])];
        for (const identifier of identifiers) {
          await passwords.requestReset({ identifier });
          await passwords.drainOutbox();
          expect(mails.splice(0).map((mail) => mail.to)).toContain(VICTIM);
        }
        expect(foldsCase).toBe(!['text', 'rtrim', 'bin'].includes(name));
      });

      it('writes nothing for an address or a hash that is another by one letter', async () => {
        await empty();
        await insert(1, 'mike@example.org', '$argon2id$AbC');
        const { stores } = mappedService(db, users);
        const accountKey = String(base + 1);
        for (const email of [...LOOK_ALIKES, VICTIM]) {
          const expected = { email, enabled: true };
          expect(
            await stores.users.writePasswordHash({ accountKey, passwordHash: 'new', expected }),
          ).toBe(false);
          expect(await stores.users.markEmailVerified({ accountKey, address: email })).toBe(false);
        }
        for (const from of ['$argon2id$aBc', '$argon2id$AbC ', '$argon2id$ÁbC', '$argon2id$Ab'])
          expect(await stores.users.replacePasswordHash({ accountKey, from, to: 'new' })).toBe(
            false,
          );
        expect(await stores.users.findByKey(accountKey)).toMatchObject({
          passwordHash: '$argon2id$AbC',
          emailVerified: false,
        });
        const expected = { email: 'mike@example.org', enabled: true };
        const address = expected.email;
        expect(await stores.users.markEmailVerified({ accountKey, address })).toBe(true);
        expect(
          await stores.users.replacePasswordHash({ accountKey, from: '$argon2id$AbC', to: 'b' }),
        ).toBe(true);
        expect(
          await stores.users.writePasswordHash({ accountKey, passwordHash: 'new', expected }),
        ).toBe(true);
      });

      // PGlite has no second connection, and runs what PostgreSQL runs.
      if (engine.name !== 'pglite')
        it('is looked up by its index all the same', async () => {
          await empty();
          const rows = Array.from(
            { length: 300 },
            (_, id) => sql`(${base + id}, ${`user${id}@example.org`})`,
          );
          await sql`insert into ${sql.id(table)} (id, email) values ${sql.join(rows)}`.execute(db);
          const plans = await plansOf(String(opened.url), (db) =>
            sqlStores(db, { users }).users.findByAddress({
              spellings: [VICTIM, VICTIM.toLowerCase()],
              limit: 20,
            }),
          );
          expect(plans).toContain(`${table}_email`);
        });
    });
  }
});

/** What the database says of how it runs the statements that a store sends. */
async function plansOf(url: string, read: (db: Kysely<never>) => Promise<unknown>) {
  const queries: CompiledQuery[] = [];
  const db = new Kysely<never>({
    dialect: dialectOf(url),
    log: ({ level, query }) => void (level === 'query' && queries.push(query)),
  });
  try {
    await read(db);
    const explain = url.startsWith('/') ? 'explain query plan ' : 'explain ';
    const sent = queries.filter((query) => query.sql.includes('nearness'));
    const plans = sent.map(async (query) =>
      JSON.stringify((await db.executeQuery({ ...query, sql: explain + query.sql })).rows),
    );
    return (await Promise.all(plans)).join();
  } finally {
    await db.destroy();
  }
}
