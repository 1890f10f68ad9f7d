import * as z from 'zod';
import type { AccountId } from '../ports/index.js';
import { accountIdInput, clientStateInput, durationInput } from './input.js';
import { isWebUrl } from './web-url.js';

interface TicketInput<Id extends AccountId> {
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

/** A ticket whose link is handed over to the caller. */
export interface IssueTicketInput<Id extends AccountId = AccountId> extends TicketInput<Id> {
  readonly deliver?: 'return' | undefined;
}

/** A ticket whose link goes to the account's stored address, by the outbox. */
export interface MailTicketInput<Id extends AccountId = AccountId> extends TicketInput<Id> {
  readonly deliver: 'mail';
}

const MAX_LIFETIME_SECONDS = 30 * 24 * 60 * 60;

/** What a trusted backend may say of a ticket, however it is delivered. */
export const ticketInput = z.object({
  accountId: accountIdInput,
  // A word that is misspelt must not hand a link over that was to be mailed.
  deliver: z.enum(['return', 'mail'], { error: 'invalid_value' }).optional(),
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
