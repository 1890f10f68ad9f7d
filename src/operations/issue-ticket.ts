import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { handOverTicket } from '../internal/hand-over-ticket.js';
import {
  accountIdInput,
  accountKeyOf,
  clientStateInput,
  durationInput,
  readInput,
} from '../internal/input.js';
import { isWebUrl } from '../internal/web-url.js';
import type { AccountId, Call } from '../ports/index.js';
import type { IssueTicketResult } from '../results.js';

export interface IssueTicketInput<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** @default 'administrative' */
  readonly purpose?: 'administrative' | 'invite' | undefined;
  /** At most 30 days. @default the purpose's lifetime: 60 minutes, an invitation's 72 hours */
  readonly lifetimeSeconds?: number | undefined;
  /** An absolute https URL; the hosted pages go there only if it is on their allow-list. */
  readonly resultUrl?: string | undefined;
  /** The person's address goes along to `resultUrl`, where logs may keep it. @default false */
  readonly includeEmailInRedirect?: boolean | undefined;
  /** Text of your own that comes back untouched, with the result and as `state` on landing. */
  readonly state?: string | undefined;
  /** Redemption proves the mailbox, if the link was mailed there. @default false */
  readonly markEmailVerified?: boolean | undefined;
}

const MAX_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

const schema = z.object({
  accountId: accountIdInput,
  purpose: z.enum(['administrative', 'invite'], { error: 'invalid_value' }).optional(),
  lifetimeSeconds: durationInput.max(MAX_LIFETIME_SECONDS, { error: 'out_of_range' }).optional(),
  resultUrl: z
    .string({ error: 'invalid_type' })
    .max(2048, { error: 'too_long' })
    .refine(isWebUrl, { error: 'invalid_url' })
    .optional(),
  includeEmailInRedirect: z.boolean({ error: 'invalid_type' }).optional(),
  state: clientStateInput.optional(),
  markEmailVerified: z.boolean({ error: 'invalid_type' }).optional(),
});

/**
 * Makes a ticket for a trusted backend and hands its link over instead of mailing it. The result
 * holds a secret: `ticket.url` and `ticket.token` print and serialise as `[redacted]`.
 */
export async function issueTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: IssueTicketInput<Id>,
  call?: Call,
): Promise<IssueTicketResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { accountId, purpose = 'administrative', state, ...landing } = read.value;
  const { signal, context } = readCall(call);
  const accountKey = accountKeyOf(accountId);

  const credentials = await core.stores.credentials.read(accountKey);
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null) return { ok: false, reason: 'account_not_found' };
  if (!account.enabled) return { ok: false, reason: 'account_disabled' };
  if (account.identityProvider !== null) return { ok: false, reason: 'identity_provider_account' };

  const ticket = await handOverTicket(core, {
    accountKey,
    account,
    credentialsVersion: credentials.version,
    purpose,
    ...landing,
    clientState: state,
    signal,
    context,
  });
  return { ok: true, ticket };
}
