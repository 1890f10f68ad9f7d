import { join } from 'node:path';
import ts from 'typescript';
import { ROOT, type SourceFile, visit } from './source-files.js';

/** A regular expression of the source, and where it stands: `src/errors.ts:12`. */
export interface Pattern {
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Lists the expressions between slashes. */
export function literalPatterns(file: SourceFile): Pattern[] {
  return nodesOf(file, ts.isRegularExpressionLiteral).map((literal) => {
    const end = literal.text.lastIndexOf('/');
    return {
      at: placeOf(file, literal),
      source: literal.text.slice(1, end),
      flags: literal.text.slice(end + 1),
    };
  });
}

/** Lists where expressions are put together: `new RegExp(…)`, or `RegExp(…)`. */
export function patternBuilders(file: SourceFile): string[] {
  const builds = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
    (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'RegExp';
  return nodesOf(file, builds).map((node) => placeOf(file, node));
}

/** Imports the files and lists the expressions that were put together meanwhile. */
export async function builtPatterns(files: readonly SourceFile[]): Promise<Pattern[]> {
  const built: Pattern[] = [];
  const { RegExp: original } = globalThis;
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, newTarget) {
      const pattern = Reflect.construct(target, args, newTarget) as RegExp;
      const at = callerPlace();
      if (at !== null) built.push({ at, source: pattern.source, flags: pattern.flags });
      return pattern;
    },
  });
  try {
    for (const { path } of files) await import(join(ROOT, path));
  } finally {
    globalThis.RegExp = original;
  }
  return built;
}

/** The file and line that called the proxy, where it is one of the project's. */
function callerPlace(): string | null {
  const frames = (new Error().stack ?? '').split('\n').slice(3);
  const [first = ''] = frames.filter((frame) => !frame.includes('at Reflect.'));
  const start = first.indexOf(ROOT);
  return start < 0 || first.includes('node_modules')
    ? null
    : (/^[^:]+:\d+/.exec(first.slice(start + ROOT.length))?.[0] ?? null);
}

function nodesOf<T extends ts.Node>(
  { syntax }: SourceFile,
  isWanted: (node: ts.Node) => node is T,
): T[] {
  const found: T[] = [];
  visit(syntax, (node) => {
    if (isWanted(node)) found.push(node);
  });
  return found;
}

function placeOf({ path, syntax }: SourceFile, node: ts.Node): string {
  return `${path}:${syntax.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
