import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { findAccounts as findByIdentifier } from '../internal/find-accounts.js';
import { accountIdInput, accountKeyOf, identifierInput, readInput } from '../internal/input.js';
import { publicAccount } from '../internal/public-account.js';
import type { AccountId, Call } from '../ports/index.js';
import type { FindAccountsResult } from '../results/index.js';

export type FindAccountsInput<Id extends AccountId = AccountId> =
  | { readonly identifier: string; readonly accountId?: undefined }
  | { readonly accountId: Id; readonly identifier?: undefined };

const schema = z
  .object({ identifier: identifierInput.optional(), accountId: accountIdInput.optional() })
  .refine(({ identifier, accountId }) => (identifier === undefined) !== (accountId === undefined), {
    path: ['identifier'],
    error: 'required',
  });

/** Tells beside each account what our own table knows of it. No hash leaves. */
export async function findAccounts<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: FindAccountsInput<Id>,
  call?: Call,
): Promise<FindAccountsResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { identifier, accountId } = read.value;
  readCall(call).signal?.throwIfAborted();
  const found =
    identifier === undefined
      ? [{ id: accountId as AccountId, email: null }]
      : await findByIdentifier(core, identifier);
  const accounts = [];
  for (const { id, email } of found) {
    const accountKey = accountKeyOf(id);
    // The version before the row: a move in between makes it an older one, and what an operator does
    // about the address that was told is refused. The other way round it would pass.
    const credentials = await core.stores.credentials.read(accountKey);
    const account = await core.stores.users.findByKey(accountKey);
    if (account === null || account.email !== (email ?? account.email)) continue;
    accounts.push({
      ...publicAccount(account),
      passwordChangedAt: credentials.changedAt,
      changeRequired: credentials.changeRequired,
      credentialsVersion: credentials.version,
    });
  }
  return { ok: true, accounts };
}
