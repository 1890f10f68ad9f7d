import { type RawBuilder, sql } from 'kysely';
import type { IdCodec } from './account-ids.js';
import type { Dialect } from './dialect.js';
import { isClear, isSet } from './flags.js';
import type { ResolvedMapping } from './resolve-mapping.js';

/** The users table, and what the writes ask of one of its rows. */
export interface UserConditions {
  readonly users: RawBuilder<unknown>;
  isAccount(accountKey: string): RawBuilder<unknown>;
  /** Letter by letter, whatever the column's collation folds. An empty address reads as none. */
  hasAddress(address: string | null): RawBuilder<unknown>;
  /** `account.enabled` as a condition that is never NULL. */
  readonly isEnabled: RawBuilder<unknown>;
  /** Whether the row is still what it was when the change of its password was allowed. */
  isStill(
    accountKey: string,
    expected: { readonly email: string | null; readonly enabled: boolean },
  ): RawBuilder<unknown>;
}

export function userConditions(
  mapping: ResolvedMapping,
  dialect: Dialect,
  ids: IdCodec,
): UserConditions {
  const email = sql.id(mapping.email);

  const enabling: RawBuilder<unknown>[] = [];
  if (mapping.enabled !== null) enabling.push(isSet(dialect, sql.id(mapping.enabled)));
  for (const column of mapping.disabled) enabling.push(isClear(dialect, sql.id(column)));
  if (mapping.deletedAt !== null) enabling.push(sql`${sql.id(mapping.deletedAt)} is null`);
  const isEnabled = enabling.length === 0 ? sql`1 = 1` : sql`(${sql.join(enabling, sql` and `)})`;

  const isAccount = (accountKey: string) => ids.isAccount(sql.id(mapping.id), accountKey);
  const hasAddress = (address: string | null) =>
    address === null
      ? sql`(${email} is null or ${dialect.same(email, sql`''`)})`
      : dialect.same(email, sql`${address}`);

  return {
    users: mapping.schema === null ? sql.id(mapping.table) : sql.id(mapping.schema, mapping.table),
    isAccount,
    hasAddress,
    isEnabled,
    isStill: (accountKey, expected) => sql`
      ${isAccount(accountKey)} and ${hasAddress(expected.email)}
        and ${expected.enabled ? isEnabled : sql`not ${isEnabled}`}`,
  };
}
