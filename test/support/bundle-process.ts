import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './source-files.js';

/** Inside `node_modules`, so that what stays outside of the bundle is found from there. */
const CACHE = join(ROOT, 'node_modules', '.cache');

export interface ProcessBundle {
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * Makes one file of a program of the tests, sources and libraries together: a process that is
 * started hundreds of times must not compile anything. Only native code stays outside.
 */
export async function bundleProcess(script: string): Promise<ProcessBundle> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'latchkey-process-'));
  const file = join(folder, 'process.mjs');
  await build({
    entryPoints: [script],
    outdir: folder,
    entryNames: 'process',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A driver is a file of its own, so that nobody reads those of other databases.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['latchkey-source'],
    external: ['libsql', '@node-rs/*', 'pg-native'],
    minify: true,
    logLevel: 'error',
    // Bundled CommonJS asks for Node's own modules. And packages with native code ask for a report
    // of the whole process to learn which C library there is: that need not look at the network.
    banner: {
      js: "import { createRequire as latchkeyRequire } from 'node:module'; const require = latchkeyRequire(import.meta.url); process.report.excludeNetwork = true;",
    },
  });
  return { file, remove: () => rm(folder, { recursive: true, force: true }) };
}
