import type { AccountId } from 'latchkey';
import { readMount } from '../mount.js';
import { openPagesApp } from '../pages-app.js';
import { refuseFaultyOptions } from '../pages-options.js';
import type { PasswordHandler } from '../serve.js';
import { actionRoute } from './action-route.js';
import { endDispute } from './actions/end-dispute.js';
import { endSessions } from './actions/end-sessions.js';
import { lock } from './actions/lock.js';
import { makeTicket } from './actions/make-ticket.js';
import { requireChange } from './actions/require-change.js';
import { revokeTickets } from './actions/revoke-tickets.js';
import { sendInvitation } from './actions/send-invitation.js';
import { sendReset } from './actions/send-reset.js';
import { setPassword } from './actions/set-password.js';
import { unlock } from './actions/unlock.js';
import type { AdminApp } from './environment.js';
import { findRoutes } from './find-routes.js';
import { gate } from './gate.js';
import { type AdminHandlerOptions, adminOptionsSchema } from './options.js';
import { ticketsRoute } from './tickets.js';

/**
 * Makes the administrator's page "Danger Zone: Change Password", and the same as JSON.
 *
 * | route | form and JSON | JSON answer, besides `ok` |
 * |---|---|---|
 * | `GET /` | | the page alone |
 * | `POST /find` | `identifier`: an address or an id; or `accountKey` | `accounts` |
 * | `POST /set-password` | `newPassword`, `mustChange`, `notify` | `sessions` |
 * | `POST /require-change` | `reason`: `administrative`, `expired`, `policy`, `breached` | |
 * | `POST /send-reset` | | |
 * | `POST /invite` | | |
 * | `POST /ticket` | | `url`, `expiresAt` |
 * | `POST /tickets` | JSON alone: `accountKey` | `tickets`, those that are open |
 * | `POST /revoke-tickets` | `ticketId`, or all | `revoked` |
 * | `POST /lock` | `notify` | `sessions` |
 * | `POST /unlock` | `credentialsVersion`: the one that was shown; a lock since then stays | |
 * | `POST /end-dispute` | `credentialsVersion`: the one that was shown, with the address | `sessions` |
 * | `POST /end-sessions` | | `revoked` |
 *
 * Whoever `authorizeAdmin` does not name gets 403 everywhere. All but `/find` and
 * `/tickets` take `accountKey` and `yourPassword`, the administrator's own password, which is checked before
 * anything else is done; a refusal is `{ok:false, reason, …}` with a 4xx, and the account's page
 * for a form. What is done is told in the service's events, with the administrator as
 * `context.actor`: keep them, they are the audit log.
 *
 * @throws {LatchkeyError} `ERR_INVALID_OPTION` where an option is missing or wrong
 * @see OWASP ASVS 5.0.0 7.5.1; 6.4.6, which prefers the mail and the link to a set password
 *
 * @example
 * ```ts
 * const admin = adminHandler({
 *   passwords,
 *   publicUrl: 'https://app.example/admin/password',
 *   authorizeAdmin: (request) => (request.headers.has('x-admin') ? { accountId: '1' } : null),
 * });
 * const page = await admin.fetch(new Request('https://app.example/admin/password'));
 * ```
 */
export function adminHandler<Id extends AccountId, Native = Request>(
  options: AdminHandlerOptions<Id, Native>,
): PasswordHandler<Native> {
  refuseFaultyOptions(adminOptionsSchema, options, 'adminHandler');
  const opened = openPagesApp(options, readMount(options.publicUrl));
  // The same application: behind the gate every request knows its administrator.
  const app = opened.app as unknown as AdminApp<Id, Native>;

  app.use(gate(options));
  findRoutes(app, options);
  actionRoute(app, options, setPassword);
  actionRoute(app, options, requireChange);
  actionRoute(app, options, sendReset);
  actionRoute(app, options, sendInvitation);
  actionRoute(app, options, makeTicket);
  ticketsRoute(app, options);
  actionRoute(app, options, revokeTickets);
  actionRoute(app, options, lock);
  actionRoute(app, options, unlock);
  actionRoute(app, options, endDispute);
  actionRoute(app, options, endSessions);
  return opened.serve();
}
