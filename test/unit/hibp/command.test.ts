import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { breachedFilter } from 'latchkey/hibp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../../adapters/hibp/command.js';
import { ROOT } from '../../support/source-files.js';
import { hashes, temporaryFolder } from './lists.js';

/** Runs the program in this process. */
async function run(args: readonly string[], input: readonly string[] = []) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const stdin = Readable.from(input.map((text) => Buffer.from(text)));
  const code = await runCommand(args, { stdin, stdout, stderr, signal });
  const read = (stream: PassThrough) => String(stream.read() ?? '');
  return { code, stdout: read(stdout), stderr: read(stderr) };
}

/** Runs it as people do. */
function start(...args: string[]) {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=latchkey-source', '--import', 'tsx'],
      ...['adapters/hibp/breached-filter.ts', ...args],
    ],
    { cwd: ROOT },
  );
  onTestFinished(() => void child.kill());
  child.stdin.on('error', () => {});
  const ran = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    ran.stdout += data;
  });
  child.stderr.on('data', (data) => {
    ran.stderr += data;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...ran }));
  return { child, ended };
}

async function has(path: string, hash: string) {
  const filter = breachedFilter(path);
  return filter.includes(hash).finally(() => filter.close());
}

describe('latchkey-breached-filter', { timeout: 60_000 }, () => {
  const listed = hashes('breached', 1000);

  it('makes a filter of a file, and says what is in it on standard error', async () => {
    const folder = await temporaryFolder();
    const [list, filter] = [join(folder, 'list.txt'), join(folder, 'pwned.filter')];
    const lines = listed.map((hash, n) => `${hash.toLowerCase()}:${n % 20}`);
    await writeFile(list, `${lines.join('\r\n')}\r\n`);
    const options = ['--minimum-count', '10', '--false-positive-rate', '0.0001'];
    expect(await run([list, filter, ...options])).toEqual({
      code: 0,
      stdout: '',
      stderr:
        'latchkey-breached-filter: 500 hashes out of 1,000 lines, in 39,352 bytes. ' +
        'Of other passwords, one in 10,000 is taken for breached.\n',
    });
    expect(await has(filter, listed[19]!)).toBe(true);
    expect(await has(filter, listed[20]!)).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['list.txt', 'pwned.filter']);
  });

  it('reads standard input, and is quiet when told', async () => {
    const filter = join(await temporaryFolder(), 'pwned.filter');
    const { child, ended } = start('--quiet', '-', filter);
    child.stdin.end(listed.join('\n'));
    expect(await ended).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await has(filter, listed[0]!)).toBe(true);
  });

  it('answers 1 for a list at fault, names the line, and leaves the older filter alone', async () => {
    const filter = join(await temporaryFolder(), 'pwned.filter');
    await writeFile(filter, 'an older filter');
    const ran = await run(['-', filter], [`${listed[0]}:1\nhunter2\n`]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^latchkey-breached-filter: Line 2 [^\n]*\n$/);
    expect(ran.stderr).not.toContain('hunter2');
    expect(await readFile(filter, 'utf8')).toBe('an older filter');
  });

  it('answers 1 for a list that is not there, and says which', async () => {
    const missing = join(await temporaryFolder(), 'missing.txt');
    const ran = await run([missing, `${missing}.filter`]);
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(missing);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(`${missing}.filter`)).toBe(false);
  });

  it('shows its usage on standard output when asked', async () => {
    const ran = await run(['--help']);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toMatch(/^Usage: latchkey-breached-filter \[options\] <list> <filter>\n/);
  });

  it.each([
    [['only-a-list', '--quiet'], 'It takes a list and a filter.'],
    [['list', 'filter', 'more'], 'It takes a list and a filter.'],
    [['list', 'filter', '--minimum', '5'], "Unknown option '--minimum'"],
    [['list', 'filter', '--minimum-count', '1e3'], '"minimumCount"'],
    [['list', 'filter', '--false-positive-rate', '2'], '"falsePositiveRate"'],
    [['list', './list'], '"output"'],
  ])('answers 2 for %j', async (args, said) => {
    const ran = await run(args);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(said);
    expect(ran.stderr).toContain('latchkey-breached-filter --help');
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const folder = await temporaryFolder();
    const { child, ended } = start('-', join(folder, 'pwned.filter'));
    child.stdin.write(`${listed[0]}\n`);
    // Its unfinished file says that it has begun.
    await expect.poll(() => readdir(folder), { timeout: 30_000 }).toHaveLength(1);
    child.kill('SIGINT');
    expect(await ended).toEqual({ code: 130, stdout: '', stderr: '' });
    expect(await readdir(folder)).toEqual([]);
  });
});
