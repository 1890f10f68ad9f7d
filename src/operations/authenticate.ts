import * as z from 'zod';
import { readCall } from '../internal/call.js';
import { checkSignIn } from '../internal/check-sign-in.js';
import type { Core } from '../internal/core.js';
import { findAccounts } from '../internal/find-accounts.js';
import { handOverTicket } from '../internal/hand-over-ticket.js';
import { normalizeIdentifier } from '../internal/identifier.js';
import { identifierInput, passwordInput, readInput } from '../internal/input.js';
import { type Match, matchAccount } from '../internal/match-account.js';
import { publicAccount } from '../internal/public-account.js';
import { rehash } from '../internal/rehash.js';
import { requireOfVersion } from '../internal/require-of-version.js';
import { admitForcedChange, admitSignIn } from '../internal/throttling.js';
import { isLock } from '../is-lock.js';
import type { AccountId, Call, CallContext, ChangeReason } from '../ports/index.js';
import type { AuthenticateResult } from '../results/index.js';

export interface AuthenticateInput {
  /** The e-mail address as typed. */
  readonly identifier: string;
  readonly password: string;
}

const schema = z.object({ identifier: identifierInput, password: passwordInput });

interface SignInCall {
  readonly password: string;
  readonly signal: AbortSignal | null;
  readonly context: CallContext;
}

/** A key that no account has, so that unknown identifiers cost the same statements. */
const NOBODY = '\u{fffd}nobody';

/**
 * Reads the version before the hash that it checks, so that who races a reset comes out with the version
 * from before it. An unknown identifier burns a hash, too.
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
  const unknown = normalizeIdentifier(identifier);
  const found = await findAccounts(core, identifier);
  const usable = found.filter(
    (account) =>
      account.enabled && account.identityProvider === null && account.passwordHash !== null,
  );
  if (usable.length === 0) {
    await core.stores.credentials.read(NOBODY);
    await admission.check(() => core.hashing.verifyDecoy(password, unknown, signal));
  }
  for (const account of usable) {
    const given = { identifier: unknown, password, signal };
    const match = await admission.check(() => matchAccount(core, account, given));
    if (match === null) continue;
    const { accountKey } = match;
    const from = match.account.passwordHash;
    if (match.needsRehash && from !== null) await rehash(core, { accountKey, from, password });
    await admission.succeeded();
    return letIn(core, match, { password, signal, context });
  }
  core.emit({ type: 'sign_in.failed', reason: 'invalid_credentials' }, context);
  return { ok: false, reason: 'invalid_credentials' };
}

/** The password is right. What it opens depends on what is required, and on what it is. */
async function letIn<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  match: Match<Id, Extra>,
  call: SignInCall,
): Promise<AuthenticateResult<Id, Extra>> {
  const { accountKey, account, credentials } = match;
  const { context } = call;
  const { changeRequired } = credentials;
  const then = core.signInPolicy?.onViolation;
  // A milder mark must not hand a ticket to whoever knows a password that others know.
  const isOpen = changeRequired === null;
  if (!isOpen && (isLock(changeRequired) || then !== 'require_reset'))
    return openOnlyTheChange(core, match, changeRequired, call);

  const warnings = await checkSignIn(core, { accountKey, account, credentials, ...call });
  if (warnings.length > 0) {
    const codes = warnings.map(({ code }) => code);
    core.emit({ type: 'sign_in.warned', accountKey, codes }, context);
    if (then === 'require_change' || then === 'require_reset') {
      const reason = then === 'require_change' ? 'policy' : 'breached';
      const { version } = credentials;
      const notify = core.signInPolicy?.notify ?? true;
      if (await requireOfVersion(core, { accountKey, version, reason, notify, context }))
        return openOnlyTheChange(core, match, reason, call);
      // Changed in between: it is not the present password any more.
      core.emit({ type: 'sign_in.failed', reason: 'invalid_credentials' }, context);
      return { ok: false, reason: 'invalid_credentials' };
    }
  }
  if (!isOpen) return openOnlyTheChange(core, match, changeRequired, call);
  core.emit({ type: 'sign_in.succeeded', accountKey }, context);
  return {
    ok: true,
    account: publicAccount(account),
    credentialsVersion: credentials.version,
    warnings,
  };
}

/**
 * The password is right, and no session may come of it: a ticket of 15 minutes does, bound to the
 * version from before the check. After a breach not even that, since others know the password.
 */
async function openOnlyTheChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  { accountKey, account, credentials }: Match<Id, Extra>,
  because: ChangeReason,
  { signal, context }: SignInCall,
): Promise<AuthenticateResult<Id, Extra>> {
  if (isLock(because)) {
    core.emit({ type: 'sign_in.failed', reason: 'reset_required' }, context);
    return { ok: false, reason: 'reset_required' };
  }
  const admission = await admitForcedChange(core, accountKey, context);
  const reason = admission.ok ? 'change_required' : 'throttled';
  core.emit({ type: 'sign_in.failed', reason }, context);
  if (!admission.ok) return admission;
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
