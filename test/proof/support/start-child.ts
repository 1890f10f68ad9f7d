import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Answers, Place, Report, Task } from '../child/tasks.js';
import { childFile } from './child-file.js';

export interface Child {
  ask<Name extends Task['do']>(task: Extract<Task, { do: Name }>): Promise<Answers[Name]>;
  end(): Promise<void>;
}

async function spawnChild(place: Place) {
  const child = spawn(process.execPath, [await childFile(), JSON.stringify(place)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  // The pipe of a killed process breaks; that it is gone is told by its end.
  child.stdin.on('error', () => {});
  return {
    process: child,
    closed: once(child, 'close'),
    send: (task: Task) => child.stdin.write(`${JSON.stringify(task)}\n`),
  };
}

/** Starts an operating-system process that does what it is asked; it ends with the test. */
export async function startChild(place: Place): Promise<Child> {
  const child = await spawnChild(place);
  const lines = createInterface({ input: child.process.stdout })[Symbol.asyncIterator]();
  const end = async () => {
    child.process.stdin.end();
    await child.closed;
  };
  onTestFinished(end);
  return {
    end,
    async ask(task) {
      child.send(task);
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The process ended before it answered.');
      return JSON.parse(value);
    },
  };
}

/** When a process is killed. */
export interface Moment {
  /** It has reported so much, */
  readonly reports: number;
  /** and so long has passed since. */
  readonly delayMs: number;
}

/**
 * Starts a process on a loop of redemptions, kills it at a moment, and resolves, once it is dead,
 * to all that it had reported.
 */
export async function killWhileRedeeming(
  place: Place,
  task: Extract<Task, { do: 'redeem_forever' }>,
  { reports, delayMs }: Moment,
): Promise<readonly Report[]> {
  const child = await spawnChild(place);
  const kill = () => child.process.kill('SIGKILL');
  // One that reports nothing must not outlive the test.
  const bound = setTimeout(kill, 60_000);
  const { stdout } = child.process;
  let told = '';
  let lines = 0;
  stdout.setEncoding('utf8');
  stdout.on('data', (text: string) => {
    const before = lines;
    lines += text.split('\n').length - 1;
    told += text;
    if (before < reports && lines >= reports) setTimeout(kill, delayMs);
  });
  child.send(task);
  const [, signal] = await child.closed;
  clearTimeout(bound);
  if (signal !== 'SIGKILL' || lines < reports)
    throw new Error(`The process ended by itself: ${told.slice(-200)}`);
  // The last line may have been cut off.
  const whole = told.slice(0, told.lastIndexOf('\n'));
  return whole.split('\n').map((line) => JSON.parse(line) as Report);
}
