import { storeConformance } from 'latchkey/conformance';
import { memoryStores } from 'latchkey/memory';
import { describe, test } from 'vitest';

describe.each(['text', 'number'] as const)('memory, ids of type %s', (idType) => {
  storeConformance({
    test,
    async open() {
      const stores =
        idType === 'number' ? memoryStores({ idType }) : memoryStores({ idType: 'text' });
      return {
        stores,
        seedAccount: (columns) => stores.accounts.add(columns),
        reopen: ({ realm }) => memoryStores({ realm, database: stores.database }),
        close() {},
      };
    },
  });
});
