import type { AccountId, CallContext, StoredAccount, TicketPurpose } from '../ports/index.js';
import type { IssuedTicket } from '../results/index.js';
import { mintTicket } from '../tickets/index.js';
import type { Core } from './core.js';
import { withSecrets } from './redact.js';

/**
 * Makes a ticket whose link goes to the caller instead of into a mail. `url` and `token` can be
 * read by name, and print and serialise as `[redacted]`.
 */
export async function handOverTicket<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  making: {
    readonly accountKey: string;
    readonly account: StoredAccount<Id, Extra>;
    readonly credentialsVersion: number;
    readonly purpose: TicketPurpose;
    readonly lifetimeSeconds?: number | undefined;
    readonly resultUrl?: string | undefined;
    readonly includeEmailInRedirect?: boolean | undefined;
    readonly clientState?: string | undefined;
    readonly markEmailVerified?: boolean | undefined;
    readonly signal: AbortSignal | null;
    readonly context: CallContext;
  },
): Promise<IssuedTicket> {
  const { accountKey, account, purpose, signal, context, ...rest } = making;
  const { ticket, token, digest } = mintTicket(
    {
      ...rest,
      realm: core.stores.realm,
      accountKey,
      account,
      purpose,
      state: 'live',
      lifetimeSeconds: rest.lifetimeSeconds ?? core.settings.lifetimeSeconds[purpose],
    },
    { now: core.now(), newId: core.newId, random: core.random },
  );
  const url = core.links.build({ token, purpose, name: null, locale: account.locale });
  signal?.throwIfAborted();
  await core.stores.tickets.insert({ ticket, digest });
  core.emit({ type: 'ticket.issued', accountKey, ticketId: ticket.id, purpose }, context);
  return withSecrets({ purpose, expiresAt: ticket.expiresAt }, { url, token });
}
