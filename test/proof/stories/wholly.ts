import { expect } from 'vitest';
import { cheapHasher, passwordOf } from '../../support/cheap-hasher.js';
import { type OpenPlace, REPLACED_HASHES } from '../child/open-place.js';
import { passwordAt } from '../child/tasks.js';
import type { TestPlace } from '../support/each-place.js';

/** A redemption that something cut off, of a ticket of this version. */
export interface CutOff {
  readonly id: string;
  readonly version: number;
  readonly token: string;
  readonly sessionId: string;
  readonly clock: () => Date;
}

/**
 * Looks at an account whose redemption was cut off, and fails unless it is wholly before or wholly
 * after it. `look` must be nobody's connections but the onlooker's.
 */
export async function whollyBeforeOrAfter(
  here: TestPlace,
  look: OpenPlace,
  cutOff: CutOff,
): Promise<'before' | 'after'> {
  const { id, version, token, sessionId, clock } = cutOff;
  const { stores, passwords } = look;
  // The server may still be at the dead one's last words. They hold the row that this waits for.
  await stores.unitOfWork.run((tx) => stores.credentials.lock(id, tx));

  const { passwordHash } = (await stores.users.findByKey(id))!;
  const replaced = await stores.history.list({ accountKey: id, limit: 10 });
  const inspected = await passwords.inspectTicket({ token });
  const session = await stores.sessions.find({ sessionId, now: clock() });
  const state = {
    version: (await stores.credentials.read(id)).version,
    password: await versionOf(id, passwordHash!, version),
    replaced: await Promise.all(
      replaced.map(({ passwordHash }) => versionOf(id, passwordHash, version)),
    ),
    ticket: inspected.ok ? 'open' : here.spent.includes(inspected.reason) ? 'spent' : inspected,
    session: session !== null,
    notices: await here.countEntries(look.db, 'change_notice', id),
  };
  const whole = (at: number) => ({
    version: at,
    password: at,
    replaced: Array.from({ length: Math.min(at, REPLACED_HASHES) }, (_, n) => at - 1 - n),
    ticket: at === version ? 'open' : 'spent',
    session: at === version,
    notices: at,
  });
  expect([whole(version), whole(version + 1)]).toContainEqual(state);
  return state.version === version ? 'before' : 'after';
}

/** At which version the loop gave this password; -1 where it never did. */
async function versionOf(id: string, hash: string, around: number): Promise<number> {
  for (let at = around + 1; at >= 0 && at > around - 1 - REPLACED_HASHES; at -= 1)
    if (await cheapHasher.verify(hash, passwordAt(id, at))) return at;
  return -1;
}

/** Redeems the ticket twice more at once: it opens once if the account is before, else never. */
export async function redeemsOnceMore(
  here: TestPlace,
  look: OpenPlace,
  { id, version, token }: CutOff,
  found: 'before' | 'after',
): Promise<void> {
  const results = await Promise.all(
    [1, 2].map((n) => look.passwords.redeemTicket({ token, newPassword: passwordOf(n) })),
  );
  expect(results.filter(({ ok }) => ok)).toHaveLength(found === 'before' ? 1 : 0);
  expect(await look.stores.credentials.read(id)).toMatchObject({ version: version + 1 });
  expect(await here.countEntries(look.db, 'change_notice', id)).toBe(version + 1);
}
