import { EchoTag, type Liquid, Output, type Template, TypeGuards, Value } from 'liquidjs';
import { decodeReferences } from './character-references.js';
import { UNKNOWN_START } from './url-start.js';

/** Filters that leave a URL as it is, where it is there. */
const FAITHFUL = new Set(['escape', 'escape_once', 'raw', 'default']);

/** The filters of an output that may make another text of its value. */
export function changingFilters(template: Template): readonly string[] {
  return filtersOf(template).filter((name) => !FAITHFUL.has(name));
}

/**
 * What an output that is the same for everybody counts for at the beginning of a URL: what it comes to,
 * which is nothing where a variable is not configured. What changes by itself is unknown.
 *
 * @param settled - the variables that are the same in all mails, of which alone it is made
 */
export function settledStart(
  template: Template,
  liquid: Liquid,
  settled: Readonly<Record<string, unknown>>,
): string {
  const isOutput = template instanceof Output || template instanceof EchoTag;
  // Tomorrow is another day.
  if (!isOutput || filtersOf(template).includes('date')) return UNKNOWN_START;
  try {
    const rendered: unknown = liquid.renderSync([template], { ...settled });
    return decodeReferences(String(rendered)).replace(/[\ue000-\uf8ff]/g, '?');
  } catch {
    return UNKNOWN_START;
  }
}

/** Whether an output is the library's own link, as it is. */
export function isPlainUrl(template: Template): boolean {
  const [value] = argumentsOf(template);
  if (!(value instanceof Value) || changingFilters(template).length > 0) return false;
  const [first, ...more] = value.initial.postfix;
  return more.length === 0 && first?.getText().trim() === 'url';
}

function filtersOf(template: Template): readonly string[] {
  return argumentsOf(template)
    .flatMap((argument) =>
      argument instanceof Value || TypeGuards.isFilteredValueToken(argument)
        ? (argument.filters as readonly { readonly name: string }[])
        : [],
    )
    .map(({ name }) => name)
    .filter(isName);
}

/** LiquidJS counts the escaping of an output for its last filter, and calls it `[object Function]`. */
function isName(name: string): boolean {
  return /^\w+$/.test(name);
}

function argumentsOf(template: Template): readonly unknown[] {
  return [...(template.arguments?.() ?? [])];
}
