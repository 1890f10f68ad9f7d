import type { IssueTicketResult } from 'latchkey';
import { callOf } from '../request/call-of.js';
import { resultUrlAllowed } from '../request/result-url.js';
import { authorize } from './authorize.js';
import type { Auth0App, Auth0Environment } from './environment.js';
import { type Fault, refuse } from './fault.js';
import { findTicketUser } from './find-ticket-user.js';
import { USER_NOT_FOUND } from './find-user.js';
import { TICKETS } from './paths.js';
import { invalidPayload, readPayload, refusedByCore } from './payload.js';
import { readBody } from './read-body.js';
import { type TicketPayload, ticketPayload } from './ticket-payload.js';

/** Five days, as Auth0. */
const DEFAULT_SECONDS = 432_000;

/** Makes a ticket for a trusted backend, which hands its link to the owner by a way of its own. */
export function passwordChangeTicketRoute<Native>(
  app: Auth0App<Native>,
  environment: Auth0Environment<Native>,
): void {
  const { options } = environment;

  app.post(TICKETS, async (c) => {
    const authorized = await authorize(c, environment, 'create:user_tickets');
    if (!authorized.ok) return refuse(c, authorized.fault);
    const body = await readBody(c.req, 'json');
    if (!body.ok) return refuse(c, body.fault);
    const read = readPayload(ticketPayload, body.fields);
    if (!read.ok) return refuse(c, read.fault);
    const { payload } = read;
    const fault = faultOfTerms(payload);
    if (fault !== null) return refuse(c, fault);

    const { signal, context } = callOf(c, options);
    const call = { signal, context: { ...context, actor: authorized.actor } };
    const user = await findTicketUser(environment, payload, call);
    if (!user.ok) return refuse(c, user.fault);
    const { account, connection } = user;
    if (account.identityProvider !== null) return refuse(c, UNSUPPORTED);
    if (account.email === null)
      return refuse(c, { status: 400, message: 'The user does not have an email address.' });

    const result = await connection.passwords.issueTicket(
      {
        accountId: account.id,
        lifetimeSeconds: payload.ttl_sec || DEFAULT_SECONDS,
        resultUrl: payload.result_url,
        includeEmailInRedirect: payload.includeEmailInRedirect,
        markEmailVerified: payload.mark_email_as_verified,
      },
      call,
    );
    return result.ok ? c.json({ ticket: result.ticket.url }, 201) : refuse(c, faultOf(result));
  });

  /** What is wrong with the ticket itself, whoever it is for. */
  function faultOfTerms({ organization_id, client_id, result_url }: TicketPayload): Fault | null {
    if (organization_id !== undefined)
      return { status: 400, message: 'The organization does not exist' };
    if (client_id !== undefined && options.applications?.includes(client_id) === false)
      return { status: 400, message: 'The client does not exist' };
    if (result_url !== undefined && !resultUrlAllowed(result_url, options.resultOrigins ?? []))
      return invalidPayload('The origin is not on the list of allowed ones', 'result_url');
    return null;
  }
}

const UNSUPPORTED: Fault = {
  status: 400,
  message: "The user's main connection does not support this operation.",
};

function faultOf(refusal: Exclude<IssueTicketResult, { readonly ok: true }>): Fault {
  switch (refusal.reason) {
    case 'account_not_found':
      return USER_NOT_FOUND;
    case 'account_disabled':
      return { status: 400, message: 'The user is blocked.' };
    case 'identity_provider_account':
      return UNSUPPORTED;
    case 'invalid_input':
      return refusedByCore(refusal.issues, { resultUrl: 'result_url', lifetimeSeconds: 'ttl_sec' });
  }
}
