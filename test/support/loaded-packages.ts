import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from './source-files.js';

/** Runs in the loader's own thread, so it can only tell by writing. */
const HOOK = `
  import { writeSync } from 'node:fs';
  export function load(url, context, next) {
    writeSync(3, url + '\\n');
    return next(url, context);
  }
`;

const PROGRAM = (specifier: string) => `
  import { createRequire, register } from 'node:module';
  import { writeSync } from 'node:fs';
  register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOK)}));
  await import(${JSON.stringify(specifier)});
  for (const path of Object.keys(createRequire(import.meta.url).cache)) writeSync(3, path + '\\n');
`;

/**
 * Imports a module in a process of its own, from source, and lists the packages whose files Node
 * loaded for it, CommonJS ones included.
 */
export async function loadedPackages(specifier: string): Promise<string[]> {
  // Descriptor 3 is standard output again: what the modules themselves print goes elsewhere.
  const { stdout } = await promisify(execFile)(
    '/bin/sh',
    ['-c', 'exec "$0" "$@" 3>&1 1>&2', process.execPath, ...nodeArguments(specifier)],
    { cwd: ROOT },
  );
  const names = [...stdout.matchAll(/node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\//g)].map(
    ([, name]) => name as string,
  );
  return [...new Set(names)].filter((name) => !TOOLS.has(name)).sort();
}

/** What compiles the source on the way; the built package loads none of it. */
const TOOLS = new Set(['tsx', 'esbuild', '@esbuild']);

function nodeArguments(specifier: string): string[] {
  return [
    '--conditions=latchkey-source',
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    PROGRAM(specifier),
  ];
}
