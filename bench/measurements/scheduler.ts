import { type CurrentHashFormat, hasher, length, PasswordService, policy, unwrap } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { newPasswordOf } from '../accounts.js';
import { hashers } from '../hashers.js';
import { interleave } from '../interleave.js';
import { throughput } from '../load.js';
import type { Measurement, Row } from '../measurement.js';

const CONCURRENCY = 8;

/** What it costs to leave one thread of the pool to others. */
export const scheduler: Measurement = {
  name: 'scheduler',
  onEachEngine: false,
  async run(size) {
    const rows: Row[] = [];
    for (const { name, format, perSecond } of hashers)
      rows.push(await ratioOf(name, format, size.of(8), size.of(4 * perSecond)));
    return rows;
  },
};

async function ratioOf(
  name: string,
  format: CurrentHashFormat,
  rounds: number,
  perRound: number,
): Promise<Row> {
  const passwords = new PasswordService({
    stores: memoryStores(),
    mailer: async () => {},
    links: { reset: 'https://app.example/password/reset' },
    policy: policy(length({ min: 15 })),
    hasher: hasher({ current: format }),
  });
  const result = await interleave(
    rounds,
    () =>
      throughput(perRound, CONCURRENCY, async (i) =>
        unwrap(await passwords.hashNewPassword({ newPassword: newPasswordOf(i) })),
      ),
    () => throughput(perRound, CONCURRENCY, (i) => format.hash(newPasswordOf(i))),
  );
  await passwords.close();
  return {
    what: `hashing through the scheduler ÷ bare, ${name}, concurrency 8`,
    value: result.ratio,
    budget: { atLeast: 0.9 },
    detail: `${result.a.toFixed(1)} ÷ ${result.b.toFixed(1)} per second, rounds ${result.lowest.toFixed(2)} to ${result.highest.toFixed(2)}`,
  };
}
