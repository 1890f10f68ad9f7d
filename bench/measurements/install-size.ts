import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from '../measurement.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the packed package brings into an application that has nothing else. */
export const installSize: Measurement = {
  name: 'install-size',
  onEachEngine: false,
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-bench-'));
    try {
      await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: ROOT });
      const [archive = ''] = await readdir(folder);
      await writeFile(join(folder, 'package.json'), '{ "private": true }');
      const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
      await run('npm', ['install', ...flags, `./${archive}`], { cwd: folder });

      const packages = await sizes(join(folder, 'node_modules'));
      const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
      const heaviest = packages
        .toSorted((a, b) => b.bytes - a.bytes)
        .slice(0, 4)
        .map(({ name, bytes }) => `${name} ${megabytes(bytes).toFixed(1)}`);
      return [
        {
          what: 'install of the package, alone',
          value: megabytes(total),
          unit: 'MB',
          budget: { atMost: 12 },
          detail: `${packages.length} packages: ${heaviest.join(', ')} …`,
        },
      ];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

const megabytes = (bytes: number) => bytes / 1e6;

async function sizes(modules: string): Promise<{ name: string; bytes: number }[]> {
  const entries = await readdir(modules);
  const names = await Promise.all(
    entries
      .filter((name) => !name.startsWith('.'))
      .map(async (name) =>
        name.startsWith('@')
          ? (await readdir(join(modules, name))).map((inner) => `${name}/${inner}`)
          : [name],
      ),
  );
  return Promise.all(
    names.flat().map(async (name) => ({ name, bytes: await bytesUnder(join(modules, name)) })),
  );
}

async function bytesUnder(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const stats = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))));
  return stats.reduce((sum, { size }) => sum + size, 0);
}
