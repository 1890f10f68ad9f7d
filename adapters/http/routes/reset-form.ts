import type { AccountId, InspectTicketResult } from 'latchkey';
import type { RouteContext } from '../environment.js';

/** The form that asks for the new password, for a ticket that is good. */
export function resetForm<Id extends AccountId, Native>(
  c: RouteContext<Native>,
  form: {
    readonly flowId: string;
    readonly ticket: Extract<InspectTicketResult<Id>, { readonly ok: true }>;
    readonly faults: readonly { readonly field: string; readonly messages: readonly string[] }[];
  },
) {
  const { flowId, ticket, faults } = form;
  const { view } = c.var;
  return view.pages.reset(view, {
    flowId,
    email: ticket.account.email,
    purpose: ticket.purpose,
    initial: !ticket.account.hasPassword,
    rules: ticket.policy,
    faults,
  });
}
