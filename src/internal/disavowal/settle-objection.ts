import { isLock } from '../../is-lock.js';
import type { AccountId, LockReason, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';
import { sameAddress } from '../identifier.js';
import { Overtaken } from '../overtaken.js';
import { noteConfirmed, readSay } from './former-address.js';
import type { Objection } from './objection.js';
import { putAddressBack } from './put-address-back.js';

export interface Judgement<Id extends AccountId, Extra extends object> {
  readonly reason: LockReason;
  readonly account: StoredAccount<Id, Extra> | null;
  /** Whether the account is at the address of who objects. */
  readonly isObjectors: boolean;
  readonly putBack: boolean;
}

/**
 * Decides whose an account is for which somebody objects, and so which lock there is afterwards. In
 * dispute is one that has another address than the notice had: nobody can tell from here which of
 * the two is its owner's, and only an operator ends that, by saying so.
 *
 * Unless the application has said that the address of before has the say (`onAddressDisavowal`).
 * Then the account is put back there, which ends a dispute, too. Where it is there already, who objects
 * from another address has it locked, and whoever reads that one is mailed the link: a thief who has
 * moved it there and back must not put it in dispute once his own notice is all that is left. Under a
 * lock he does nothing, nor where it was put there for good: he may hold dozens of notices.
 *
 * @param objection.putsBack - `false` once the hook has thrown: then it is a dispute
 * @throws Overtaken where nobody objects, or it is locked for its owner as it is
 */
export async function settleObjection<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  objection: Objection<Id, Extra> & { readonly putsBack: boolean },
  tx: Tx,
): Promise<Judgement<Id, Extra>> {
  const { accountKey, address, present, putsBack } = objection;
  const say = await readSay(core, accountKey, tx);

  const before = objection.account;
  const wasElsewhere = before !== null && !sameAddress(before.email, address);
  if (wasElsewhere && say.has(before.email) && present !== 'disputed') {
    if (isLock(present) || say.isConfirmed(before.email)) throw new Overtaken();
    return { reason: 'disavowed', account: before, isObjectors: false, putBack: false };
  }

  const account =
    wasElsewhere && putsBack && say.has(address)
      ? await putAddressBack(core, objection, tx)
      : before;
  const isObjectors = account !== null && sameAddress(account.email, address);
  const judged = { account, isObjectors, putBack: wasElsewhere && isObjectors };
  if (isObjectors && say.has(address)) {
    await noteConfirmed(core, { accountKey, address }, tx);
    return { ...judged, reason: 'disavowed' };
  }
  if (present === 'disputed') return { ...judged, reason: 'disputed' };
  return { ...judged, reason: account === null || isObjectors ? 'disavowed' : 'disputed' };
}
