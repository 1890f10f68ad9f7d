import { type SqlTotpStoreOptions, sqlTotpStore } from 'latchkey/sql';
import { memoryTotpStore, type TotpStore } from 'latchkey/totp';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeEngines, type OpenEngine } from './engines.js';

/** One place to keep authenticators in. Tests share it, and make accounts of their own. */
export interface TotpPlace {
  store(): TotpStore;
  /** The same data by a connection of its own, as another process would have it. */
  further(): TotpStore;
  /** Another realm over the same tables. */
  elsewhere(): TotpStore | undefined;
  /** The database behind it; `undefined` on memory. */
  opened(): OpenEngine | undefined;
}

/** Declares the same tests on memory and on every SQL engine that is here. */
export function forEachTotpStore(title: string, tests: (place: TotpPlace) => void): void {
  describe(`${title} on memory`, () => {
    const store = memoryTotpStore();
    tests({
      store: () => store,
      further: () => store,
      elsewhere: () => undefined,
      opened: () => undefined,
    });
  });

  describeEngines(title, (engine) => {
    let opened: OpenEngine;
    let further: OpenEngine['db'];
    beforeAll(async () => {
      opened = await engine.open();
      // PGlite has one connection and no other way in.
      further = opened.url === null ? opened.db : opened.connect();
    });
    afterAll(() => opened.close());
    const over = (db: OpenEngine['db'], options?: SqlTotpStoreOptions) => sqlTotpStore(db, options);
    tests({
      store: () => over(opened.db),
      further: () => over(further),
      elsewhere: () => over(opened.db, { realm: 'elsewhere' }),
      opened: () => opened,
    });
  });
}
