import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './source-files.js';

/**
 * Bundles a script of the tests, ours included and packages left out, so that a process with it
 * starts in a third of the time. It lies below `node_modules`, where packages are found.
 */
export async function bundleProcess(
  script: string,
): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const folder = join(ROOT, 'node_modules', '.cache', 'latchkey');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${randomBytes(8).toString('hex')}.mjs`);
  await build({
    entryPoints: [script],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['latchkey-source'],
    logLevel: 'error',
    plugins: [
      {
        name: 'packages stay outside',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || /^latchkey(\/|$)/.test(path)
              ? null
              : { path, external: true },
          ),
      },
    ],
  });
  return { file, remove: () => rm(file, { force: true }) };
}
