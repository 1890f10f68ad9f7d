import type { RawBuilder } from 'kysely';
import type { Dialect } from '../dialect.js';
import type { Tables } from '../tables.js';

/** One step of our schema. A released step never changes; the next one follows it. */
export interface Migration {
  /** Recorded in the table `migrations`; steps run in the order of their names. */
  readonly name: string;
  statements(dialect: Dialect, tables: Tables): RawBuilder<unknown>[];
}
