import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Outcomes, Redemptions } from './redeeming-process.js';

const SCRIPT = fileURLToPath(new URL('./redeeming-process.ts', import.meta.url));

export interface Redeemer {
  redeem(redemptions: Redemptions): Promise<Outcomes>;
}

/** Starts operating-system processes that redeem what they are told; they end with the test. */
export function startRedeemers(url: string, count: number): Redeemer[] {
  return Array.from({ length: count }, () => {
    const child = spawn(
      process.execPath,
      ['--conditions=latchkey-source', '--import', 'tsx', SCRIPT, url],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    onTestFinished(async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : null;
      child.stdin.end();
      await ended;
    });
    return {
      async redeem(redemptions) {
        child.stdin.write(`${JSON.stringify(redemptions)}\n`);
        const { value, done } = await lines.next();
        if (done === true) throw new Error('The redeeming process ended early.');
        return JSON.parse(value) as Outcomes;
      },
    };
  });
}
