import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, type SourceFile, visit } from '../../support/source-files.js';

/** A piece of TypeScript that people are told to copy. */
export interface CodeBlock {
  readonly path: string;
  /** The line of the block's first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
  /** Names that the docstring's own file exports; `null` for a block of a document. */
  readonly exports: readonly string[] | null;
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Finds the fenced blocks of a document that say `ts`. */
export function blocksOfDocument(path: string, text = readText(path)): CodeBlock[] {
  return fencedBlocks(text).map(({ line, code }) => ({ path, line, code, exports: null }));
}

/** Finds the fenced blocks below `@example` in a source file's docstrings. */
export function blocksOfSource({ path, syntax }: SourceFile): CodeBlock[] {
  const exports = exportedNames(syntax);
  const blocks: CodeBlock[] = [];
  for (const doc of docstringsOf(syntax)) {
    const text = doc.getText();
    const example = text.indexOf('@example');
    if (example < 0) continue;
    const first = syntax.getLineAndCharacterOfPosition(doc.getStart()).line;
    const body = text
      .split('\n')
      .map((line) => line.replace(/^\s*\*( |$)/, ''))
      .join('\n');
    for (const { line, code } of fencedBlocks(body))
      if (line > text.slice(0, example).split('\n').length)
        blocks.push({ path, line: first + line, code, exports });
  }
  return blocks;
}

function docstringsOf(syntax: ts.SourceFile): Set<ts.JSDoc> {
  const docstrings = new Set<ts.JSDoc>();
  visit(syntax, (node) => {
    for (const each of ts.getJSDocCommentsAndTags(node)) if (ts.isJSDoc(each)) docstrings.add(each);
  });
  return docstrings;
}

function fencedBlocks(text: string): { line: number; code: string }[] {
  const blocks: { line: number; code: string }[] = [];
  let open: { fence: string; typescript: boolean; line: number; code: string[] } | null = null;
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence, language] = /^\s*(```+)\s*(\w*)/.exec(line) ?? [];
    if (open === null) {
      if (fence !== undefined)
        open = { fence, typescript: language === 'ts', line: index + 2, code: [] };
    } else if (fence === open.fence && language === '') {
      if (open.typescript) blocks.push({ line: open.line, code: open.code.join('\n') });
      open = null;
    } else open.code.push(line);
  }
  return blocks;
}

function exportedNames(syntax: ts.SourceFile): string[] {
  return syntax.statements.flatMap((statement) => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const { name } = statement as ts.FunctionDeclaration;
    return name === undefined ? [] : [name.getText()];
  });
}
