import type { SessionStore } from 'latchkey';

/**
 * Makes the `SessionStore` of sessions that nothing stores: JWTs, and koa-session with everything in
 * its cookie. A change of the password ends them by its credentials version, in the very
 * transaction; so there is nothing to delete. It is there for `keepSession`, which then answers
 * with the same handle, as a sign to issue the token or cookie anew under `credentialsVersion`.
 *
 * `revokeSessions`, which changes no version, throws `ERR_NO_SESSION_STORE`: such sessions end with
 * a change of the password or with their own expiry.
 *
 * @example
 * ```ts
 * const passwords = new PasswordService({
 *   stores: { ...stores, sessions: statelessSessions() },
 *   mailer,
 *   links: { reset: 'https://app.example/password/reset' },
 * });
 * ```
 */
export function statelessSessions(): SessionStore {
  return {
    // It writes nothing, and what ends the sessions is written by the transaction itself.
    transactional: true,
    stateless: true,
    revoke: async () => 0,
    restamp: async ({ sessionId }) => sessionId,
  };
}
