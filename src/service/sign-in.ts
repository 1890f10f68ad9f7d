import type { AuthenticateInput } from '../operations/authenticate.js';
import type { CheckSessionInput } from '../operations/check-session.js';
import type { RevokeSessionsInput } from '../operations/revoke-sessions.js';
import type { VerifyPasswordInput } from '../operations/verify-password.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For your sign-in, and for the sessions that come of it. */
export interface SignInOperations<Id extends AccountId, Extra extends object> {
  /**
   * Checks a sign-in and upgrades an old hash on the way. Stamp the new session with the
   * `credentialsVersion` that comes back, and accept it only while `checkSession` does: a sign-in that
   * races a reset comes out with the version from before it, and so opens nothing.
   *
   * @param input `identifier`: the address as typed; `password`. Where several accounts share the
   * address, each is tried, five at most
   * @param call `context.ip` is what the limits per client count by
   * @returns `ok` with the `account`, its `credentialsVersion` and the `warnings` of the option
   * `signInPolicy`; or `invalid_credentials`, whatever was wrong; or, to who knows the password,
   * `change_required` with `because` and a `ticket` of 15 minutes that opens nothing but the change, or
   * `reset_required` where it is locked; or `throttled` (10 tries per identifier and client in 15
   * minutes, 100 per identifier and day, 300 per client in 15 minutes); or `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_STORE` (503); `ERR_OLD_SYSTEM` (503) with
   * `verifyElsewhere`; `ERR_HOOK` where `signInPolicy` locks and `onPasswordLock` throws;
   * `ERR_INVALID_OPTION` where a function in `links` makes no link that is allowed
   * @see ASVS 5.0.0 6.3.8; NIST SP 800-63B-4 3.2.2
   *
   * @example
   * ```ts
   * const signIn = await passwords.authenticate({ identifier, password });
   * if (signIn.ok) {
   *   const { account, credentialsVersion } = signIn;
   *   console.log('a new session', { accountId: account.id, credentialsVersion });
   * } else if (signIn.reason === 'change_required') {
   *   console.log('send the person to', signIn.ticket.url);
   * }
   * ```
   */
  authenticate(input: AuthenticateInput, call?: Call): Promise<R.AuthenticateResult<Id, Extra>>;

  /**
   * Tells whether a session or JWT is still good: while the version that it was stamped with is the
   * account's, and not in dispute (`disputed`). Ask it for each request. It looks at nothing else, so
   * whether the account is disabled is for you to ask.
   *
   * @param input `accountId`, with the `credentialsVersion` of the session; or, for JWTs that carry
   * none, with `issuedAtSeconds`, their `iat`. The whole second of a change is refused then, since `iat`
   * cannot say on which side of it the token was made (CVE-2025-4643)
   * @returns `ok`; or `session_revoked`, `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   * @see ASVS 5.0.0 7.4.3
   *
   * @example
   * ```ts
   * const session = { accountId, credentialsVersion: 3 };
   * const check = await passwords.checkSession(session);
   * if (!check.ok) console.log('sign in again', check.reason);
   * ```
   */
  checkSession(input: CheckSessionInput<Id>, call?: Call): Promise<R.CheckSessionResult>;

  /**
   * Checks the password of an account that is signed in already, before something dear.
   *
   * @param input `accountId`: from the caller's own session, never from a form; `password`
   * @returns `ok`; or `wrong_password`, also for an account that is locked, disabled, of an identity
   * provider, without a password or not there; or `throttled` (10 tries per account in 15 minutes,
   * which a success clears); or `invalid_input`
   * @throws LatchkeyError `ERR_HASHER_BUSY`, `ERR_STORE` (503); `ERR_OLD_SYSTEM` (503) with
   * `verifyElsewhere`; `ERR_HASH_REFUSED` where the stored hash cannot be checked
   * @see ASVS 5.0.0 7.5.1
   *
   * @example
   * ```ts
   * const checked = await passwords.verifyPassword({ accountId, password });
   * if (!checked.ok) console.log(checked.reason);
   * ```
   */
  verifyPassword(input: VerifyPasswordInput<Id>, call?: Call): Promise<R.VerifyPasswordResult>;

  /**
   * Ends an account's sessions without a change of its password. It needs a `SessionStore`: sessions
   * that live by the credentials version alone, JWTs among them, end only with a change or a lock.
   *
   * @param input `accountId`; `except`: the id of the session that stays (default: none)
   * @returns `ok` with how many were `revoked`; or `invalid_input`
   * @throws LatchkeyError `ERR_NO_SESSION_STORE` where nothing stores sessions (`hasSessionStore`);
   * `ERR_STORE` (503) where their store fails or gives no answer in time: some may have ended, so call
   * it again
   * @see ASVS 5.0.0 7.4.5
   *
   * @example
   * ```ts
   * const { revoked } = unwrap(await passwords.revokeSessions({ accountId, except: sessionId }));
   * console.log(`Signed out of ${revoked} other devices.`);
   * ```
   */
  revokeSessions(input: RevokeSessionsInput<Id>, call?: Call): Promise<R.RevokeSessionsResult>;
}
