import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from '../support/source-files.js';
import { Consumer, formats, packRelease } from './support/consumer.js';
import {
  acrossCopies,
  bothKits,
  importing,
  roundTrip,
  typedApplication,
} from './support/programs.js';
import { run } from './support/run.js';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: Record<string, unknown>;
  peerDependencies: Record<string, string>;
};
const subpaths = Object.keys(manifest.exports).filter((path) => path !== './package.json');
const nameOf = (subpath: string) => subpath.replace('.', 'latchkey');

/** The peer that a subpath is for. Every other subpath works with nothing else. */
const PEER_OF: Readonly<Record<string, string>> = {
  './sql': 'kysely',
  './nodemailer': 'nodemailer',
  './liquid': 'liquidjs',
  './http': 'hono',
  './node': '@hono/node-server',
  './express': 'hono',
  './koa': 'hono',
  './fastify': 'hono',
  './nest': '@nestjs/common',
  './totp': 'otpauth',
};
const TYPES_OF_PEERS = ['@types/node', '@types/express', '@types/koa', 'fastify'];
/** Nest 12 is an ES module itself: CommonJS gets at it where `require` knows those (Node 20.19). */
const ESM_ONLY = './nest';

const DOCUMENTS = [
  'ARCHITECTURE.md',
  'LICENSE',
  'NOTICES.md',
  'README.md',
  'SECURITY.md',
  'docs/delivery.md',
  'docs/events.md',
  'docs/from-auth0.md',
  'docs/hashes.md',
  'docs/liquid.md',
  'docs/mail.md',
  'docs/notices.md',
  'docs/outbox.md',
  'docs/pages.md',
  'docs/policies.md',
  'docs/second-factor.md',
  'docs/sessions.md',
  'docs/stores.md',
  'package.json',
];
/** Pieces that several entries share; their names carry a digest. */
const SHARED = /^dist\/[a-z0-9.-]+-[\w-]{8}\.(js|d\.ts|d\.cts)$/;
const INSTALL_BUDGET = 12 * 1024 * 1024;

let tarball = '';
let files: string[] = [];
let alone: Consumer;
let withPeers: Consumer;

beforeAll(async () => {
  ({ tarball, files } = await packRelease());
  alone = await Consumer.install(tarball);
  withPeers = await Consumer.install(tarball);
  await withPeers.link(...Object.keys(manifest.peerDependencies), ...TYPES_OF_PEERS);
}, 900_000);

afterAll(async () => {
  await alone?.remove();
  await withPeers?.remove();
  if (tarball !== '') await rm(dirname(tarball), { recursive: true, force: true });
});

describe('the tarball', () => {
  test('holds what is listed here and nothing else', () => {
    const entries = subpaths.map((path) => (path === '.' ? 'index' : path.slice(2)));
    const built = entries.flatMap((entry) =>
      ['js', 'cjs', 'd.ts', 'd.cts'].map((ending) => `dist/${entry}.${ending}`),
    );
    const expected = [
      ...DOCUMENTS,
      ...built,
      'dist/breached-filter.js',
      'dist/nanoid.LICENSE.txt',
      'dist/zod.LICENSE.txt',
    ].sort();
    expect(files.filter((path) => !SHARED.test(path))).toEqual(expected);
  });

  test('is faultless to publint', async () => {
    const ran = await run(ROOT, 'node_modules/.bin/publint', 'run', tarball, '--strict');
    expect(ran.stdout).toContain('All good!');
    expect(ran.code).toBe(0);
  });

  test('resolves to the right types in ES modules and CommonJS', async () => {
    const options = ['--profile', 'node16', '--format', 'json'];
    const { code, stdout, stderr } = await run(ROOT, 'node_modules/.bin/attw', tarball, ...options);
    expect(stderr).toBe('');
    const report = JSON.parse(stdout) as { analysis: { entrypoints: object } };
    expect(Object.keys(report.analysis.entrypoints)).toEqual(Object.keys(manifest.exports));
    expect(code).toBe(0);
  });

  test(`installs ${INSTALL_BUDGET / 1024 / 1024} MB at most`, async () => {
    const bytes = await alone.installedBytes();
    console.log(`The library and all its dependencies: ${(bytes / 1024 / 1024).toFixed(1)} MB.`);
    expect(bytes).toBeGreaterThan(1024 * 1024);
    expect(bytes).toBeLessThan(INSTALL_BUDGET);
  });
});

test('the program that it brings runs where it is installed', async () => {
  const program = join(alone.folder, 'node_modules/.bin/latchkey-breached-filter');
  const ran = await run(alone.folder, program, '--help');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout).toMatch(/^Usage: latchkey-breached-filter /);
  const wrong = await run(alone.folder, program, 'a-list-that-is-not-there', 'a-filter');
  expect(wrong.code).toBe(1);
});

describe.each(formats)('installed alone, as %s,', (format) => {
  const load = (subpath: string) =>
    importing(format, '* as loaded', nameOf(subpath)) +
    'console.log(Object.keys(loaded).length > 0);';

  test.each(subpaths.filter((path) => PEER_OF[path] === undefined))('%s loads', async (subpath) => {
    const ran = await alone.run(format, load(subpath));
    expect(ran.stderr).toBe('');
    expect(ran.stdout).toBe('true\n');
  });

  test.each(Object.entries(PEER_OF))('%s says that %s is missing', async (subpath, peer) => {
    const ran = await alone.run(format, load(subpath));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toMatch(/ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND/);
    expect(ran.stderr).toMatch(new RegExp(`Cannot find (package|module) '${peer}'`));
  });

  test.each(Object.keys(PEER_OF))('%s loads once its peer is there', async (subpath) => {
    const ran = await withPeers.run(format, load(subpath), {
      requireEsm: subpath === ESM_ONLY,
    });
    expect(ran.stderr.replace(/.*ExperimentalWarning.*\n.*trace-warnings.*\n/, '')).toBe('');
    expect(ran.stdout).toBe('true\n');
  });

  test('a forgotten password is reset', async () => {
    const ran = await alone.run(format, roundTrip(format));
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual({
      requested: { ok: true, flowId: null },
      redeemed: true,
      again: 'token_used',
      signedIn: true,
      wrong: 'invalid_credentials',
    });
  });

  test('the kits for tests work', async () => {
    const ran = await alone.run(format, bothKits(format));
    expect(ran.stderr).toBe('');
    expect(JSON.parse(ran.stdout)).toEqual({ redeemed: true, passed: true });
  });
});

test('both copies know each other’s errors', async () => {
  const ran = await alone.run('esm', acrossCopies);
  expect(JSON.parse(ran.stdout)).toEqual({
    twoCopies: true,
    esmIsCjs: true,
    cjsIsEsm: true,
    foreign: false,
  });
});

test('the CommonJS build loads lazily by require, and carries what is ESM only', async () => {
  const built = files.filter((path) => path.endsWith('.cjs'));
  expect(built.length).toBe(subpaths.length);
  for (const path of built) {
    const text = await readFile(join(alone.folder, 'node_modules/latchkey', path), 'utf8');
    expect(text, path).not.toMatch(/\bimport\(|require\(['"](nanoid|zod)['"]\)/);
  }
});

describe('the types', () => {
  const { ModuleKind, ModuleResolutionKind } = ts;
  const node16 = { module: ModuleKind.Node16, moduleResolution: ModuleResolutionKind.Node16 };
  const bundler = { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler };
  const settings = [
    ['application.mts', 'node16', node16],
    ['application.cts', 'node16', node16],
    ['application.ts', 'bundler', bundler],
  ] as const;

  beforeAll(() => alone.link('@types/node', 'undici-types'));

  test.each(settings)('%s compiles under %s', async (file, _name, options) => {
    expect(await alone.typeErrors(file, typedApplication, options)).toEqual([]);
  });

  test.each(settings)('every subpath in %s compiles under %s', async (file, _name, options) => {
    const within = subpaths.filter((path) => path !== ESM_ONLY || !file.endsWith('.cts'));
    const text = within.map((path, index) => `import * as m${index} from '${nameOf(path)}';`);
    const used = `export const all = [${within.map((_, index) => `m${index}`).join(', ')}];`;
    const name = file.replace('application', 'everything');
    expect(await withPeers.typeErrors(name, [...text, used].join('\n'), options)).toEqual([]);
  });
});
