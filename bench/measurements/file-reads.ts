import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type CurrentHashFormat, hasher, PasswordService, unwrap } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { newPasswordOf } from '../accounts.js';
import { hashers } from '../hashers.js';
import { duration } from '../load.js';
import type { Measurement, Row, Size } from '../measurement.js';
import { quantile } from '../quantile.js';

const CONCURRENCY = 8;
const FILE_BYTES = 16 * 1024;

/** How long the application's own file reads take while passwords are hashed without a pause. */
export const fileReads: Measurement = {
  name: 'file-reads',
  onEachEngine: false,
  async run(size) {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
    const file = join(folder, 'file');
    await writeFile(file, Buffer.alloc(FILE_BYTES, 'x'));
    const rows: Row[] = [];
    for (const { name, format } of hashers) rows.push(await readsBeside(name, format, file, size));
    await rm(folder, { recursive: true });
    return rows;
  },
};

async function readsBeside(
  name: string,
  format: CurrentHashFormat,
  file: string,
  size: Size,
): Promise<Row> {
  const passwords = new PasswordService({
    stores: memoryStores(),
    mailer: async () => {},
    links: { reset: 'https://app.example/password/reset' },
    hasher: hasher({ current: format }),
  });
  const reads = size.of(1000);
  const throughScheduler = await readsUnder(reads, file, async (n) =>
    unwrap(await passwords.hashNewPassword({ newPassword: newPasswordOf(n) })),
  );
  const besideBare = await readsUnder(size.of(100), file, (n) => format.hash(newPasswordOf(n)));
  await passwords.close();
  return {
    what: `a file read under a flood of hashes, ${name}, p99`,
    value: quantile(throughScheduler, 0.99),
    unit: 'ms',
    budget: { atMost: 25 },
    detail:
      `p50 ${quantile(throughScheduler, 0.5).toFixed(1)} ms, ${reads} reads; beside bare hashes ` +
      `p50 ${quantile(besideBare, 0.5).toFixed(1)} ms, p99 ${quantile(besideBare, 0.99).toFixed(1)} ms`,
  };
}

async function readsUnder(
  reads: number,
  file: string,
  flood: (n: number) => Promise<unknown>,
): Promise<number[]> {
  let flooding = true;
  let next = 0;
  const lanes = Array.from({ length: CONCURRENCY }, async () => {
    while (flooding) await flood(next++);
  });
  const times: number[] = [];
  while (times.length < reads) {
    times.push(await duration(() => readFile(file)));
    await pause(5);
  }
  flooding = false;
  await Promise.all(lanes);
  return times;
}
