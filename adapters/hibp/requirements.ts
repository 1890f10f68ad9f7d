import { LatchkeyError } from 'latchkey';

/** Throws `ERR_INVALID_OPTION` unless the option fits. Its value is not echoed. */
export function requireThat(owner: string, fits: boolean, option: string, must: string): void {
  if (fits) return;
  throw new LatchkeyError('ERR_INVALID_OPTION', `${owner}: the option "${option}" must ${must}.`);
}

/** Throws `ERR_INVALID_OPTION` for a name that is no option: a typing error must not open anything. */
export function requireKnown(owner: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  requireThat(owner, unknown === undefined, unknown ?? '', 'go: there is no such option');
}

export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
}
