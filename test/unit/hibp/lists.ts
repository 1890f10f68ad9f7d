import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildBreachedFilterOptions, buildBreachedFilter } from 'latchkey/hibp';
import { onTestFinished } from 'vitest';
import { sha1Of } from './range-server.js';

/** A folder that is gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'breached-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Hashes of so many made-up passwords, in order. */
export function hashes(of: string, count: number): string[] {
  return Array.from({ length: count }, (_, n) => sha1Of(`${of} ${n}`)).sort();
}

/** Builds a filter of lines in a folder of its own. */
export async function filterOf(
  lines: readonly string[],
  options: Partial<BuildBreachedFilterOptions> = {},
) {
  const folder = await temporaryFolder();
  const [input, output] = [join(folder, 'list.txt'), join(folder, 'pwned.filter')];
  await writeFile(input, lines.join('\n'));
  return { folder, output, built: await buildBreachedFilter({ input, output, ...options }) };
}
