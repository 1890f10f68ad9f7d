import { LatchkeyError } from '../errors.js';
import type { PolicyRule } from '../ports/policy.js';

/** Throws `ERR_INVALID_OPTION` with the message, unless the option of a rule is what it must be. */
export function requireOption(holds: boolean, message: string): asserts holds {
  if (!holds) throw new LatchkeyError('ERR_INVALID_OPTION', message);
}

/** Whether something is an object of options, which a number or `null` in its place is not. */
export function isOptions(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isWhole(value: unknown, least: number, most: number): value is number {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

export function isRule(value: unknown): value is PolicyRule {
  const { check, describe } = (value ?? {}) as { check?: unknown; describe?: unknown };
  return typeof check === 'function' && typeof describe === 'function';
}
