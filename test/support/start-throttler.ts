import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Tries } from './throttling-process.js';

const SCRIPT = fileURLToPath(new URL('./throttling-process.ts', import.meta.url));

export interface Throttler {
  consume(tries: Tries): Promise<string[]>;
  end(): Promise<void>;
}

/** Starts an operating-system process that tries what it is told. */
export function startThrottler(): Throttler {
  const child = spawn(
    process.execPath,
    ['--conditions=latchkey-source', '--import', 'tsx', SCRIPT],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async consume(tries) {
      child.stdin.write(`${JSON.stringify(tries)}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The throttling process ended early.');
      return JSON.parse(value) as string[];
    },
    async end() {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.stdin.end();
      await ended;
    },
  };
}
