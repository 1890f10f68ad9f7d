import { invalidOption, plainName } from './backend.js';

export interface ThrottleTableNames {
  /**
   * PostgreSQL schema of the table. A schema of its own keeps tools that compare `public` with an
   * application's models from dropping it. @default 'latchkey'
   */
  readonly schema?: string | undefined;
  /** Comes before `throttle`. @default '' on PostgreSQL, 'latchkey_' on MySQL */
  readonly tablePrefix?: string | undefined;
}

export function postgresTable({ schema = 'latchkey', tablePrefix = '' }: ThrottleTableNames) {
  const name = plainName(schema, 'schema');
  if (name === '') throw invalidOption('The option "schema" names a schema.');
  return { schema: name, table: `${plainName(tablePrefix, 'tablePrefix')}throttle` };
}

export function quotedPostgresTable(names: ThrottleTableNames): string {
  const { schema, table } = postgresTable(names);
  return `"${schema}"."${table}"`;
}

export function mysqlTable({ tablePrefix = 'latchkey_' }: ThrottleTableNames): string {
  return `${plainName(tablePrefix, 'tablePrefix')}throttle`;
}
