import * as z from 'zod';
import { isLatchkeyError } from '../errors.js';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { findAccounts } from '../internal/find-accounts.js';
import { handOverTicket } from '../internal/hand-over-ticket.js';
import { accountKeyOf, identifierInput, passwordInput, readInput } from '../internal/input.js';
import { publicAccount } from '../internal/public-account.js';
import { admitSignIn } from '../internal/throttling.js';
import type {
  AccountId,
  Call,
  CallContext,
  ChangeReason,
  Credentials,
  StoredAccount,
} from '../ports/index.js';
import type { AuthenticateResult } from '../results.js';

export interface AuthenticateInput {
  /** The e-mail address as typed. */
  readonly identifier: string;
  readonly password: string;
}

const schema = z.object({ identifier: identifierInput, password: passwordInput });

/** A key that no account has, so that unknown identifiers cost the same statements. */
const NOBODY = '\u{fffd}nobody';

interface Match<Id extends AccountId, Extra extends object> {
  readonly accountKey: string;
  readonly account: StoredAccount<Id, Extra>;
  readonly credentials: Credentials;
  readonly needsRehash: boolean;
}

/**
 * Checks a sign-in. The version that it answers was read before the hash that it checked, so a
 * sign-in that races a reset comes out with the version from before it, and a session stamped
 * with that opens nothing. An unknown identifier burns a hash of today's format.
 */
export async function authenticate<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: AuthenticateInput,
  call?: Call,
): Promise<AuthenticateResult<Id, Extra>> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { identifier, password } = read.value;
  const { signal, context } = readCall(call);

  const admission = await admitSignIn(core, identifier, context);
  if (!admission.ok) {
    core.emit({ type: 'sign_in.failed', reason: 'throttled' }, context);
    return admission;
  }
  await core.hashing.prepare();
  const found = await findAccounts(core, identifier);
  const usable = found.filter(
    (account) =>
      account.enabled && account.identityProvider === null && account.passwordHash !== null,
  );
  if (usable.length === 0) {
    await core.stores.credentials.read(NOBODY);
    await admission.check(() => core.hashing.verifyDecoy(password, signal));
  }
  for (const account of usable) {
    const match = await admission.check(() => matchAccount(core, account, password, signal));
    if (match === null) continue;
    if (match.needsRehash) await rehash(core, match, password);
    await admission.succeeded();
    if (match.credentials.changeRequired !== null)
      return openOnlyTheChange(core, match, match.credentials.changeRequired, { signal, context });
    core.emit({ type: 'sign_in.succeeded', accountKey: match.accountKey }, context);
    return {
      ok: true,
      account: publicAccount(match.account),
      credentialsVersion: match.credentials.version,
      warnings: [],
    };
  }
  core.emit({ type: 'sign_in.failed', reason: 'invalid_credentials' }, context);
  return { ok: false, reason: 'invalid_credentials' };
}

/**
 * The password is right, and no session may come of it: a ticket of 15 minutes does, bound to the
 * version from before the check. After a breach not even that, since others know the password.
 */
async function openOnlyTheChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { accountKey, account, credentials }: Match<Id, Extra>,
  because: ChangeReason,
  { signal, context }: { readonly signal: AbortSignal | null; readonly context: CallContext },
): Promise<AuthenticateResult<Id, Extra>> {
  const reason = because === 'breached' ? 'reset_required' : 'change_required';
  core.emit({ type: 'sign_in.failed', reason }, context);
  if (because === 'breached') return { ok: false, reason: 'reset_required' };
  const ticket = await handOverTicket(core, {
    accountKey,
    account,
    credentialsVersion: credentials.version,
    purpose: 'forced_change',
    signal,
    context,
  });
  return { ok: false, reason: 'change_required', because, ticket };
}

async function matchAccount<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  found: StoredAccount<Id, Extra>,
  password: string,
  signal: AbortSignal | null,
): Promise<Match<Id, Extra> | null> {
  const { stores } = core;
  const accountKey = accountKeyOf(found.id);
  const credentials = await stores.credentials.read(accountKey);
  const first = await verifyHash(core, { accountKey, hash: found.passwordHash, password, signal });
  if (first === null || !first.matches) return null;

  // The hash was read before the version. Read again what it is now: after a reset in between,
  // the version is the new one, and the old password must not come out with it.
  const account = await stores.users.findByKey(accountKey);
  if (account === null || !account.enabled || account.identityProvider !== null) return null;
  if (account.email !== found.email || account.passwordHash === null) return null;
  if (account.passwordHash === found.passwordHash)
    return { accountKey, account, credentials, needsRehash: first.needsRehash };
  // Another hash of the same password is a rehash by a sign-in beside this one.
  const second = await verifyHash(core, {
    accountKey,
    hash: account.passwordHash,
    password,
    signal,
  });
  if (second === null || !second.matches) return null;
  return { accountKey, account, credentials, needsRehash: second.needsRehash };
}

/** A stored hash that nobody can check is told to the operator; the caller learns nothing. */
async function verifyHash<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  checking: {
    readonly accountKey: string;
    readonly hash: string | null;
    readonly password: string;
    readonly signal: AbortSignal | null;
  },
) {
  if (checking.hash === null) return null;
  try {
    return await core.hashing.verify(checking.hash, checking.password, checking.signal);
  } catch (error) {
    if (!isLatchkeyError(error) || error.code !== 'ERR_HASH_REFUSED') throw error;
    core.emit({ type: 'hash.refused', accountKey: checking.accountKey });
    await core.hashing.verifyDecoy(checking.password, checking.signal);
    return null;
  }
}

/**
 * Upgrades an old hash by compare-and-set on it: a reset that came first holds another hash, and
 * wins (attack 44). It raises no version, since the password stays what it was, and its failure
 * never fails a sign-in.
 */
async function rehash<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  match: Match<Id, Extra>,
  password: string,
): Promise<void> {
  const from = match.account.passwordHash;
  if (from === null) return;
  const { accountKey } = match;
  try {
    const to = await core.hashing.hash(password, null);
    if (await core.stores.users.replacePasswordHash({ accountKey, from, to }))
      core.emit({ type: 'password.rehashed', accountKey });
  } catch {
    core.emit({ type: 'password.rehash_failed', accountKey });
  }
}
