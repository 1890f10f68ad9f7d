import type { IssueTicketInput, MailTicketInput } from '../internal/ticket-input.js';
import type { ListTicketsInput } from '../operations/list-tickets.js';
import type { RevokeTicketsInput } from '../operations/revoke-tickets.js';
import type { AccountId, Call } from '../ports/index.js';
import type * as R from '../results/index.js';

/** For trusted backends and operators: tickets that nobody has asked for, and their end. */
export interface TicketOperations<Id extends AccountId> {
  // Documented at `PasswordService`: of what has two signatures, editors show no tags from here.
  issueTicket(input: MailTicketInput<Id>, call?: Call): Promise<R.MailTicketResult>;
  issueTicket(input: IssueTicketInput<Id>, call?: Call): Promise<R.IssueTicketResult>;

  /**
   * Lists the newest thousand of an account's tickets, newest first, for an operator: nothing in it
   * opens anything. They stay until some time after their expiry (`purgeExpired`). A mail that is
   * still waiting has no ticket yet.
   *
   * @param input `accountId`; `purposes`: only these (default: all)
   * @returns `ok` with the `tickets`: `id`, `purpose`, `state` (`open`, `expired`, `used`,
   * `superseded`), `delivery`, `address`, `issuedAt`, `expiresAt`; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503)
   *
   * @example
   * ```ts
   * const { tickets } = unwrap(await passwords.listTickets({ accountId, purposes: ['invite'] }));
   * const open = tickets.filter(({ state }) => state === 'open');
   * ```
   */
  listTickets(input: ListTicketsInput<Id>, call?: Call): Promise<R.ListTicketsResult>;

  /**
   * Kills open tickets of an account, and the mails that would bring further ones: those that wait,
   * and those that a worker has in hand, which may still arrive with a link that is dead. With
   * `disavow` these are the notices that wait, whatever they tell of.
   *
   * Requests and codes that wait are still worked at, and what the outbox has given up on is not
   * reached. A person may ask for the next link at once: disable the account where that is not wanted.
   *
   * @param input `accountId`; `ticketId`: one out of `listTickets` (default: all of the purposes);
   * `purposes` (default: all, but without a `ticketId` not `disavow`, which lets an owner undo what a
   * thief did)
   * @returns `ok` with how many tickets and waiting mails were `revoked`, tickets among them that had
   * expired unused; or `invalid_input`
   * @throws LatchkeyError `ERR_STORE` (503) where a store fails, or one of tickets elsewhere gives no
   * answer in time: call it again
   *
   * @example
   * ```ts
   * const { revoked } = unwrap(await passwords.revokeTickets({ accountId, purposes: ['invite'] }));
   * ```
   */
  revokeTickets(input: RevokeTicketsInput<Id>, call?: Call): Promise<R.RevokeTicketsResult>;
}
