import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Measurement } from '../measurement.js';
import { median } from '../quantile.js';

const run = promisify(execFile);
const SCRIPT = `
  const startedAt = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - startedAt);`;

/** How long a process that starts waits for the core. */
export const importTime: Measurement = {
  name: 'import-time',
  onEachEngine: false,
  async run(size) {
    const times: number[] = [];
    const processes = Math.max(10, size.of(20));
    for (let i = 0; i < processes; i++) {
      const { stdout } = await run(process.execPath, [
        '--input-type=module',
        '--eval',
        SCRIPT,
        import.meta.resolve('latchkey'),
      ]);
      times.push(Number(stdout));
    }
    return [
      {
        what: 'import of the core, median',
        value: median(times),
        unit: 'ms',
        budget: { atMost: 150 },
        detail: `${processes} fresh processes, ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms`,
      },
    ];
  },
};
