import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const ENTRY = fileURLToPath(new URL('../child/main.ts', import.meta.url));
/** Inside `node_modules`, so that what stays outside of the bundle is found from there. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url));

/**
 * Makes one file of the child program, sources and libraries together: a process that is started
 * hundreds of times must not compile anything. Only native code stays outside.
 */
export async function bundleChild(): Promise<{ readonly file: string; remove(): Promise<void> }> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(join(CACHE, 'latchkey-child-'));
  const file = join(folder, 'child.mjs');
  await build({
    entryPoints: [ENTRY],
    outdir: folder,
    entryNames: 'child',
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

let bundled: ReturnType<typeof bundleChild> | undefined;

/** The bundle of this test file; it goes with the last of its tests. */
export async function childFile(): Promise<string> {
  bundled ??= bundleChild();
  return (await bundled).file;
}

afterAll(async () => {
  await (await bundled)?.remove();
  bundled = undefined;
});
