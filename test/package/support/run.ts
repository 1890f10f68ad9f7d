import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What npm tells its scripts must not steer the npm and Node that a test starts. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/i.test(name));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}

/** Runs a program to its end. A failure is an answer, not an exception. */
export async function run(folder: string, command: string, ...rest: string[]): Promise<Ran> {
  try {
    const options = { cwd: folder, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024 };
    const { stdout, stderr } = await promisify(execFile)(command, rest, options);
    return { code: 0, stdout, stderr };
  } catch (error) {
    const failed = error as { code?: number | string; stdout?: string; stderr?: string };
    if (typeof failed.code !== 'number') throw error;
    return { code: failed.code, stdout: failed.stdout ?? '', stderr: failed.stderr ?? '' };
  }
}

/** Runs a program that must succeed, and answers what it printed. */
export async function runWell(folder: string, command: string, ...rest: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(folder, command, ...rest);
  if (code !== 0) throw new Error(`${command} ${rest.join(' ')}: ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
