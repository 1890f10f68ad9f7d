import { type Budget, isWithin, type Row } from './measurement.js';

/** A row and where it was measured: a database, or nothing in particular. */
export interface Placed extends Row {
  readonly on: string;
}

const HEADINGS = ['', 'on', 'value', 'budget', '', 'detail'];

/** Writes the rows as a Markdown table, which a terminal shows well enough. */
export function table(rows: readonly Placed[]): string {
  const lines = rows.map((row) => [
    row.what,
    row.on,
    shown(row.value, row.unit),
    budgetText(row.budget, row.unit),
    verdict(row),
    row.detail,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, 3, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  const write = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [write(HEADINGS), rule, ...lines.map(write)].join('\n');
}

export function verdict({ value, budget }: Row): 'pass' | 'MISS' | '' {
  const within = isWithin(value, budget);
  return within === null ? '' : within ? 'pass' : 'MISS';
}

function shown(value: number, unit: Row['unit']): string {
  return unit === undefined ? value.toFixed(3) : `${value.toFixed(1)} ${unit}`;
}

function budgetText(budget: Budget, unit: Row['unit']): string {
  if (budget === null) return '';
  const { atLeast, atMost } = budget;
  const after = unit === undefined ? '' : ` ${unit}`;
  if (atLeast !== undefined && atMost !== undefined) return `${atLeast} to ${atMost}${after}`;
  return atLeast === undefined ? `≤ ${atMost}${after}` : `≥ ${atLeast}${after}`;
}
