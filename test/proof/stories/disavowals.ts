import type { Mail } from 'latchkey';
import { expect, it } from 'vitest';
import { passwordOf } from '../../support/cheap-hasher.js';
import { disavowTokenIn } from '../../support/notices.js';
import { FixedClock, tokenIn } from '../../support/open-service.js';
import { addressOf, forEachPlace, type PlaceName } from '../support/each-place.js';
import { SEED, seeded } from '../support/seeded.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const HOUR = 3600;
/** The changes take about so long, so that the disavowals meet each of them. */
const SPREAD_MS = 60;
const CHANGES = 6;

export interface Disavowals {
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
}

/** A thief goes on changing the password in one process while its owner disavows in two others. */
export function provesDisavowals({ rounds, places }: Disavowals): void {
  forEachPlace(
    'a disavowal in other processes than the thief’s',
    (here) => {
      it('attacks 19, 50: the disavowal wins in the end, once, and its link works, whatever the clocks say', async () => {
        const startedAt = performance.now();
        const random = seeded(SEED);
        const clock = new FixedClock();
        const now = clock.now().getTime();
        const [thief, owner, again] = await Promise.all(
          [1, 2, 3].map(() => startChild(here.place)),
        );
        const mails: Mail<string>[] = [];
        const look = await here.open({
          clock: clock.now,
          mailer: async (mail) => void mails.push(mail as Mail<string>),
        });
        const seen = { rounds, 'changes that came first': 0, 'disavowals that were told no': 0 };
        try {
          for (let round = 0; round < rounds; round += 1) {
            const id = `disavowed-${round}`;
            const address = addressOf(id);
            const chain = Array.from({ length: CHANGES + 2 }, (_, n) =>
              passwordOf(`${round}-${n}`),
            );
            const [stolen, taken] = chain as [string, string];
            await here.seed(id, stolen);
            await look.passwords.changePassword({
              accountId: id,
              currentPassword: stolen,
              newPassword: taken,
            });
            await look.passwords.drainOutbox();
            const token = disavowTokenIn(mails.findLast(({ to }) => to === address));
            const behind = now - (round % 2) * HOUR * 1000;
            const delayMs = random() * SPREAD_MS;
            const disavowal = { do: 'disavow', token, address, delayMs } as const;

            const [changes, ...disavowals] = await Promise.all([
              thief!.ask<'change'>({
                do: 'change',
                accountId: id,
                passwords: chain.slice(1),
                now: behind,
              }),
              owner!.ask<'disavow'>({ ...disavowal, now }),
              again!.ask<'disavow'>({ ...disavowal, now: behind }),
            ]);

            const won = disavowals.filter((answer) => answer === true).length;
            // In Redis a ticket is closed after the commit: both may have been let through.
            if (here.name === 'mixed') expect(won).toBeGreaterThan(0);
            else expect(won).toBe(1);
            for (const answer of disavowals) if (answer !== true) expect(answer).toBe('token_used');
            const first = changes.filter((change) => change === true).length;
            for (const change of changes.slice(first))
              expect(['reset_required', 'changed_meanwhile']).toContain(change);
            expect(await look.stores.credentials.read(id)).toMatchObject({
              version: 1 + first + won,
              changeRequired: 'disavowed',
            });
            for (const password of chain)
              expect(
                await look.passwords.authenticate({ identifier: address, password }),
              ).toMatchObject({ ok: false });

            await look.passwords.drainOutbox();
            const link = mails.findLast(({ to, kind }) => to === address && kind === 'disavowal');
            const redeem = { token: tokenIn(link), newPassword: passwordOf(`${round} back`) };
            expect(await look.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
            seen['changes that came first'] += first;
            seen['disavowals that were told no'] += 2 - won;
          }
        } finally {
          await look.close();
        }
        summarise('disavowals beside changes', here.name, startedAt, seen);
      });
    },
    places,
  );
}
