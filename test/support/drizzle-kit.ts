import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify, stripVTControlCharacters } from 'node:util';
import { ROOT } from './source-files.js';

const run = promisify(execFile);
const BIN = join(ROOT, 'node_modules/drizzle-kit/bin.cjs');

export interface DrizzleRun {
  readonly exitCode: number;
  /** All that it printed. */
  readonly output: string;
}

/** A folder as an application has it: a schema, and one configuration per run of the tool. */
export interface DrizzleProject {
  readonly folder: string;
  /** Runs a command of the real tool, without a terminal. */
  run(command: 'push' | 'generate', config: object, ...flags: string[]): Promise<DrizzleRun>;
  remove(): Promise<void>;
}

export async function drizzleProject(schema: string): Promise<DrizzleProject> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-drizzle-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await writeFile(join(folder, 'schema.ts'), schema);
  await mkdir(join(folder, 'hooks'));
  await writeFile(join(folder, 'hooks/register.mjs'), registerStandIn);
  await writeFile(join(folder, 'hooks/resolve.mjs'), resolveStandIn);
  await writeFile(join(folder, 'hooks/better-sqlite3.cjs'), standIn);
  let runs = 0;
  return {
    folder,
    async run(command, config, ...flags) {
      const file = `drizzle-${++runs}.config.json`;
      await writeFile(join(folder, file), JSON.stringify({ schema: './schema.ts', ...config }));
      const hook = pathToFileURL(join(folder, 'hooks/register.mjs')).href;
      const { code, stdout, stderr } = await run(
        process.execPath,
        ['--import', hook, BIN, command, `--config=${file}`, ...flags],
        { cwd: folder, timeout: 60_000, env: { ...process.env, NODE_OPTIONS: '' } },
      ).then(
        (printed) => ({ code: 0, ...printed }),
        (error: { code: number; stdout: string; stderr: string }) => error,
      );
      return { exitCode: code, output: stripVTControlCharacters(stdout + stderr) };
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

// The tool speaks to SQLite through better-sqlite3, which has to be compiled where no binary of it
// can be downloaded. libsql has the same API, but for one method that the tool calls.
const registerStandIn = `
import { register } from 'node:module';
register('./resolve.mjs', import.meta.url);
`;
const resolveStandIn = `
const standIn = new URL('better-sqlite3.cjs', import.meta.url).href;
export const resolve = (specifier, context, next) =>
  specifier === 'better-sqlite3'
    ? { url: standIn, format: 'commonjs', shortCircuit: true }
    : next(specifier, context);
`;
const standIn = `
const Libsql = require('libsql');
module.exports = class extends Libsql {
  prepare(text) {
    const statement = super.prepare(text);
    statement.bind = (parameters) => ({ all: () => statement.all(parameters) });
    return statement;
  }
};
`;
