import { DummyDriver, Kysely, type Dialect as KyselyDialect } from 'kysely';

/** A Kysely instance that compiles and never connects. */
export function printerOf(dialect: Omit<KyselyDialect, 'createDriver'>): Kysely<unknown> {
  return new Kysely({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
    },
  });
}
