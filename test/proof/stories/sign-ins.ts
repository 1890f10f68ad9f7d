import { expect, it } from 'vitest';
import { cheapHasher, formerHasher, passwordOf } from '../../support/cheap-hasher.js';
import { FixedClock } from '../../support/open-service.js';
import { addressOf, forEachPlace, type PlaceName } from '../support/each-place.js';
import { SEED, seeded } from '../support/seeded.js';
import { startChild } from '../support/start-child.js';
import { summarise } from '../support/summary.js';

const HOUR = 3600;
/** The two start within so long of each other, the sign-in rather later: a reset takes longer. */
const SPREAD_MS = 8;

const oldPassword = passwordOf('old');
const newPassword = passwordOf('new');

export interface SignIns {
  /** At least so many, and more until the reset was met early and late. */
  readonly rounds: number;
  readonly places?: readonly PlaceName[];
}

/** One process signs in with the old password, and would rehash it, while another one resets it. */
export function provesSignIns({ rounds, places }: SignIns): void {
  forEachPlace(
    'a sign-in in one process beside a reset in another',
    (here) => {
      it('attack 44: no rehash comes over the reset, and no session of the sign-in lives, whatever the clocks say', async () => {
        const startedAt = performance.now();
        const random = seeded(SEED);
        const clock = new FixedClock();
        const now = clock.now().getTime();
        const signingIn = await startChild(here.place);
        const resetting = await startChild(here.place);
        const seen = { rounds: 0, 'let in': 0, refused: 0, rehashed: 0, 'rehash refused': 0 };
        const enough = () => seen.rounds >= rounds && Object.values(seen).every((n) => n > 0);
        const look = await here.open({ clock: clock.now });
        try {
          for (let round = 0; !enough() && round < rounds + 500; round += 1) {
            const id = `sign-in-${round}`;
            const identifier = addressOf(id);
            await here.seed(id, oldPassword, formerHasher);
            const issued = await look.passwords.issueTicket({
              accountId: id,
              lifetimeSeconds: 4 * HOUR,
            });
            if (!issued.ok) throw new Error(issued.reason);
            // The clocks agree, or either of the two is an hour behind.
            const behind = (who: number) => now - (round % 3 === who ? HOUR * 1000 : 0);

            const [signIn, reset] = await Promise.all([
              signingIn.ask<'sign_in'>({
                do: 'sign_in',
                identifier,
                password: oldPassword,
                delayMs: random() * SPREAD_MS * 2,
                now: behind(1),
              }),
              resetting.ask<'redeem'>({
                do: 'redeem',
                token: issued.ticket.token,
                passwords: [newPassword],
                delayMs: random() * SPREAD_MS,
                now: behind(2),
              }),
            ]);

            expect(reset).toEqual([true]);
            const stored = (await look.stores.users.findByKey(id))!.passwordHash!;
            expect(await cheapHasher.verify(stored, newPassword)).toBe(true);
            expect(await look.stores.credentials.read(id)).toMatchObject({ version: 1 });
            if (signIn.session === null) expect(signIn.outcome).toBe('invalid_credentials');
            else {
              const { id: sessionId, version } = signIn.session;
              expect(version).toBe(0);
              expect(await look.stores.sessions.find({ sessionId, now: clock.now() })).toBeNull();
              expect(
                await look.passwords.checkSession({ accountId: id, credentialsVersion: version }),
              ).toEqual({ ok: false, reason: 'session_revoked' });
            }
            expect(
              await look.passwords.authenticate({ identifier, password: oldPassword }),
            ).toMatchObject({ ok: false, reason: 'invalid_credentials' });
            expect(
              await look.passwords.authenticate({ identifier, password: newPassword }),
            ).toMatchObject({ ok: true, credentialsVersion: 1 });

            seen.rounds += 1;
            seen[signIn.session === null ? 'refused' : 'let in'] += 1;
            if (signIn.rehash === 'written') seen.rehashed += 1;
            if (signIn.rehash === 'refused') seen['rehash refused'] += 1;
          }
        } finally {
          await look.close();
        }
        summarise('sign-ins beside resets', here.name, startedAt, seen);
        expect(enough()).toBe(true);
      });
    },
    places,
  );
}
