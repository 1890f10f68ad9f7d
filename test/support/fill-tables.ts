import pg from 'pg';
import { cheapHasher, passwordOf } from './open-service.js';

/** The instant that everything is laid around. */
export const FILLED_AT = new Date(Date.UTC(2026, 0, 15, 12));

/** The realm of four rows in five, with a backlog in its outbox; the rest is of four tenants. */
export const MAIN_REALM = 'default';
export const SIDE_REALM = 'tenant-1';

export interface Sizes {
  readonly accounts: number;
  /** Of which a sixth have expired, and nine in ten are tombstones. */
  readonly tickets: number;
}

/** Every account has this password. */
export const FILLED_PASSWORD = passwordOf('of the first day');

const DAY = 86_400_000;
const REALM = `case when n % 10 < 8 then 'default' else 'tenant-' || n % 4 end`;

interface Fill {
  readonly table: string;
  readonly rows: (sizes: Sizes) => number;
  /** Selects the rows, of which `n` is the number. */
  readonly row: string;
}

const at = FILLED_AT.getTime();

const FILLS: readonly Fill[] = [
  {
    table: 'latchkey.tickets',
    rows: ({ tickets }) => tickets,
    row: `'t' || n, sha256(('d' || n)::bytea), ${REALM},
      (array['reset', 'reset', 'reset', 'administrative', 'invite', 'disavow'])[1 + n % 6],
      'u' || n % $accounts, 'user' || n % $accounts || '@example.org', n % 3,
      case when n % 97 < 5 then 'live' when n % 97 < 8 then 'candidate'
        when n % 97 < 50 then 'spent' else 'superseded' end,
      ${at - 6 * DAY} + (n::bigint * 7919) % ${30 * DAY}, ${at - 5 * DAY} + (n::bigint * 7919) % ${30 * DAY},
      case when n % 6 < 3 then 'e' || n end, null, 0, null, 0, null, null`,
  },
  {
    table: 'public.users',
    rows: ({ accounts }) => accounts,
    row: `'u' || n, 'user' || n || '@example.org', $hash, true, true, null, null, 'User ' || n, 'en'`,
  },
  {
    table: 'latchkey.credentials',
    rows: ({ accounts }) => accounts,
    // One in twenty was moved, longer ago than anybody has the say.
    row: `${REALM}, 'u' || n, n % 3, ${at - 40 * DAY}, case when n % 50 = 0 then 'expired' end,
      case when n % 20 = 3 then sha256(('a' || n)::bytea) end,
      case when n % 20 = 3 then ${at - 30 * DAY} + n end,
      case when n % 20 = 3 then 'former' || n || '@example.org' end`,
  },
  {
    table: 'latchkey.sessions',
    rows: ({ accounts }) => accounts,
    row: `sha256(('s' || n)::bytea), ${REALM}, 'u' || n, n % 3, ${at - 3 * DAY},
      ${at - 2 * DAY} + (n::bigint * 7919) % ${7 * DAY}`,
  },
  {
    table: 'latchkey.history (id, realm, account_key, password_hash, replaced_at)',
    rows: ({ accounts }) => accounts,
    row: `'h' || n, ${REALM}, 'u' || n, $hash, ${at - 40 * DAY}`,
  },
  {
    table: 'latchkey.second_factors',
    rows: ({ accounts }) => accounts / 10,
    row: `${REALM}, 'u' || n, 'f' || n, 'c2VjcmV0', ${at - 40 * DAY}, 1`,
  },
  {
    table: 'latchkey.recovery_codes',
    rows: ({ accounts }) => accounts,
    row: `${REALM}, 'u' || n / 10, sha256(('r' || n)::bytea)`,
  },
  {
    // A mail server that has been down for a while: nine in ten wait for their next try, and the
    // main realm has some that are due. Of what was given up on, much waits for an operator.
    table: `latchkey.outbox (id, realm, kind, fold_key, account_key, payload, attempts, mints,
      created_at, due_at, expires_at, lease_id, leased_until, given_up_at, given_up_reason)`,
    rows: ({ accounts }) => accounts / 4,
    row: `'o' || n, ${REALM}, (array['reset_mail', 'reset_request', 'change_notice'])[1 + n % 3],
      'f' || n % 50000, case when n % 3 <> 1 then 'u' || n end, '{}', 1, 0,
      ${at} - n, case when n % 20 = 7 then ${at} - n else ${at} + 60000 + n end, ${at + DAY},
      case when n % 40 = 7 then 'other' end, case when n % 40 = 7 then ${at} + 30000 end,
      case when n % 10 = 9 then ${at} - 40 * ${DAY}::bigint + n * 1000::bigint end,
      case when n % 10 = 9 then 'refused' end`,
  },
];

/**
 * Fills the tables of a migrated database by the million: without its indexes, which are built
 * afterwards, on two connections, and with statistics at the end.
 */
export async function fillTables(url: string, sizes: Sizes): Promise<void> {
  const clients = [await connect(url), await connect(url)];
  const [first] = clients as [pg.Client, pg.Client];
  const hash = await cheapHasher.hash(FILLED_PASSWORD);
  try {
    const keys = await first.query<Key>(`
      select conindid::regclass::text as index, conrelid::regclass::text as table, conname as name,
        contype = 'p' as primary, pg_get_indexdef(conindid) as definition
      from pg_constraint where contype in ('p', 'u') and conrelid in (${TABLES})`);
    const indexes = await first.query<{ index: string; definition: string }>(`
      select indexrelid::regclass::text as index, pg_get_indexdef(indexrelid) as definition
      from pg_index where indrelid in (${TABLES})
        and not exists (select from pg_constraint where conindid = indexrelid)`);
    for (const { table, name } of keys.rows)
      await first.query(`alter table ${table} drop constraint "${name}"`);
    for (const { index } of indexes.rows) await first.query(`drop index ${index}`);
    // What is written here is read at once: nothing may come between.
    for (const { table } of FILLS)
      await first.query(`alter table ${nameOf(table)} set (autovacuum_enabled = off)`);

    await share(clients, inserts(sizes, hash));
    await share(
      clients,
      [...keys.rows, ...indexes.rows].map(({ definition }) => definition),
    );
    for (const { table, name, primary, index } of keys.rows) {
      const kind = primary ? 'primary key' : 'unique';
      const bare = index.split('.').at(-1);
      await first.query(
        `alter table ${table} add constraint "${name}" ${kind} using index ${bare}`,
      );
    }
    await share(
      clients,
      FILLS.map(({ table }) => `analyze ${nameOf(table)}`),
    );
    await first.query('checkpoint');
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

interface Key {
  readonly index: string;
  readonly table: string;
  readonly name: string;
  readonly primary: boolean;
  readonly definition: string;
}

const nameOf = (table: string) => table.split(' ')[0] as string;
const TABLES = FILLS.map(({ table }) => `'${nameOf(table)}'::regclass`).join(', ');

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set synchronous_commit = off; set maintenance_work_mem = '512MB'");
  return client;
}

/** A million rows each, so that two connections share them evenly. */
function inserts(sizes: Sizes, hash: string): string[] {
  const most = 1_000_000;
  return FILLS.flatMap(({ table, rows, row }) => {
    const count = Math.floor(rows(sizes));
    const select = row
      .replaceAll('$accounts', String(sizes.accounts))
      .replace('$hash', `'${hash}'`);
    return Array.from({ length: Math.ceil(count / most) }, (_, part) => {
      const last = Math.min(count, (part + 1) * most) - 1;
      return `insert into ${table} select ${select} from generate_series(${part * most}, ${last}) n`;
    });
  });
}

/** Runs statements on all connections, each taking the next one when it is done. */
async function share(clients: readonly pg.Client[], statements: readonly string[]): Promise<void> {
  const left = [...statements];
  await Promise.all(
    clients.map(async (client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift())
        await client.query(next);
    }),
  );
}
