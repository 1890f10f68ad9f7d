import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { unwrap } from 'latchkey';
import { addressOf, seedUsers, unknownAddressOf } from '../accounts.js';
import { type Auc, auc } from '../auc.js';
import { duration } from '../load.js';
import type { Measurement, Row } from '../measurement.js';
import { openSubject } from '../subject.js';

const ACCOUNTS = 2000;
const LONGEST_DRAIN_SECONDS = 60;

interface Sample {
  readonly known: boolean;
  readonly milliseconds: number;
}

/**
 * Tries to tell by time whether an address has an account, as somebody does who asks for many:
 * by the request itself, by the one that follows it, and by those that are made while the worker
 * is still at the work of the earlier ones.
 */
export const requestResetTiming: Measurement = {
  name: 'request-reset-timing',
  onEachEngine: true,
  async run(size, engine) {
    const { passwords, stores } = openSubject(engine, 'in-process');
    await seedUsers(engine.db, ACCOUNTS);

    const ask = async (): Promise<Sample> => {
      const known = randomInt(2) === 1;
      const n = randomInt(ACCOUNTS);
      const identifier = known ? addressOf(n) : unknownAddressOf(n);
      const milliseconds = await duration(async () =>
        unwrap(await passwords.requestReset({ identifier })),
      );
      return { known, milliseconds };
    };

    for (let i = 0; i < 500; i++) await ask();
    const asked: Sample[] = [];
    for (let i = 0; i < size.of(20_000); i++) asked.push(await ask());

    const askedUntil = Date.now();
    const following: Sample[] = [];
    const isDrained = async () => {
      const { oldestDueAt } = await stores.outbox.status({ countUpTo: 1 });
      return oldestDueAt === null || oldestDueAt.getTime() > askedUntil;
    };
    let drained = false;
    while (!drained && Date.now() < askedUntil + LONGEST_DRAIN_SECONDS * 1000) {
      for (let i = 0; i < 20; i++) {
        following.push(await ask());
        await pause(1);
      }
      drained = await isDrained();
    }
    const seconds = ((Date.now() - askedUntil) / 1000).toFixed(0);
    await passwords.close();

    const all = [...asked, ...following];
    const drain = drained ? `drained in ${seconds} s` : `not drained after ${seconds} s`;
    return [
      row(
        'requestReset: known told from unknown, AUC',
        byItself(all),
        `${asked.length} requests and ${following.length} that followed, ${drain}`,
      ),
      row('… by the request that comes next, AUC', byPrevious(all), `${all.length - 1} requests`),
    ];
  },
};

function byItself(samples: readonly Sample[]): Auc {
  const times = (known: boolean) =>
    samples.filter((sample) => sample.known === known).map(({ milliseconds }) => milliseconds);
  return auc(times(true), times(false));
}

function byPrevious(samples: readonly Sample[]): Auc {
  return byItself(
    samples
      .slice(1)
      .map(({ milliseconds }, i) => ({ milliseconds, known: samples[i]?.known === true })),
  );
}

function row(what: string, { value, low, high }: Auc, requests: string): Row {
  return {
    what,
    value,
    budget: { atLeast: 0.49, atMost: 0.51 },
    detail: `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, ${requests}`,
  };
}
