import { sql } from 'kysely';
import type { Migration } from './migration.js';

/** Authenticators and recovery codes. A row without `confirmed_at` counts for nothing yet. */
export const secondFactors: Migration = {
  name: '002-second-factors',
  statements({ types, check, createTable }, tables) {
    const { key, text, integer, digest } = types;
    return [
      ...createTable({
        table: tables.second_factors,
        columns: sql`
  realm ${key} not null,
  account_key ${key} not null,
  enrolment_id ${key} not null,
  secret ${text} not null,
  confirmed_at ${integer},
  last_step ${integer}${check(sql`(confirmed_at is null) = (last_step is null)`)},
  primary key (realm, account_key)`,
      }),

      ...createTable({
        table: tables.recovery_codes,
        columns: sql`
  realm ${key} not null,
  account_key ${key} not null,
  digest ${digest} not null${check(sql`length(digest) = 32`)},
  primary key (realm, account_key, digest)`,
      }),
    ];
  },
};
