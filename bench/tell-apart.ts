import { randomInt } from 'node:crypto';
import type { PasswordService } from 'latchkey';
import { addressOf, unknownAddressOf } from './accounts.js';
import { duration } from './load.js';
import { aucOf, intervalOf, type Sample } from './sample.js';

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
  const samples: Sample[] = [];
  for (let i = -WARM_UP; i < tries; i++) {
    const known = randomInt(2) === 1;
    const n = randomInt(accounts);
    const identifier = known ? addressOf(n) : unknownAddressOf(n);
    const milliseconds = await duration(async () => {
      const result = await passwords.authenticate({ identifier, password: 'not the password' });
      if (result.ok) throw new Error('A wrong password signed in.');
    });
    if (i >= 0) samples.push({ known, milliseconds });
  }
  const told = aucOf(samples);
  return { value: told.value, detail: `${intervalOf(told)}, ${tries} tries` };
}
