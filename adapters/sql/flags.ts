import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.js';

/**
 * One rule for flags, in JavaScript and in SQL alike: it is the text of the value that counts.
 * Databases keep flags as booleans, numbers or words, and `Boolean('false')` is true
 * (CVE-2026-55076). What is neither yes nor no is read to the safe side.
 */
const YES = ['1', 't', 'true'];
const NO = ['0', 'f', 'false'];

/** Whether a flag that grants something is set; NULL and unknown words grant nothing. */
export function isSet(value: unknown): boolean {
  return YES.includes(textOf(value));
}

/** Whether a flag that takes something away is clear; NULL is clear, unknown words are not. */
export function isClear(value: unknown): boolean {
  return value === null || value === undefined || NO.includes(textOf(value));
}

/** {@link isSet} as a condition that is never NULL. */
export function isSetSql(dialect: Dialect, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(lower(${dialect.asText(column)}), '') in (${words(YES)})`;
}

/** {@link isClear} as a condition that is never NULL. */
export function isClearSql(dialect: Dialect, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`coalesce(lower(${dialect.asText(column)}), '0') in (${words(NO)})`;
}

function textOf(value: unknown): string {
  return String(value).toLowerCase();
}

function words(list: readonly string[]): RawBuilder<unknown> {
  return sql.join(list.map((word) => sql.lit(word)));
}
