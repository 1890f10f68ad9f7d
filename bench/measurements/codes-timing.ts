import { seedUsers } from '../accounts.js';
import type { Measurement } from '../measurement.js';
import { timeExchanges } from '../time-exchanges.js';
import { timeRequests } from '../time-requests.js';

/** So many flows of known addresses are tried, as many of unknown ones, and some before that. */
const FLOWS = 2000;
const WARM_UP = 50;
const ACCOUNTS = FLOWS + WARM_UP;

/**
 * Tries to tell whether an address has an account by the time of a wrong code, and by that of
 * requests for codes.
 */
export const codesTiming: Measurement = {
  name: 'codes-timing',
  onEachEngine: true,
  async run(size, engine) {
    await seedUsers(engine.db, ACCOUNTS);
    const exchanges = await timeExchanges(engine, { flows: size.of(FLOWS), warmUp: WARM_UP });
    const asking = { deliver: 'code', requests: size.of(20_000), accounts: ACCOUNTS } as const;
    const { byItself, byNext } = await timeRequests(engine, asking);
    return [
      {
        ...exchanges,
        what: 'exchangeCode, a wrong code: known told from unknown, AUC',
        budget: { atLeast: 0.48, atMost: 0.52 },
      },
      { ...byItself, what: 'requestReset for a code: known told from unknown, AUC' },
      { ...byNext, what: '… by the request for a code that comes next, AUC' },
    ];
  },
};
