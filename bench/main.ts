import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { type EngineName, engines } from './engines.js';
import type { Measurement, Size } from './measurement.js';
import { authenticateTiming } from './measurements/authenticate-timing.js';
import { codesTiming } from './measurements/codes-timing.js';
import { fileReads } from './measurements/file-reads.js';
import { importTime } from './measurements/import-time.js';
import { installSize } from './measurements/install-size.js';
import { mixedFormatsTiming } from './measurements/mixed-formats-timing.js';
import { ownMailTiming } from './measurements/own-mail-timing.js';
import { peer } from './measurements/peer.js';
import { policyRun } from './measurements/policy.js';
import { redeem } from './measurements/redeem.js';
import { requestReset } from './measurements/request-reset.js';
import { requestResetTiming } from './measurements/request-reset-timing.js';
import { scheduler } from './measurements/scheduler.js';
import { type Placed, table, verdict } from './table.js';

/*
 * BENCH_QUICK=1            a run of a minute or two that shows that everything works
 * BENCH_ONLY=redeem,peer   some measurements, by their names
 * BENCH_POSTGRES_URL=…     a server on which a database may be made and dropped
 */
const quick = process.env.BENCH_QUICK === '1';
const only = process.env.BENCH_ONLY?.split(',');
const size: Size = { of: (full) => (quick ? Math.max(2, Math.ceil(full / 10)) : full) };

const measurements: readonly Measurement[] = [
  importTime,
  installSize,
  policyRun,
  scheduler,
  fileReads,
  redeem,
  requestReset,
  requestResetTiming,
  codesTiming,
  ownMailTiming,
  authenticateTiming,
  mixedFormatsTiming,
  peer,
];

const rows: Placed[] = [];
const versions = new Map<EngineName, string>();
const startedAt = new Date();

for (const measurement of measurements) {
  if (only !== undefined && !only.includes(measurement.name)) continue;
  if (!measurement.onEachEngine) {
    report(measurement.name, 'Node', await measurement.run(size));
    continue;
  }
  for (const open of Object.values(engines)) {
    const engine = await open();
    versions.set(engine.name, engine.version);
    try {
      report(measurement.name, engine.name, await measurement.run(size, engine));
    } finally {
      await engine.close();
    }
  }
}

function report(name: string, on: string, measured: readonly Omit<Placed, 'on'>[]): void {
  const seconds = ((Date.now() - startedAt.getTime()) / 1000).toFixed(0);
  console.error(`${seconds.padStart(4)} s  ${name} on ${on}`);
  for (const row of measured) console.error(`        ${row.what}: ${row.value.toFixed(3)}`);
  rows.push(...measured.map((row) => ({ ...row, on })));
}

const machine = [
  `${availableParallelism()} cores`,
  `Node ${process.versions.node}`,
  ...[...versions].map(([name, version]) => `${name} ${version}`),
].join(', ');
const printed = table(rows);
console.log(`\n${machine}\n\n${printed}`);

const results = new URL('results/', import.meta.url);
await mkdir(results, { recursive: true });
const stamp = startedAt.toISOString().replaceAll(':', '-').slice(0, 19);
await writeFile(
  new URL(`${stamp}.json`, results),
  JSON.stringify(
    {
      startedAt,
      machine,
      quick,
      rows: rows.map((row) => ({ ...row, verdict: verdict(row) || null })),
    },
    null,
    2,
  ),
);
// Only a whole, full run is worth keeping under version control.
if (!quick && only === undefined)
  await writeFile(
    new URL('RESULTS.md', import.meta.url),
    `# The last full run of the bench

${startedAt.toISOString().slice(0, 10)}, ${machine}; the database on the same cores. Ratios are
medians over rounds that alternate between the two sides. \`npm run bench\` writes this file; what single
measurements came to is in [FINDINGS.md](FINDINGS.md).

${printed}
`,
  );
