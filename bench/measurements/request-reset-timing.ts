import { seedUsers } from '../accounts.js';
import type { Measurement } from '../measurement.js';
import { timeRequests } from '../time-requests.js';

const ACCOUNTS = 2000;

/** Tries to tell by the time of requests for links whether an address has an account. */
export const requestResetTiming: Measurement = {
  name: 'request-reset-timing',
  onEachEngine: true,
  async run(size, engine) {
    await seedUsers(engine.db, ACCOUNTS);
    const asking = { deliver: 'link', requests: size.of(20_000), accounts: ACCOUNTS } as const;
    const { byItself, byNext } = await timeRequests(engine, asking);
    return [
      { ...byItself, what: 'requestReset: known told from unknown, AUC' },
      { ...byNext, what: '… by the request that comes next, AUC' },
    ];
  },
};
