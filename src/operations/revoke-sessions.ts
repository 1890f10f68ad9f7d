import * as z from 'zod';
import { LatchkeyError } from '../errors.js';
import { askStore } from '../internal/ask-store.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, opaqueInput, readInput } from '../internal/input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { RevokeSessionsResult } from '../results/index.js';

export interface RevokeSessionsInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** The id of the session that stays. */
  readonly except?: string | undefined;
}

const schema = z.object({ accountId: accountIdInput, except: opaqueInput.optional() });

/** Asks the store and writes nothing of ours: no version is raised. */
export async function revokeSessions<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: RevokeSessionsInput<Id>,
  call?: Call,
): Promise<RevokeSessionsResult> {
  const { sessions } = core.stores;
  if (sessions === undefined)
    throw new LatchkeyError('ERR_NO_SESSION_STORE', '"revokeSessions" needs "stores.sessions".');
  if (sessions.stateless === true)
    throw new LatchkeyError(
      'ERR_NO_SESSION_STORE',
      'Sessions that nothing stores end with a change of the password only.',
    );
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(read.value.accountId);
  signal?.throwIfAborted();
  const except = read.value.except ?? null;
  const revoked = await askStore(core, 'sessions', () =>
    sessions.revoke({ accountKey, belowVersion: null, except }),
  );
  core.emit({ type: 'sessions.revoked', accountKey, revoked }, context);
  return { ok: true, revoked };
}
