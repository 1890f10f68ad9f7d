import { totpStoreCases } from 'latchkey/totp';
import { test } from 'vitest';
import { forEachTotpStore } from '../support/each-totp-store.js';

forEachTotpStore('the contract of a TotpStore', (place) => {
  test.each(totpStoreCases)('$name', ({ run }) =>
    run({
      store: place.store(),
      further: place.further(),
      elsewhere: place.elsewhere(),
      unitOfWork: place.opened()?.stores.unitOfWork,
    }),
  );
});
