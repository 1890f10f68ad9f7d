import { type Kysely, type Logger, sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import type { OpenEngine, SqlEngine } from './engines.js';
import { applyPrinted, DIALECT_OF, printedSteps } from './printed-steps.js';

/** A database of an engine, open while the tests of this block run, as an earlier release has left it. */
export function releaseBefore(
  engine: SqlEngine,
  release: { readonly lastStep: string; readonly table: string },
) {
  let opened: OpenEngine;
  let count = 0;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  return {
    get db(): Kysely<never> {
      return opened.db as unknown as Kysely<never>;
    },

    /** A further connection, as another process would have. */
    connect: (log: Logger) => opened.connect(log) as unknown as Kysely<never>,

    /** Its tables up to its last step, in a place of their own, and the steps that have come since. */
    async place() {
      count += 1;
      const name = `old_${count}`;
      const hasPrefix = engine.name === 'sqlite' || engine.name === 'mariadb';
      const options = { [hasPrefix ? 'tablePrefix' : 'schema']: name };
      const { until, after } = printedSteps(DIALECT_OF[engine.name], options, release.lastStep);
      await applyPrinted(opened.db, until);
      const table = hasPrefix ? sql.id(name + release.table) : sql.id(name, release.table);
      return { name, prefix: hasPrefix ? name : '', options, table, until, after };
    },
  };
}
