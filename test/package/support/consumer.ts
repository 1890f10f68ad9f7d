import { lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../support/source-files.js';
import { type Ran, run, runWell } from './run.js';

export type Format = 'esm' | 'cjs';
export const formats: readonly Format[] = ['esm', 'cjs'];

/** Builds and packs as a release would. */
export async function packRelease(): Promise<{ tarball: string; files: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-pack-'));
  await runWell(ROOT, 'npm', 'run', 'build', '--silent');
  const options = ['--ignore-scripts', '--json', '--pack-destination', folder];
  const printed = await runWell(ROOT, 'npm', 'pack', ...options);
  // npm 11 prints a list, npm 12 an object by name.
  const packed = Object.values(JSON.parse(printed) as object)[0] as {
    filename: string;
    files: { path: string }[];
  };
  return {
    tarball: join(folder, packed.filename),
    files: packed.files.map(({ path }) => path).sort(),
  };
}

/** An application in a folder of its own that has nothing but the packed library. */
export class Consumer {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async install(tarball: string): Promise<Consumer> {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-consumer-'));
    await writeFile(join(folder, 'package.json'), '{ "name": "consumer", "private": true }');
    const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--silent'];
    await runWell(folder, 'npm', 'install', tarball, '--omit=dev', '--omit=peer', ...quiet);
    return new Consumer(folder);
  }

  /** Adds packages out of this repository's own `node_modules`. */
  async link(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      const place = join(this.folder, 'node_modules', name);
      await mkdir(dirname(place), { recursive: true });
      await symlink(join(ROOT, 'node_modules', name), place);
    }
  }

  /**
   * Runs code as a module of the application. CommonJS runs where `require` knows no ES modules,
   * as in test runners that load modules themselves, unless `requireEsm` says otherwise.
   */
  async run(
    format: Format,
    code: string,
    { requireEsm = false }: { readonly requireEsm?: boolean } = {},
  ): Promise<Ran> {
    const file = join(this.folder, format === 'esm' ? 'main.mjs' : 'main.cjs');
    await writeFile(file, format === 'esm' ? code : `(async () => {\n${code}\n})();`);
    const flags = format === 'esm' || requireEsm ? [] : ['--no-experimental-require-module'];
    return run(this.folder, process.execPath, ...flags, file);
  }

  /**
   * Type-checks a file with every library's types, and answers the errors but those that other
   * packages have with each other: @types/koa does not fit the content-disposition of Express.
   */
  async typeErrors(name: string, text: string, options: ts.CompilerOptions): Promise<string[]> {
    const file = join(this.folder, name);
    await writeFile(file, text);
    const program = ts.createProgram([file], {
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
      types: ['node'],
      typeRoots: [join(this.folder, 'node_modules/@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      ...options,
    });
    const faults = ts.getPreEmitDiagnostics(program).filter(({ file: at }) => {
      const place = at?.fileName ?? '';
      return !place.includes('/node_modules/') || place.includes('/node_modules/latchkey/');
    });
    return faults.map((diagnostic) => {
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      const { file: at, start = 0 } = diagnostic;
      if (at === undefined) return message;
      return `${at.fileName}:${at.getLineAndCharacterOfPosition(start).line + 1} ${message}`;
    });
  }

  /** Bytes of everything that came with the library. */
  async installedBytes(): Promise<number> {
    const folder = join(this.folder, 'node_modules');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const sizes = entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => (await lstat(join(entry.parentPath, entry.name))).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
