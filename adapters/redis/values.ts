import { invalid } from './errors.js';

/** A text in a reply of Redis; whatever else it may be counts as nothing. */
export function textOf(reply: unknown): string | null {
  return typeof reply === 'string' ? reply : null;
}

/** The texts of a list in a reply. */
export function textsOf(reply: unknown): readonly string[] {
  return Array.isArray(reply) ? reply.filter((each) => typeof each === 'string') : [];
}

export function requireText(name: string, value: unknown): asserts value is string {
  if (typeof value !== 'string') throw invalid(`"${name}" must be a text.`);
}

/** An instant in epoch milliseconds; an invalid one would be stored as "NaN" and never end. */
export function millisecondsOf(name: string, value: unknown): number {
  const time = value instanceof Date ? value.getTime() : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`"${name}" must be a valid Date.`);
  return time;
}

export function requireVersion(value: unknown): asserts value is number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw invalid('"credentialsVersion" must be a whole number of at least 0.');
}
