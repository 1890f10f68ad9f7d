import { setTimeout as wait } from 'node:timers/promises';
import { isLatchkeyError } from 'latchkey';
import { expect, it } from 'vitest';
import { gate } from '../../support/gate.js';
import { FixedClock } from '../../support/open-service.js';
import { COMMIT, observed, type Phase, phaseOf, toldIn } from '../child/observe.js';
import { passwordAt, type Report } from '../child/tasks.js';
import { forEachPlace, type PlaceName } from '../support/each-place.js';
import { SEED, seeded } from '../support/seeded.js';
import { summarise } from '../support/summary.js';
import { redeemsOnceMore, whollyBeforeOrAfter } from './wholly.js';

export interface Cuts {
  /** At least so many, and more until every kind of moment was met. */
  readonly cuts: number;
  readonly places?: readonly PlaceName[];
}

/** About as many calls and other steps as a redemption reports; the cut comes at any of them, */
const REPORTS = 15;
/** and up to so long after it. */
const JITTER_MS = 2;

/** A server ends the connections of a service at any moment of a redemption. */
export function provesCuts({ cuts, places = ['postgres', 'mariadb', 'mixed'] }: Cuts): void {
  forEachPlace(
    'a server that cuts the connections while a service redeems',
    (here) => {
      it('leaves the account wholly before or wholly after, and the service goes on by itself', async () => {
        const startedAt = performance.now();
        const random = seeded(SEED);
        const clock = new FixedClock();
        const found = { before: 0, after: 0 };
        const seen: Record<Phase, number> = {
          'ahead of the transaction': 0,
          'inside it': 0,
          'at its commit': 0,
          'after it': 0,
        };
        let reports: Report[] = [];
        let atReport = { count: 0, reached: () => {} };
        const tell = (report: Report) => {
          reports.push(report);
          if (reports.length === atReport.count) atReport.reached();
        };
        const connections = new Set<number>();
        const victim = await here.open({
          clock: clock.now,
          onConnection: (id) => connections.add(id),
          wrap: (stores) => observed(stores, tell),
          hooks: { onPasswordChange: () => tell({ at: 'call', name: COMMIT }) },
        });
        const look = await here.open({ clock: clock.now });
        const enough = () => found.before > 0 && found.after > 0 && seen['inside it'] > 0;
        let done = 0;
        try {
          for (; done < cuts || (!enough() && done < cuts * 10); done += 1) {
            const id = `cut-${done}`;
            await here.seed(id, passwordAt(id, 0));
            const issued = await look.passwords.issueTicket({ accountId: id });
            if (!issued.ok) throw new Error(issued.reason);
            const { token } = issued.ticket;
            const sessionId = await look.stores.sessions.create({
              accountKey: id,
              credentialsVersion: 0,
              expiresAt: new Date(clock.now().getTime() + 60_000),
              now: clock.now(),
            });
            const cutOff = { id, version: 0, token, sessionId, clock: clock.now };

            reports = [{ at: 'begin', version: 0, token, sessionId }];
            const moment = gate();
            atReport = { count: Math.ceil(random() * REPORTS), reached: moment.resolve };
            const [outcome] = await Promise.all([
              victim.passwords
                .redeemTicket({ token, newPassword: passwordAt(id, 1) })
                .then(
                  ({ ok }) => ok,
                  (error) => isLatchkeyError(error) && error.code,
                )
                .finally(moment.resolve),
              moment.promise
                .then(() => wait(random() * JITTER_MS))
                .then(() => {
                  const open = [...connections];
                  for (const id of open) connections.delete(id);
                  return here.cut(look.db, open);
                }),
            ]);
            const phase = outcome === true ? 'after it' : phaseOf(reports);

            const state = await whollyBeforeOrAfter(here, look, cutOff);
            expect([true, 'ERR_STORE']).toContain(outcome);
            // A commit whose answer was lost may have come about; for all else there is one truth.
            if (phase === 'after it') expect(state).toBe('after');
            else if (phase !== 'at its commit') expect(state, toldIn(reports)).toBe('before');
            found[state] += 1;
            seen[phase] += 1;
            // The service that was cut off works on, without being told.
            await redeemsOnceMore(here, victim, cutOff, state);
          }
        } finally {
          await victim.close();
          await look.close();
        }
        summarise('cuts of connections', here.name, startedAt, { cuts: done, ...found, ...seen });
        expect(enough()).toBe(true);
      });
    },
    places,
  );
}
