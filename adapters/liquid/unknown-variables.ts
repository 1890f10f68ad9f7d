import type { StaticAnalysis, Variable } from 'liquidjs';
import type { Known, KnownNames } from './known-variables.js';
import type { Position } from './position.js';

export interface FoundVariable extends Position {
  /** As it is written, as far as that can be told: `user.nmae`. */
  readonly path: string;
}

/** Finds the variables of a template that are neither known nor made by the template itself. */
export function unknownVariables(analysis: StaticAnalysis, known: KnownNames): FoundVariable[] {
  return Object.values(analysis.globals)
    .flat()
    .filter((variable) => !isKnown(variable.segments, known))
    .map(found)
    .sort((one, other) => one.line - other.line || one.column - other.column);
}

/** Every mention of a variable, those that the template makes for itself included. */
export function mentions(analysis: StaticAnalysis): readonly (FoundVariable & { root: string })[] {
  return Object.values(analysis.variables)
    .flat()
    .map((variable) => ({ ...found(variable), root: String(variable.segments[0]) }));
}

function isKnown(segments: Variable['segments'], known: Known): boolean {
  if (known === 'anything') return true;
  const [segment, ...rest] = segments;
  if (segment === undefined) return true;
  // Every text knows its length.
  if (known === 'value') return segment === 'size' && rest.length === 0;
  // A name that is looked up while rendering cannot be known now.
  if (typeof segment !== 'string') return false;
  const next = Object.hasOwn(known, segment) ? known[segment] : undefined;
  return next !== undefined && isKnown(rest, next);
}

function found(variable: Variable): FoundVariable {
  const { row, col } = variable.location;
  return { path: variable.toString().slice(0, 60), line: row, column: col };
}
