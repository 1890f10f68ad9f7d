import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Mail, PasswordService, unwrap } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { addressOf, unknownAddressOf } from '../accounts.js';
import type { Measurement } from '../measurement.js';
import { aucOf, intervalOf, type Sample } from '../sample.js';

const LANES = 40;
const TRIALS = 40;

/**
 * Tries to tell whether an address has an account by when a mail of one's own comes that was asked
 * for after it: the mail to that address, which takes a while, must hold it up and hurry it no more
 * than one that is never sent. Each lane is a service of its own, as quiet as one can be.
 */
export const ownMailTiming: Measurement = {
  name: 'own-mail-timing',
  async run(size) {
    const trials = size.of(TRIALS);
    // The worker's own timer keeps no process alive.
    const alive = setInterval(() => {}, 1000);
    const rows = [];
    for (const deliver of ['link', 'code'] as const) {
      const lanes = Array.from({ length: LANES }, () => watch(deliver, trials));
      const told = aucOf((await Promise.all(lanes)).flat());
      rows.push({
        what: `an own mail after a ${deliver} for another: known told from unknown, AUC`,
        value: told.value,
        budget: { atLeast: 0.45, atMost: 0.55 },
        detail: `${intervalOf(told)}, ${LANES * trials} mails`,
      });
    }
    clearInterval(alive);
    return rows;
  },
};

async function watch(deliver: 'link' | 'code', trials: number): Promise<Sample[]> {
  const stores = memoryStores();
  const arrivals = new Map<string, () => void>();
  const passwords = new PasswordService({
    stores,
    mailer: async ({ to }: Mail) => {
      await pause(250 + randomInt(150));
      arrivals.get(to)?.();
    },
    links: { reset: 'https://app.example/password/reset' },
    keys: ['k'.repeat(32)],
    onEvent: () => {},
  });
  const samples: Sample[] = [];
  for (let n = 0; n < trials; n += 1) {
    const own = `own-${addressOf(n)}`;
    await stores.accounts.add({ id: `other-${n}`, email: addressOf(n), passwordHash: 'x' });
    await stores.accounts.add({ id: `own-${n}`, email: own, passwordHash: 'x' });
    const known = randomInt(2) === 1;
    // The worker rests by then.
    await pause(1700);
    const identifier = known ? addressOf(n) : unknownAddressOf(n);
    unwrap(await passwords.requestReset({ identifier, deliver }));
    // While the mail to the other one would be under way.
    await pause(600);
    const arrived = new Promise<void>((resolve) => arrivals.set(own, resolve));
    const from = performance.now();
    unwrap(await passwords.requestReset({ identifier: own }));
    await arrived;
    samples.push({ known, milliseconds: performance.now() - from });
  }
  await passwords.close();
  return samples;
}
