import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { PGlite } from '@electric-sql/pglite';
import { hash } from '@node-rs/bcrypt';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { PasswordService } from 'latchkey';
import { auth0Handler } from 'latchkey/http';
import { migrate, sqlStores } from 'latchkey/sql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksOfDocument } from '../../package/support/code-blocks.js';
import { pglitePool } from '../../support/pglite-pool.js';
import { CUSTOMERS, NEW_PASSWORD, ORIGIN, STATIC_TOKEN, userPath } from './support/tenant.js';

const PASSWORD = 'an old tram in the rain';
const pglite = new PGlite();
const dialect = () => new PostgresDialect({ pool: pglitePool(pglite) });
const db = new Kysely<unknown>({ dialect: dialect() });
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hash(PASSWORD, 4);
  await sql`create table users (id text primary key, email text, email_verified boolean not null,
    password_hash text)`.execute(db);
  await migrate(db);
});

afterAll(() => pglite.close());

/** Runs the script of the guide, with a file and a database of this test in place of its imports. */
async function walk(users: readonly object[]): Promise<void> {
  const block = blocksOfDocument('docs/from-auth0.md').find(({ code }) => code.includes('ndjson'));
  const code = (block?.code ?? '').replace(/^import .*$/gm, '');
  const names = ['createReadStream', 'createInterface', 'Kysely', 'PostgresDialect', 'sql', 'Pool'];
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const file = () => Readable.from(users.map((user) => `${JSON.stringify(user)}\n`));
  class Pool {
    constructor() {
      Object.assign(this, pglitePool(pglite));
    }
  }
  const run = AsyncFunction(...names, 'console', code);
  await run(file, createInterface, Kysely, PostgresDialect, sql, Pool, { log: () => {} });
}

const user = (oid: string, more: object) => ({
  _id: { $oid: oid },
  email_verified: true,
  passwordHash,
  connection: CUSTOMERS,
  ...more,
});

test('the walk of the guide brings users over, and nobody has to reset', async () => {
  const older = { type: 'username', value: 'carol' };
  const users = [
    user('1', { email: 'alice@example.com' }),
    user('2', { email: 'bob@example.com', alt_id: 'euclid', email_verified: false }),
    user('3', {
      identifiers: [older, { type: 'email', value: 'carol@example.com', verified: true }],
    }),
    user('4', { email: 'dora@example.com', connection: 'another' }),
  ];
  await walk(users);
  const { rows } =
    await sql<object>`select id, email, email_verified from users order by id`.execute(db);
  expect(rows).toEqual([
    { id: 'auth0|1', email: 'alice@example.com', email_verified: true },
    { id: 'auth0|3', email: 'carol@example.com', email_verified: true },
    { id: 'auth0|euclid', email: 'bob@example.com', email_verified: false },
  ]);

  const passwords = new PasswordService({
    stores: sqlStores(db, {
      realm: CUSTOMERS,
      users: { columns: { emailVerified: 'email_verified' } },
    }),
    mailer: async () => {},
    links: { reset: `${ORIGIN}/password/reset` },
    outbox: 'external',
    onEvent: () => {},
  });
  const signsIn = async (name: string, password: string) =>
    (await passwords.authenticate({ identifier: `${name}@example.com`, password })).ok;
  expect(await signsIn('alice', PASSWORD)).toBe(true);
  expect(await signsIn('carol', PASSWORD)).toBe(true);

  const handler = auth0Handler({
    publicUrl: ORIGIN,
    connections: { [CUSTOMERS]: { passwords } },
    bearerTokens: [STATIC_TOKEN],
  });
  const answer = await handler.fetch(
    new Request(ORIGIN + userPath('auth0|1'), {
      method: 'PATCH',
      headers: { authorization: `Bearer ${STATIC_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ password: NEW_PASSWORD, connection: CUSTOMERS }),
    }),
  );
  expect(await answer.json()).toMatchObject({ user_id: 'auth0|1', email: 'alice@example.com' });

  // Once more with a newer export: what has become ours is left alone, the rest follows.
  const newer = await hash('a newer tram in the rain', 4);
  await walk(users.map((each) => ({ ...each, passwordHash: newer })));
  expect(await signsIn('alice', NEW_PASSWORD)).toBe(true);
  expect(await signsIn('carol', PASSWORD)).toBe(true);
  expect(await signsIn('bob', 'a newer tram in the rain')).toBe(true);
  await passwords.close();
}, 60_000);
