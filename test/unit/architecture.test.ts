import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  callsOf,
  clockReads,
  HOMES,
  importCycles,
  importFaults,
  packageOf,
  weakRandomness,
} from '../support/architecture.js';
import { loadedPackages } from '../support/loaded-packages.js';
import { importsOf, parseSource, ROOT, sourceFiles } from '../support/source-files.js';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly devDependencies: Record<string, string>;
  exports: Record<string, unknown>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
};
const exported = Object.keys(manifest.exports).map((path) => path.replace('.', 'latchkey'));
const core = sourceFiles('src');
const adapters = sourceFiles('adapters');
const examples = sourceFiles('examples');
const published = [...core, ...adapters];
const faultsOf = (path: string, text: string) => importFaults(parseSource(path, text), exported);

/** Where a file stops being one thing. A test may list a few cases more. */
const longest = (path: string) => (path.startsWith('test/') ? 400 : 350);
const GENERATED = new Set(['src/policy/common-passwords.data.ts']);

/** Their `create()` is the application's own call, and the instant is its to give. */
const MAY_DEFAULT_TO_NOW = ['adapters/memory/session-store.ts', 'adapters/sql/sessions.ts'];

describe('the layers', () => {
  test('every import of the core, the adapters and the examples keeps to them', () => {
    const files = [...published, ...examples];
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap((file) => importFaults(file, exported))).toEqual([]);
  });

  test('no import goes round in a circle', () => {
    expect(importCycles(published)).toEqual([]);
  });

  test('a circle is seen', () => {
    const files = [
      parseSource('src/internal/a.ts', "import { b } from './b.js';"),
      parseSource('src/internal/b.ts', "export { a } from './a.js';"),
      parseSource('src/internal/c.ts', "import type { a } from './a.js';"),
    ];
    expect(importCycles(files)).toEqual([
      'src/internal/a.ts → src/internal/b.ts → src/internal/a.ts',
    ]);
  });

  test.each([
    ['src/ports/a.ts', "import { x } from '../tickets/index.js';"],
    ['src/errors.ts', "export * from './internal/call.js';"],
    ['src/policy/a.ts', "import { x } from '../internal/call.js';"],
    ['src/policy/a.ts', "import { x } from '../hashing/index.js';"],
    ['src/internal/a.ts', "import { x } from '../policy/length.js';"],
    ['src/internal/a.ts', "import { x } from '../operations/authenticate.js';"],
    ['src/operations/a.ts', "import { x } from './authenticate.js';"],
    ['src/operations/a.ts', "import type { x } from './authenticate.js';"],
    ['src/operations/a.ts', "type X = import('../service.js').X;"],
    ['src/service.ts', "export * from './index.js';"],
    ['src/service.ts', "import { x } from '../adapters/memory/index.js';"],
    ['src/service.ts', "import { x } from 'latchkey/memory';"],
    ['src/service.ts', "const x = await import('hono');"],
    ['src/service.ts', "import { x } from './new-thing.js';"],
    ['src/testing/a.ts', "import { x } from '../internal/call.js';"],
    ['adapters/memory/a.ts', "import { x } from '../sql/index.js';"],
    ['adapters/memory/a.ts', "import { x } from '../../src/index.js';"],
    ['adapters/memory/a.ts', "import { x } from 'kysely';"],
    ['adapters/memory/a.ts', "import { x } from 'latchkey/internal';"],
    ['adapters/memory/a.ts', "const x = require('left-pad');"],
    ['adapters/express/a.ts', "import express, { type Request } from 'express';"],
    ['examples/express/a.ts', "import { x } from '../../adapters/http/index.js';"],
  ])('%s may not say %s', (path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1);
  });

  test.each([
    ['src/internal/a.ts', "import { x } from '../policy/index.js';"],
    ['src/testing/a.ts', "import { x } from 'latchkey';"],
    ['src/conformance/a.ts', "import type { x } from '../ports/index.js';"],
    ['adapters/express/a.ts', "import { type Request } from 'express';"],
    ['adapters/sql/a.ts', "import { sql } from 'kysely';"],
    ['examples/express/a.ts', "import express from 'express';"],
  ])('%s may say %s', (path, text) => {
    expect(faultsOf(path, text)).toEqual([]);
  });

  test('the table of third-party packages names what is imported, and nothing else', () => {
    const imported = new Set(
      published
        .flatMap(importsOf)
        .map(({ specifier }) => specifier)
        .filter((specifier) => !/^(\.|node:|latchkey)/.test(specifier))
        .map(packageOf),
    );
    expect([...imported].sort()).toEqual(Object.keys(HOMES).sort());
  });

  test('what the core imports is a dependency; what only adapters import is a peer', () => {
    const ofCore = Object.keys(HOMES).filter((name) =>
      HOMES[name]?.some((home) => typeof home === 'string' && home.startsWith('src/')),
    );
    const ofAdapters = Object.keys(HOMES).filter((name) =>
      HOMES[name]?.every((home) => typeof home === 'string' && home.startsWith('adapters/')),
    );
    // What is bundled is no dependency of whoever installs the package.
    const bundled = ['nanoid', 'zod'];
    // For hashes that hardly anybody's rows hold; loaded when one is met.
    const optional = ['hash-wasm'];
    expect([...Object.keys(manifest.dependencies), ...bundled, ...optional].sort()).toEqual(
      ofCore.sort(),
    );
    expect(Object.keys(manifest.devDependencies)).toEqual(expect.arrayContaining(bundled));
    expect(Object.keys(manifest.peerDependencies).sort()).toEqual(
      [...ofAdapters, ...optional].sort(),
    );
  });
});

describe('what is in one place', () => {
  test('only apply-password writes a new password', () => {
    const writers = core
      .filter(({ path }) => !path.startsWith('src/conformance/'))
      .filter((file) => callsOf(file, 'writePasswordHash') > 0);
    expect(writers.map(({ path }) => path)).toEqual(['src/internal/apply-password.ts']);
  });

  test('only the rehash at sign-in replaces a hash', () => {
    const writers = core
      .filter(({ path }) => !path.startsWith('src/conformance/'))
      .filter((file) => callsOf(file, 'replacePasswordHash') > 0);
    expect(writers.map(({ path }) => path)).toEqual(['src/internal/rehash.ts']);
  });

  test('stores never read a clock', () => {
    const stores = adapters.filter(({ path }) => /^adapters\/(memory|sql)\//.test(path));
    expect(stores.length).toBeGreaterThan(20);
    const readers = stores.filter((file) => clockReads(file).length > 0);
    expect(readers.map(({ path }) => path)).toEqual(MAY_DEFAULT_TO_NOW);
    expect(readers.flatMap(clockReads)).toHaveLength(MAY_DEFAULT_TO_NOW.length);
    const reading = 'const a = Date.now(); const b = new Date(); const c = new Date(a);';
    expect(clockReads(parseSource('a.ts', reading))).toHaveLength(2);
  });

  test('attack 15: nothing draws on Math.random or a UUID', () => {
    expect(published.flatMap(weakRandomness)).toEqual([]);
  });

  test.each([
    'const x = Math.random();',
    "const x = Math['random']();",
    'const { random } = Math;',
    "import { randomUUID } from 'node:crypto';",
    'const x = crypto.randomUUID();',
    "import { v4 } from 'uuid';",
    "import { nanoid } from 'nanoid/non-secure';",
  ])('attack 15: %s is seen', (text) => {
    expect(weakRandomness(parseSource('src/a.ts', text))).not.toEqual([]);
  });

  test('no file is too long to be one thing', () => {
    const long = [...published, ...examples, ...sourceFiles('test')]
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ path, lines }) => lines > longest(path) && !GENERATED.has(path));
    expect(long).toEqual([]);
  });
});

describe('loading', { timeout: 120_000 }, () => {
  test('the core loads no framework, no driver, no mailer and no native code', async () => {
    expect(await loadedPackages('latchkey')).toEqual(['nanoid', 'zod']);
  });

  test('the measure sees what an adapter loads', async () => {
    expect(await loadedPackages('latchkey/sql')).toContain('kysely');
  });
});
