import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { parseSource, ROOT, visit } from '../support/source-files.js';
import { readText } from './support/code-blocks.js';

/** What every event carries; the tables name what is beyond it. */
const COMMON = ['type', 'at', 'realm', 'context'];

interface Row {
  readonly isBold: boolean;
  readonly toldWhen: string;
  readonly fields: readonly string[];
}

const inSource = eventsOfSource();
const inDocument = rowsOf(readText('docs/events.md'));

describe('the tables of docs/events.md', () => {
  test('have every event, once, and no other', () => {
    expect(inSource.size).toBeGreaterThan(40);
    const named = inDocument.map(([type]) => type);
    expect(named.toSorted()).toEqual([...inSource.keys()].toSorted());
  });

  test('name the fields of each, and no other', () => {
    const written = inDocument.map(([type, { fields }]) => [type, fields.toSorted()]);
    const told = inDocument.map(([type]) => [type, inSource.get(type)?.toSorted()]);
    expect(written).toEqual(told);
  });

  test('say when each is told', () => {
    expect(inDocument.filter(([, { toldWhen }]) => toldWhen === '')).toEqual([]);
  });

  test('show in bold what comes as a warning of the process', () => {
    const bold = inDocument.filter(([, { isBold }]) => isBold).map(([type]) => type);
    expect(bold.toSorted()).toEqual(warnedOf().toSorted());
  });

  test('are read: a row, its fields and its weight', () => {
    const text = '| **`a.b`** | now | `x`, `y` | **yes** |\n| `c` | | | |\n| c | | | |';
    expect(rowsOf(text)).toEqual([
      ['a.b', { isBold: true, toldWhen: 'now', fields: ['x', 'y'] }],
      ['c', { isBold: false, toldWhen: '', fields: [] }],
    ]);
  });
});

function rowsOf(text: string): (readonly [type: string, row: Row])[] {
  return text.split('\n').flatMap((line) => {
    const [, bold, type] = /^\| (\*\*)?`([a-z_.]+)`(?:\*\*)? \|/.exec(line) ?? [];
    if (type === undefined) return [];
    const [, , toldWhen = '', fields = ''] = line.split('|').map((cell) => cell.trim());
    const names = [...fields.matchAll(/`(\w+)`/g)].map(([, name]) => name as string);
    return [[type, { isBold: bold !== undefined, toldWhen, fields: names }] as const];
  });
}

/** The members of the union, and the fields of each beyond the common ones. */
function eventsOfSource(): Map<string, readonly string[]> {
  const path = `${ROOT}src/events.ts`;
  const program = ts.createProgram([path], {
    noLib: true,
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    types: [],
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(path);
  const alias = source?.statements.find(
    (node): node is ts.TypeAliasDeclaration =>
      ts.isTypeAliasDeclaration(node) && node.name.text === 'PasswordEvent',
  );
  const union = alias && checker.getTypeAtLocation(alias);
  if (!union?.isUnion()) throw new Error('src/events.ts has no union "PasswordEvent".');
  return new Map(
    union.types.map((member) => {
      const type = member.getProperty('type');
      const literal = type && checker.getTypeOfSymbol(type);
      if (!literal?.isStringLiteral()) throw new Error('An event has no literal "type".');
      const names = member.getProperties().map(({ name }) => name);
      return [literal.value, names.filter((name) => !COMMON.includes(name))];
    }),
  );
}

/** The keys of what `warnOperator` says. */
function warnedOf(): string[] {
  const path = 'src/internal/warn-operator.ts';
  const keys: string[] = [];
  visit(parseSource(path, readText(path)).syntax, (node) => {
    if (!ts.isVariableDeclaration(node) || node.name.getText() !== 'WARNINGS') return;
    if (node.initializer === undefined || !ts.isObjectLiteralExpression(node.initializer)) return;
    for (const { name } of node.initializer.properties)
      if (name !== undefined && (ts.isIdentifier(name) || ts.isStringLiteral(name)))
        keys.push(name.text);
  });
  return keys;
}
