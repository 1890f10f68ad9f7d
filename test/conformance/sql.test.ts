import { randomUUID } from 'node:crypto';
import { storeConformance } from 'latchkey/conformance';
import { test } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';

forEachEngine(
  'the contract of the stores',
  (engine) => {
    storeConformance({
      test,
      async open() {
        return {
          stores: engine.stores(),
          async seedAccount(columns) {
            const account = { id: randomUUID(), email: null, ...columns };
            await engine.seed(account);
            return account;
          },
          reopen: ({ realm }) => engine.furtherStores(realm),
          // The engine empties its tables before each test.
          close() {},
        };
      },
    });
  },
  ['sqlite', 'pglite', 'postgres', 'mariadb'],
);
