import { randomInt } from 'node:crypto';
import { addressOf, seedUsers, unknownAddressOf } from '../accounts.js';
import { auc } from '../auc.js';
import { duration } from '../load.js';
import type { Measurement } from '../measurement.js';
import { openSubject } from '../subject.js';

const ACCOUNTS = 2000;

/** Tries to tell by the time of a wrong password whether an address has an account. */
export const authenticateTiming: Measurement = {
  name: 'authenticate-timing',
  onEachEngine: true,
  async run(size, engine) {
    const { passwords } = openSubject(engine);
    await seedUsers(engine.db, ACCOUNTS);

    const times = { known: [] as number[], unknown: [] as number[] };
    const tries = size.of(4000);
    for (let i = -50; i < tries; i++) {
      const group = randomInt(2) === 1 ? 'known' : 'unknown';
      const n = randomInt(ACCOUNTS);
      const identifier = group === 'known' ? addressOf(n) : unknownAddressOf(n);
      const milliseconds = await duration(async () => {
        const result = await passwords.authenticate({ identifier, password: 'not the password' });
        if (result.ok) throw new Error('A wrong password signed in.');
      });
      if (i >= 0) times[group].push(milliseconds);
    }
    await passwords.close();

    const { value, low, high } = auc(times.known, times.unknown);
    return [
      {
        what: 'authenticate: known told from unknown, AUC',
        value,
        budget: { atLeast: 0.48, atMost: 0.52 },
        detail: `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, ${tries} tries`,
      },
    ];
  },
};
