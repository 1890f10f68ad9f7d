import { posix } from 'node:path';
import ts from 'typescript';
import { type Import, importsOf, type SourceFile, visit } from './source-files.js';

/** The layers of `src/`, lowest first. A file imports from its own layer or from lower ones. */
const LAYERS: readonly (readonly string[])[] = [
  [
    'src/ports/',
    'src/results/',
    'src/errors.ts',
    'src/events.ts',
    'src/is-lock.ts',
    'src/unwrap.ts',
  ],
  ['src/tickets/', 'src/policy/', 'src/hashing/', 'src/throttle/'],
  ['src/internal/'],
  ['src/operations/'],
  ['src/service.ts', 'src/service/', 'src/running-service.ts', 'src/options.ts'],
  ['src/index.ts'],
];

/** Parts of `src/` that are built on the package by name; of its inside they see the contracts. */
const OUTSIDERS = ['src/testing/', 'src/conformance/'];

/** Folders that are seen from outside through their `index.ts` alone. */
const CLOSED = ['src/tickets/', 'src/policy/', 'src/hashing/', 'src/throttle/'];

/** Third-party packages and the folders that may import them. `types` says for types alone. */
export const HOMES: Readonly<Record<string, readonly (string | { readonly types: string })[]>> = {
  zod: ['src/', 'adapters/http/'],
  nanoid: ['src/internal/'],
  '@node-rs/argon2': ['src/hashing/'],
  '@node-rs/bcrypt': ['src/hashing/'],
  'hash-wasm': ['src/hashing/'],
  'rate-limiter-flexible': ['src/throttle/', 'adapters/rate-limit/'],
  kysely: ['adapters/sql/'],
  hono: ['adapters/http/'],
  '@hono/node-server': ['adapters/node/'],
  nodemailer: ['adapters/nodemailer/'],
  liquidjs: ['adapters/liquid/'],
  express: [{ types: 'adapters/express/' }],
  koa: [{ types: 'adapters/koa/' }],
  fastify: [{ types: 'adapters/fastify/' }],
  '@nestjs/common': ['adapters/nest/'],
  otpauth: ['adapters/totp/'],
  bloomfilter: ['adapters/hibp/'],
  '@zxcvbn-ts/core': ['adapters/zxcvbn/'],
  '@zxcvbn-ts/language-common': ['adapters/zxcvbn/'],
};

/** `hono/cookie` is of `hono`, `@a/b/c` of `@a/b`. */
export function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Says what a file imports against the rules, in one line each. */
export function importFaults(file: SourceFile, exported: readonly string[]): string[] {
  return importsOf(file).flatMap((each) => {
    const fault = importFault(file.path, each, exported);
    return fault === null ? [] : [`${file.path} imports '${each.specifier}': ${fault}`];
  });
}

function importFault(
  path: string,
  { specifier, typeOnly }: Import,
  exported: readonly string[],
): string | null {
  if (specifier.startsWith('.')) return relativeFault(path, specifier);
  if (specifier.startsWith('node:')) return null;
  const name = packageOf(specifier);
  if (name === 'latchkey') {
    if (!exported.includes(specifier)) return 'the package exports no such name';
    return isCore(path) ? 'the core does not know itself by name' : null;
  }
  if (path.startsWith('examples/')) return null;
  const homes = HOMES[name];
  if (homes === undefined) return 'this package has no home in the table';
  const allowed = homes.some((home) =>
    typeof home === 'string' ? path.startsWith(home) : typeOnly && path.startsWith(home.types),
  );
  return allowed ? null : 'this package is at home elsewhere';
}

function relativeFault(path: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier.replace(/\.js$/, '.ts'));
  const own = ownFolder(path);
  const to = layerOf(target);
  if (OUTSIDERS.includes(own) && to === 0) return null;
  if (!target.startsWith(own)) return `it leaves ${own}`;
  if (!isCore(path)) return null;

  const from = layerOf(path);
  if (to === null) return 'its target has no layer';
  if (from === null || to > from) return 'it looks up to a higher layer';
  if (path.startsWith('src/operations/') && target.startsWith('src/operations/'))
    return 'operations do not know each other';
  const folder = CLOSED.find((closed) => target.startsWith(closed));
  if (folder === undefined || path.startsWith(folder)) return null;
  if (CLOSED.some((closed) => path.startsWith(closed)))
    return 'these folders do not know each other';
  return target === `${folder}index.ts` ? null : `it goes past ${folder}index.ts`;
}

/** What a relative import must not leave: all of the core, one adapter, one example. */
function ownFolder(path: string): string {
  const outsider = OUTSIDERS.find((folder) => path.startsWith(folder));
  if (outsider !== undefined) return outsider;
  if (path.startsWith('src/')) return 'src/';
  return `${path.split('/').slice(0, 2).join('/')}/`;
}

function isCore(path: string): boolean {
  return path.startsWith('src/') && !OUTSIDERS.some((folder) => path.startsWith(folder));
}

function layerOf(path: string): number | null {
  const index = LAYERS.findIndex((layer) =>
    layer.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place)),
  );
  return index < 0 ? null : index;
}

/** Finds cycles of imports that remain when types are compiled away. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
        .map(({ specifier }) =>
          posix.join(posix.dirname(file.path), specifier.replace(/\.js$/, '.ts')),
        ),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path)) return;
    done.add(path);
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path]);
  };
  for (const path of edges.keys()) walk(path, []);
  return cycles;
}

const WEAK_NAMES = new Set(['randomUUID', 'pseudoRandomBytes', 'uuid', 'uuidv4', 'uuidv7']);

/** Finds randomness that no secret may come from, whatever it is used for. */
export function weakRandomness(file: SourceFile): string[] {
  const found: string[] = [];
  const report = (node: ts.Node) => {
    const { line } = file.syntax.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file.path}:${line + 1} ${node.getText()}`);
  };
  for (const { specifier } of importsOf(file))
    if (/^(uuid|nanoid\/non-secure|math-random|seedrandom)/.test(specifier))
      found.push(`${file.path} ${specifier}`);
  visit(file.syntax, (node) => {
    if (ts.isIdentifier(node) && WEAK_NAMES.has(node.text) && isUse(node)) report(node);
    if (isMemberOf(node, 'Math', 'random')) report(node);
  });
  return found;
}

/** The name of a property, such as the `uuid` among id types, is no use of one. */
function isUse({ parent }: ts.Identifier): boolean {
  return !(ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent));
}

/** Whether a node reads `object.name` or `object['name']`. */
function isMemberOf(node: ts.Node, object: string, name: string): boolean {
  if (ts.isPropertyAccessExpression(node))
    return node.expression.getText() === object && node.name.text === name;
  if (ts.isElementAccessExpression(node))
    return (
      node.expression.getText() === object &&
      ts.isStringLiteralLike(node.argumentExpression) &&
      node.argumentExpression.text === name
    );
  // `const { random } = Math`
  return (
    ts.isVariableDeclaration(node) &&
    ts.isObjectBindingPattern(node.name) &&
    node.initializer?.getText() === object &&
    node.name.elements.some((element) => (element.propertyName ?? element.name).getText() === name)
  );
}

/** Finds the calls of a method by its name: `….writePasswordHash(…)`. */
export function callsOf(file: SourceFile, method: string): number {
  let calls = 0;
  visit(file.syntax, (node) => {
    if (
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === method
    )
      calls += 1;
  });
  return calls;
}

/** Finds reads of the system's clock: `Date.now()` and `new Date()`. */
export function clockReads(file: SourceFile): string[] {
  const found: string[] = [];
  visit(file.syntax, (node) => {
    const isNew =
      ts.isNewExpression(node) &&
      node.expression.getText() === 'Date' &&
      (node.arguments ?? []).length === 0;
    if (!isNew && !isMemberOf(node, 'Date', 'now')) return;
    const { line } = file.syntax.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file.path}:${line + 1}`);
  });
  return found;
}
