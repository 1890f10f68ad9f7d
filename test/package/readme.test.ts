import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { PasswordService } from 'latchkey';
import { describe, expect, test } from 'vitest';
import { filesBelow, ROOT, sourceFiles } from '../support/source-files.js';
import {
  blocksOfDocument,
  blocksOfSource,
  type CodeBlock,
  readText,
} from './support/code-blocks.js';
import { compileBlocks, entryPoints, type Prelude } from './support/compile-blocks.js';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  exports: Record<string, { 'latchkey-source'?: string }>;
};
const entries = entryPoints(
  Object.fromEntries(
    Object.entries(manifest.exports).flatMap(([path, { 'latchkey-source': source }]) =>
      source === undefined ? [] : [[path.replace('.', 'latchkey'), source.replace('./', '')]],
    ),
  ),
);
const granted = entryPoints({
  './support/taken-for-granted.js': 'test/package/support/taken-for-granted.ts',
});
const prelude: Prelude = [...granted, ...entries].map(
  ({ entry, exports }) => [entry, exports.map(({ name }) => name)] as const,
);

const documents = [
  ...['README.md', 'ARCHITECTURE.md', 'SECURITY.md'].filter((path) => existsSync(join(ROOT, path))),
  ...filesBelow('docs').filter((path) => path.endsWith('.md')),
];
const ofDocuments = documents.flatMap((path) => blocksOfDocument(path));
const ofDocstrings = sourceFiles('src', 'adapters').flatMap(blocksOfSource);

test('the README names every operation', () => {
  const [, section = ''] = readText('README.md').split(/^## The operations$/m);
  const [table = ''] = section.split(/^### /m);
  const own = Object.getOwnPropertyNames(PasswordService.prototype);
  const operations = own.concat(
    Object.getOwnPropertyNames(Object.getPrototypeOf(PasswordService.prototype)),
  );
  // At run time, what is protected looks like the rest.
  const named = operations.filter((name) => !['constructor', 'open'].includes(name));
  expect(named.length).toBeGreaterThan(25);
  expect(named.filter((name) => !table.includes(`\`${name}(`))).toEqual([]);
});

describe('code that people copy', () => {
  test('every block of a document compiles as it stands', () => {
    expect(ofDocuments.length).toBeGreaterThan(0);
    expect(compileBlocks(ofDocuments, prelude)).toEqual([]);
  });

  test('every example of a docstring compiles', () => {
    expect(ofDocstrings.length).toBeGreaterThan(20);
    expect(compileBlocks(ofDocstrings, prelude)).toEqual([]);
  });

  test('every @example has code', () => {
    const tags = sourceFiles('src', 'adapters').map(
      ({ text }) => text.match(/^\s*\* @example/gm)?.length ?? 0,
    );
    const all = tags.reduce((sum, count) => sum + count, 0);
    expect(ofDocstrings.length).toBeGreaterThanOrEqual(all);
  });

  test('a mistake is seen, at its own line', () => {
    const text = ['# Title', '```ts', "import { nist } from 'latchkey';", 'nist(1, 2);', '```'];
    const inDocument = blocksOfDocument('X.md', text.join('\n'));
    const inDocstring: CodeBlock[] = [
      { path: 'src/policy/nist.ts', line: 20, code: 'nist();\nnist(1, 2);', exports: ['nist'] },
      { path: 'src/errors.ts', line: 45, code: 'nothingThatExists();', exports: [] },
    ];
    expect(compileBlocks([...inDocument, ...inDocstring], prelude)).toEqual([
      'X.md:4 Expected 0-1 arguments, but got 2.',
      'src/policy/nist.ts:21 Expected 0-1 arguments, but got 2.',
      "src/errors.ts:45 Cannot find name 'nothingThatExists'.",
    ]);
  });

  test('the README shows the library in an application in under 25 lines', () => {
    const first = blocksOfDocument('README.md')[0];
    expect(first?.code).toContain('new PasswordService(');
    expect(first?.code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThan(25);
  });
});

describe('what people read', () => {
  test.each(documents)('every relative link of %s leads to a file or a heading', (path) => {
    expect(brokenLinks(path)).toEqual([]);
  });

  test('a broken link is seen', () => {
    const text = '# One two\n[a](#one-two) [b](nowhere.md) [c](#three) [d](package.json)';
    expect(brokenLinks('README.md', text)).toEqual(['nowhere.md', '#three']);
  });

  test('everything that an entry point exports has a docstring', () => {
    const silent = entries.flatMap(({ entry, exports }) =>
      exports
        .filter(({ documented, value }) => value && !documented)
        .map(({ name }) => `${entry}: ${name}`),
    );
    expect(silent).toEqual([]);
  });
});

/** Answers the links of a document that lead nowhere in this repository. */
function brokenLinks(path: string, text = readText(path)): string[] {
  const prose = text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)[^)]*\)/g)].map(([, link]) => link as string);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [target = '', heading] = link.split('#');
    const file = target === '' ? path : posix.join(posix.dirname(path), target);
    if (!existsSync(join(ROOT, file))) return true;
    if (heading === undefined) return false;
    return !headingsOf(file === path ? text : readText(file)).includes(heading);
  });
}

/** The anchors that a Markdown viewer gives to headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+\s+(.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
