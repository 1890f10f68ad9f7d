import { type RawBuilder, sql } from 'kysely';
import type { Dialect } from './dialect.js';

/**
 * One rule for flags: it is the text of the value that counts. Databases keep flags as booleans,
 * bits, numbers or words, drivers make each into something else, and `Boolean('false')` is true
 * (CVE-2026-55076). So the database judges, for a SELECT and for the condition of a write alike,
 * and no driver's value is looked at. What is neither yes nor no is read to the safe side.
 */
const YES = ['1', 't', 'true'];
const NO = ['0', 'f', 'false'];

/** Whether a flag that grants something is set; NULL and unknown words grant nothing. */
export function isSet(dialect: Dialect, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${column} is not null and ${isOneOf(dialect, column, YES)})`;
}

/** Whether a flag that takes something away is clear; NULL is clear, unknown words are not. */
export function isClear(dialect: Dialect, column: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${column} is null or ${isOneOf(dialect, column, NO)})`;
}

/**
 * Whether a column holds an instant. NULL, an empty text, MySQL's zero date and 0 are none; nor is
 * what begins with another sign than 1 to 9, such as the `false` of a column that is a flag after
 * all.
 */
export function isInstant(dialect: Dialect, column: RawBuilder<unknown>): RawBuilder<unknown> {
  const digits = sql.join([...'123456789'].map((digit) => sql.lit(digit)));
  return sql`(${column} is not null and substr(${dialect.asText(column)}, 1, 1) in (${digits}))`;
}

/** A condition as a selected column, read by {@link isOne}. */
export function asOne(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${condition} then 1 else 0 end`;
}

/** Drivers answer integers as numbers, bigints or texts. */
export function isOne(value: unknown): boolean {
  return String(value) === '1';
}

function isOneOf(
  dialect: Dialect,
  column: RawBuilder<unknown>,
  words: readonly string[],
): RawBuilder<unknown> {
  const text = sql`lower(${dialect.flagText(column)})`;
  const same = words.map((word) => dialect.same(text, sql`${sql.lit(word)}`));
  return sql`(${sql.join(same, sql` or `)})`;
}
