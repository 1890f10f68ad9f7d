import * as z from 'zod';
import { askStore } from '../internal/ask-store.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { ForgetAccountResult } from '../results/index.js';

export interface ForgetAccountInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
}

const schema = z.object({ accountId: accountIdInput });

/** Empties every store of ours for the account; its own row is the application's. */
export async function forgetAccount<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: ForgetAccountInput<Id>,
  call?: Call,
): Promise<ForgetAccountResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);
  const { stores } = core;
  const { sessions, tickets } = stores;
  const everySession = { accountKey, belowVersion: null, except: null };
  signal?.throwIfAborted();

  // Stores elsewhere first: if they fail, nothing is half forgotten and the call can be repeated.
  if (sessions?.transactional === false)
    await askStore(core, 'sessions', () => sessions.revoke(everySession));
  if (!tickets.transactional)
    await askStore(core, 'tickets', () => tickets.removeByAccount(accountKey));
  await stores.unitOfWork.run(async (tx) => {
    // First, as everywhere: a transaction of the host's that changes the address is not tried again.
    await stores.credentials.lock(accountKey, tx);
    if (tickets.transactional) await tickets.removeByAccount(accountKey, tx);
    await stores.history.removeByAccount(accountKey, tx);
    await stores.outbox.removeByAccount(accountKey, tx);
    await stores.credentials.remove(accountKey, tx);
    if (sessions?.transactional === true) await sessions.revoke(everySession, tx);
  });
  core.emit({ type: 'account.forgotten', accountKey }, context);
  return { ok: true };
}
