import { randomUUID } from 'node:crypto';
import { storeConformance } from 'latchkey/conformance';
import { sqlStores } from 'latchkey/sql';
import { test } from 'vitest';
import { demoMapping } from '../support/demo-users.js';
import { describeEngines } from '../support/engines.js';

describeEngines('the contract of the stores', (engine) => {
  storeConformance({
    test,
    async open() {
      const { stores, connect, seedAccount, close } = await engine.open();
      return {
        stores,
        async seedAccount(columns) {
          const account = { id: randomUUID(), email: null, ...columns };
          await seedAccount(account);
          return account;
        },
        reopen: ({ realm }) => sqlStores(connect(), { realm, users: demoMapping }),
        close,
      };
    },
  });
});
