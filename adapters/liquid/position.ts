import type { Token } from 'liquidjs';

/** A place in a template, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** `line 3, column 12` */
export function at({ line, column }: Position): string {
  return `line ${line}, column ${column}`;
}

export function startOf(token: Token): Position {
  const [line = 1, column = 1] = token.getPosition();
  return { line, column };
}
