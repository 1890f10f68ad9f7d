import type { AccountId, LeasedEntry, LinkMail, StoredAccount } from '../../ports/index.js';
import type { Core } from '../core.js';
import { publicAccount } from '../public-account.js';
import type { Candidate } from './candidate-desk.js';
import type { Handled } from './handler.js';
import { localeOf, mailContextOf, textOf } from './payload.js';

/**
 * Mails a candidate's link. Once the mail is accepted the candidate is promoted, in the transaction
 * that removes the entry; that supersedes the earlier links of its purpose.
 */
export async function sendLink<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  sending: {
    readonly entry: LeasedEntry;
    readonly account: StoredAccount<Id, Extra>;
    readonly candidate: Candidate;
    readonly kind: LinkMail['kind'];
  },
): Promise<Handled<Tx>> {
  const { entry, account, candidate, kind } = sending;
  const { ticket, token } = candidate;
  const { stores } = core;
  const { purpose, accountKey, expiresAt } = ticket;
  const locale = localeOf(entry, account);
  await core.sendMail({
    kind,
    // The link's own id: a mailbox that drops repeated ids must not drop a newer link.
    id: ticket.id,
    // And what it shares with the link that another worker mints for the same entry.
    threadId: entry.id,
    to: account.email as string,
    locale,
    context: mailContextOf(entry),
    account: publicAccount(account),
    purpose,
    url: core.links.build({ token, purpose, name: textOf(entry, 'link'), locale }),
    expiresAt,
    lifetimeSeconds: candidate.lifetimeSeconds,
  });
  return {
    mailed: true,
    settle: async (tx) => {
      const { version } = await stores.credentials.read(accountKey, tx);
      await stores.tickets.promote({ ticket, credentialsVersion: version }, tx);
    },
  };
}
