import { posix } from 'node:path';
import ts from 'typescript';
import { filesBelow, ROOT } from '../../support/source-files.js';
import type { CodeBlock } from './code-blocks.js';

/** What an example may name without an import: an importable module and its names. */
export type Prelude = readonly (readonly [specifier: string, names: readonly string[]])[];

/** Compiles each block as a module of its own and answers the errors, at the lines of the text. */
export function compileBlocks(blocks: readonly CodeBlock[], prelude: Prelude): string[] {
  const options = compilerOptions();
  const modules = new Map(
    blocks.map((block, index) => [
      `${ROOT}test/package/block-${index}.ts`,
      { block, text: moduleOf(block, prelude) },
    ]),
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, getSourceFile } = host;
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  host.readFile = (path) => modules.get(path)?.text ?? readFile(path);
  host.getSourceFile = (path, target, ...rest) => {
    const text = modules.get(path)?.text;
    if (text === undefined) return getSourceFile(path, target, ...rest);
    return ts.createSourceFile(path, text, target, true);
  };

  const program = ts.createProgram([...modules.keys(), ...ambientFiles()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    const block = modules.get(file?.fileName ?? '')?.block;
    if (file === undefined || block === undefined) return `${file?.fileName ?? ''} ${message}`;
    const { line } = file.getLineAndCharacterOfPosition(start);
    return `${block.path}:${block.line + line - 1} ${message}`;
  });
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return {
    ...options,
    // A piece of code to copy ends where the reader goes on.
    noUnusedLocals: false,
    noUnusedParameters: false,
    // The prelude does not look up which names are types.
    verbatimModuleSyntax: false,
  };
}

/** Declarations of other people's modules, which nothing imports. */
function ambientFiles(): string[] {
  return ['src', 'adapters']
    .flatMap(filesBelow)
    .filter((path) => path.endsWith('.d.ts'))
    .map((path) => ROOT + path);
}

/** The first line is the prelude, and the block begins on the second. */
function moduleOf(block: CodeBlock, prelude: Prelude): string {
  if (block.exports === null) return `\n${block.code}\nexport {};\n`;
  const imports = preludeOf(block, block.exports, prelude);
  if (/^import /m.test(block.code)) return `${imports}\n${block.code}\nexport {};\n`;
  // An example may be out of a function that returns.
  return `${imports} export async function example() {\n${block.code}\n}\n`;
}

/**
 * A block of a document stands as it is: what it does not import, it declares. An example in a
 * docstring may leave out the import of what its own file exports, and of what the prelude has.
 */
function preludeOf(block: CodeBlock, exports: readonly string[], prelude: Prelude): string {
  const known = declaredNames(block.code);
  const words = new Set(block.code.match(/[A-Za-z_]\w*/g));
  const own = posix.relative('test/package', block.path).replace(/\.ts$/, '.js');
  const imports: string[] = [];
  for (const [specifier, names] of [[own, exports] as const, ...prelude])
    for (const name of names) {
      if (!words.has(name) || known.has(name)) continue;
      known.add(name);
      imports.push(`import { ${name} } from '${specifier}';`);
    }
  return imports.join(' ');
}

/** What a block imports or declares itself. */
function declaredNames(code: string): Set<string> {
  const file = ts.createSourceFile('block.ts', code, ts.ScriptTarget.Latest, true);
  const names = file.statements.flatMap((statement) => {
    if (ts.isImportDeclaration(statement))
      return statement.importClause?.getText().match(/\w+/g) ?? [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(
        ({ name }) => name.getText().match(/\w+/g) ?? [],
      );
    const { name } = statement as ts.FunctionDeclaration;
    return name === undefined ? [] : [name.getText()];
  });
  return new Set(names);
}

/** What each entry point exports, types included, with the docstring of each. */
export function entryPoints(
  entries: Readonly<Record<string, string>>,
): { entry: string; exports: { name: string; documented: boolean; value: boolean }[] }[] {
  const paths = Object.values(entries).map((path) => ROOT + path);
  const program = ts.createProgram(paths, compilerOptions());
  const checker = program.getTypeChecker();
  return Object.entries(entries).map(([entry, path]) => {
    const file = program.getSourceFile(ROOT + path);
    const symbol = file && checker.getSymbolAtLocation(file);
    if (symbol === undefined) throw new Error(`${path} is no module.`);
    const exports = checker.getExportsOfModule(symbol).map((each) => {
      const isAlias = (each.flags & ts.SymbolFlags.Alias) !== 0;
      const target = isAlias ? checker.getAliasedSymbol(each) : each;
      return {
        name: each.name,
        documented: target.getDocumentationComment(checker).length > 0,
        value: (target.flags & ts.SymbolFlags.Value) !== 0,
      };
    });
    return { entry, exports };
  });
}
