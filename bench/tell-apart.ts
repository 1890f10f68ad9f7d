import { randomInt } from 'node:crypto';
import type { PasswordService } from 'latchkey';
import { addressOf, unknownAddressOf } from './accounts.js';
import { auc } from './auc.js';
import { duration } from './load.js';

const WARM_UP = 50;

/**
 * Tries to tell by the time of a wrong password whether an address has an account: known and
 * unknown ones in random order, and how well their times are told apart.
 */
export async function tellApart(
  passwords: Pick<PasswordService<string>, 'authenticate'>,
  tries: number,
  accounts: number,
): Promise<{ readonly value: number; readonly detail: string }> {
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let i = -WARM_UP; i < tries; i++) {
    const group = randomInt(2) === 1 ? 'known' : 'unknown';
    const n = randomInt(accounts);
    const identifier = group === 'known' ? addressOf(n) : unknownAddressOf(n);
    const milliseconds = await duration(async () => {
      const result = await passwords.authenticate({ identifier, password: 'not the password' });
      if (result.ok) throw new Error('A wrong password signed in.');
    });
    if (i >= 0) times[group].push(milliseconds);
  }
  const { value, low, high } = auc(times.known, times.unknown);
  const detail = `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}, ${tries} tries`;
  return { value, detail };
}
