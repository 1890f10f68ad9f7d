import { createInterface } from 'node:readline';
import { Kysely } from 'kysely';
import { PasswordService } from 'latchkey';
import { sqlStores } from 'latchkey/sql';
import { type DemoTables, demoMapping } from './demo-users.js';
import { dialectOf } from './engines.js';
import { cheapHasher } from './open-service.js';

/** One line of standard input: redeem this token with each of these passwords, all at once. */
export interface Redemptions {
  readonly token: string;
  readonly passwords: readonly string[];
  /** The instant that the process takes for now. */
  readonly now: number;
}

/** One line of standard output: what became of each, in the order of the passwords. */
export type Outcomes = readonly (true | string)[];

// Another process beside the test's, with connections and a service of its own.
const [url = ''] = process.argv.slice(2);
const db = new Kysely<DemoTables>({ dialect: dialectOf(url) });
let now = 0;
const service = new PasswordService({
  stores: sqlStores(db, { users: demoMapping }),
  mailer: async () => {},
  links: { reset: 'https://app.example/password/reset' },
  hasher: cheapHasher,
  hashing: { maxWaiting: 1000 },
  outbox: 'external',
  clock: () => new Date(now),
});

for await (const line of createInterface({ input: process.stdin })) {
  const { token, passwords, now: at } = JSON.parse(line) as Redemptions;
  now = at;
  const outcomes: Outcomes = await Promise.all(
    passwords.map((newPassword) =>
      service.redeemTicket({ token, newPassword }).then(
        (result) => (result.ok ? true : result.reason),
        (error: { code?: string }) => error.code ?? 'thrown',
      ),
    ),
  );
  process.stdout.write(`${JSON.stringify(outcomes)}\n`);
}
await db.destroy();
