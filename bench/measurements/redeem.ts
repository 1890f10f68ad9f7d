import { unwrap } from 'latchkey';
import { idOf, newPasswordOf, seedUsers } from '../accounts.js';
import { hash } from '../argon2.js';
import { interleave } from '../interleave.js';
import { throughput } from '../load.js';
import type { Measurement } from '../measurement.js';
import { openSubject } from '../subject.js';

const CONCURRENCY = 8;

/** What a redemption costs beside the hash that no password can do without. */
export const redeem: Measurement = {
  name: 'redeem',
  onEachEngine: true,
  async run(size, engine) {
    const rounds = size.of(8);
    const perRound = size.of(120);
    const count = (rounds + 1) * perRound;
    const { passwords } = openSubject(engine);
    await seedUsers(engine.db, count);
    const tokens: string[] = [];
    for (let n = 0; n < count; n++) {
      const { ticket } = unwrap(await passwords.issueTicket({ accountId: idOf(n) }));
      tokens.push(ticket.token);
    }

    const result = await interleave(
      rounds,
      (round) =>
        throughput(perRound, CONCURRENCY, async (i) => {
          const n = round * perRound + i;
          const token = tokens[n] as string;
          unwrap(await passwords.redeemTicket({ token, newPassword: newPasswordOf(n) }));
        }),
      () => throughput(perRound, CONCURRENCY, (i) => hash(newPasswordOf(i))),
    );
    await passwords.close();
    return [
      {
        what: 'redeem ÷ bare argon2id, concurrency 8',
        value: result.ratio,
        budget: { atLeast: 0.8 },
        detail: `${result.a.toFixed(1)} ÷ ${result.b.toFixed(1)} per second, rounds ${result.lowest.toFixed(2)} to ${result.highest.toFixed(2)}`,
      },
    ];
  },
};
