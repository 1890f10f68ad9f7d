import { seedUsers } from '../accounts.js';
import type { Measurement } from '../measurement.js';
import { openSubject } from '../subject.js';
import { tellApart } from '../tell-apart.js';

const ACCOUNTS = 2000;

/** Tries to tell by the time of a wrong password whether an address has an account. */
export const authenticateTiming: Measurement = {
  name: 'authenticate-timing',
  onEachEngine: true,
  async run(size, engine) {
    const { passwords } = openSubject(engine);
    await seedUsers(engine.db, ACCOUNTS);
    const told = await tellApart(passwords, size.of(4000), ACCOUNTS);
    await passwords.close();
    return [
      {
        ...told,
        what: 'authenticate: known told from unknown, AUC',
        budget: { atLeast: 0.48, atMost: 0.52 },
      },
    ];
  },
};
