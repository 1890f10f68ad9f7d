import { type Kysely, MysqlAdapter } from 'kysely';
import { hasher } from 'latchkey';
import type { DemoDatabase } from './schema.js';

/** The password of every demo account that has one. It is famous: the policy refuses it. */
export const DEMO_PASSWORD = 'correct horse battery staple';

/** Django 3.2 made it of the same password: Dave's row came from there. */
const HASH_FROM_DJANGO =
  'pbkdf2_sha256$260000$Ck3Qv8yZtW1nPd5x$V6YGNxs89YJISAbwEr2od90ROaEFA959HVBpOs68sng=';

const BATCH = 500;

/** Creates the demo's accounts where they are missing; a second start changes nothing. */
export async function seedAccounts(db: Kysely<DemoDatabase>, numbered: number): Promise<void> {
  const last = numbered === 0 ? 'alice' : `user${numbered}`;
  const seeded = await db
    .selectFrom('users')
    .select('id')
    .where('id', 'in', ['admin', last])
    .execute();
  if (seeded.length === 2) return;

  // One hash shared by all: the numbered accounts are for load tests and must come quickly.
  const hash = await hasher().hash(DEMO_PASSWORD);
  const account = (id: string, more: Partial<DemoDatabase['users']> = {}) => ({
    id,
    email: `${id}@example.com`,
    password_hash: hash,
    email_verified: 1,
    enabled: 1,
    identity_provider: null,
    display_name: id[0]?.toUpperCase() + id.slice(1),
    ...more,
  });
  await insert(db, [
    account('alice'),
    account('bob'),
    account('carol', { password_hash: null, identity_provider: 'Google' }),
    account('dave', { password_hash: HASH_FROM_DJANGO }),
    // Still to be invited: the administrator's page does that.
    account('erin', { password_hash: null, email_verified: 0 }),
    account('admin'),
  ]);
  for (let first = 1; first <= numbered; first += BATCH) {
    const size = Math.min(BATCH, numbered - first + 1);
    await insert(
      db,
      Array.from({ length: size }, (_, index) => account(`user${first + index}`)),
    );
  }
}

async function insert(db: Kysely<DemoDatabase>, rows: DemoDatabase['users'][]): Promise<void> {
  const inserted = db.insertInto('users').values(rows);
  await (db.getExecutor().adapter instanceof MysqlAdapter
    ? inserted.ignore()
    : inserted.onConflict((conflict) => conflict.doNothing())
  ).execute();
}
