import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { unwrap } from 'latchkey';
import { addressOf, seedUsers } from '../accounts.js';
import type { Engine } from '../engines.js';
import { interleave } from '../interleave.js';
import { throughput } from '../load.js';
import type { Measurement } from '../measurement.js';
import { openSubject } from '../subject.js';

const CONCURRENCY = 8;
const ACCOUNTS = 1000;

/** What a request costs beside the one INSERT that remembers it. */
export const requestReset: Measurement = {
  name: 'request-reset',
  onEachEngine: true,
  async run(size, engine) {
    const perRound = size.of(1000);
    const { passwords } = openSubject(engine);
    await seedUsers(engine.db, ACCOUNTS);
    const insert = bareInsert(engine, perRound);

    const result = await interleave(
      size.of(12),
      async () => {
        const perSecond = await throughput(perRound, CONCURRENCY, async (i) => {
          unwrap(await passwords.requestReset({ identifier: addressOf(i % ACCOUNTS) }));
        });
        await empty(engine);
        return perSecond;
      },
      async () => {
        const perSecond = await throughput(perRound, CONCURRENCY, insert);
        await empty(engine);
        return perSecond;
      },
    );
    await passwords.close();
    return [
      {
        what: 'requestReset ÷ bare INSERT, concurrency 8',
        value: result.ratio,
        budget: { atLeast: 0.8 },
        detail: `${result.a.toFixed(0)} ÷ ${result.b.toFixed(0)} per second, rounds ${result.lowest.toFixed(2)} to ${result.highest.toFixed(2)}`,
      },
    ];
  },
};

const table = (engine: Engine) =>
  engine.name === 'SQLite' ? sql.id('latchkey_outbox') : sql.id('latchkey', 'outbox');

/**
 * The same table with the same indexes, and rows of the same kind: random in the columns that are
 * random, since an index takes those harder than what is already sorted. They are made beforehand.
 */
function bareInsert(engine: Engine, count: number): (n: number) => Promise<unknown> {
  const parameter = (n: number) => (engine.name === 'SQLite' ? '?' : `$${n}`);
  const name = engine.name === 'SQLite' ? 'latchkey_outbox' : 'latchkey.outbox';
  const statement = `insert into ${name} (id, realm, kind, fold_key, payload, attempts, mints,
    created_at, due_at, expires_at) values (${Array.from({ length: 10 }, (_, i) => parameter(i + 1))})`;
  const rows = Array.from({ length: count }, (_, n) => ({
    id: randomBytes(16).toString('base64url').slice(0, 21),
    foldKey: createHash('sha256').update(addressOf(n)).digest('hex'),
    payload: JSON.stringify({
      identifier: addressOf(n),
      link: null,
      locale: null,
      ip: null,
      userAgent: null,
      correlationId: null,
    }),
  }));
  return async (n) => {
    const row = rows[n];
    if (row === undefined) throw new RangeError('There are not so many rows.');
    const now = Date.now();
    const { id, foldKey, payload } = row;
    const values = [id, 'bare', 'reset_request', foldKey, payload, 0, 0, now, now, now + 3_600_000];
    await engine.bare(statement, values);
  };
}

/** Both sides meet the same small table in each round. */
async function empty(engine: Engine): Promise<void> {
  await sql`delete from ${table(engine)}`.execute(engine.db);
  if (engine.name === 'PostgreSQL') await sql`vacuum ${table(engine)}`.execute(engine.db);
}
