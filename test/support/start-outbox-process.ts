import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { bundleProcess, type ProcessBundle } from './bundle-process.js';
import type { Order, Report, WorkerOptions } from './outbox-process.js';

const SCRIPT = fileURLToPath(new URL('./outbox-process.ts', import.meta.url));

/** A worker in a process of its own. */
export interface OutboxProcess {
  readonly reports: readonly Report[];
  /** Resolves to the first report, of those before as well, that is like this. */
  heard<Type extends Report['type']>(
    type: Type,
    like?: (report: Extract<Report, { type: Type }>) => boolean,
  ): Promise<Extract<Report, { type: Type }>>;
  /** Called for every report from now on. */
  listen(listener: (report: Report) => void): void;
  order(order: Order): void;
  /** Sends a signal and resolves to the exit code, or the signal that ended the process. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | string>;
}

/** Makes the processes of one test file: bundled before its tests, ended with each. */
export function outboxProcesses(): { start(options: WorkerOptions): OutboxProcess } {
  let bundle: ProcessBundle | undefined;
  beforeAll(async () => {
    bundle = await bundleProcess(SCRIPT);
  });
  afterAll(() => bundle?.remove());
  return {
    start(options) {
      if (bundle === undefined) throw new Error('Start processes inside of tests.');
      const child = fork(bundle.file, [JSON.stringify(options)], { execArgv: [] });
      const started = supervise(child);
      onTestFinished(async () => {
        await started.end('SIGKILL');
      });
      return started;
    },
  };
}

function supervise(child: ChildProcess): OutboxProcess {
  const reports: Report[] = [];
  const listeners = new Set<(report: Report) => void>();
  child.on('message', (report: Report) => {
    reports.push(report);
    for (const listener of [...listeners]) listener(report);
  });
  // A worker that is killed while it is told something is what some of the tests are about.
  child.on('error', () => {});
  return {
    reports,
    listen: (listener) => void listeners.add(listener),
    heard: (type, like = () => true) =>
      new Promise((resolve, reject) => {
        const hear = (report: Report) => {
          if (report.type !== type || !like(report as Parameters<typeof like>[0])) return;
          listeners.delete(hear);
          resolve(report as Parameters<typeof like>[0]);
        };
        listeners.add(hear);
        child.once('exit', () => reject(new Error(`The worker ended before it told "${type}".`)));
        for (const report of [...reports]) hear(report);
      }),
    order(order) {
      if (child.connected) child.send(order);
    },
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill(signal);
        await ended;
      }
      return child.exitCode ?? child.signalCode ?? 'unknown';
    },
  };
}
