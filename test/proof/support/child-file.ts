import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { bundleProcess, type ProcessBundle } from '../../support/bundle-process.js';

const SCRIPT = fileURLToPath(new URL('../child/main.ts', import.meta.url));

let bundled: Promise<ProcessBundle> | undefined;

/** The bundle of this test file; it goes with the last of its tests. */
export async function childFile(): Promise<string> {
  bundled ??= bundleProcess(SCRIPT);
  return (await bundled).file;
}

afterAll(async () => {
  await (await bundled)?.remove();
  bundled = undefined;
});
