import type {
  AccountId,
  AdminSetPasswordInput,
  AdminSetPasswordResult,
  Call,
  FindAccountsInput,
  FindAccountsResult,
  IssueTicketInput,
  IssueTicketResult,
  ListTicketsInput,
  ListTicketsResult,
  LockInput,
  LockResult,
  MailTicketInput,
  MailTicketResult,
  Policy,
  Refused,
  RequestResetInput,
  RequestResetResult,
  RequireChangeInput,
  RequireChangeResult,
  RevokeSessionsInput,
  RevokeSessionsResult,
  RevokeTicketsInput,
  RevokeTicketsResult,
  Throttled,
  UnlockInput,
  UnlockResult,
  VerifyPasswordInput,
  VerifyPasswordResult,
} from 'latchkey';
import * as z from 'zod';
import { type PagesOptions, pagesOptionsSchema } from '../pages-options.js';

/** What the administrator's page needs of a `PasswordService`. */
export interface AdminPasswords<Id extends AccountId = AccountId> {
  readonly policy: Pick<Policy, 'describe'>;
  /** Without a store of sessions there is no form that ends them. */
  readonly hasSessionStore: boolean;
  findAccounts(input: FindAccountsInput<Id>, call?: Call): Promise<FindAccountsResult<Id>>;
  verifyPassword(input: VerifyPasswordInput<Id>, call?: Call): Promise<VerifyPasswordResult>;
  adminSetPassword(
    input: AdminSetPasswordInput<Id>,
    call?: Call,
  ): Promise<AdminSetPasswordResult<Id>>;
  requireChange(input: RequireChangeInput<Id>, call?: Call): Promise<RequireChangeResult>;
  requestReset(input: RequestResetInput<Id>, call?: Call): Promise<RequestResetResult>;
  issueTicket(input: MailTicketInput<Id>, call?: Call): Promise<MailTicketResult>;
  issueTicket(input: IssueTicketInput<Id>, call?: Call): Promise<IssueTicketResult>;
  listTickets(input: ListTicketsInput<Id>, call?: Call): Promise<ListTicketsResult>;
  revokeTickets(input: RevokeTicketsInput<Id>, call?: Call): Promise<RevokeTicketsResult>;
  lock(input: LockInput<Id>, call?: Call): Promise<LockResult>;
  unlock(input: UnlockInput<Id>, call?: Call): Promise<UnlockResult>;
  revokeSessions(input: RevokeSessionsInput<Id>, call?: Call): Promise<RevokeSessionsResult>;
}

/** Who administers, as the host's own session tells. */
export interface Administrator<Id extends AccountId = AccountId> {
  readonly accountId: Id;
  /** What every event of what is done here names. @default `admin:` and the account's id */
  readonly actor?: string | undefined;
}

export type Reauthentication = { readonly ok: true } | Throttled | Refused<'wrong_password'>;

/** Options of the administrator's page. */
export interface AdminHandlerOptions<Id extends AccountId = AccountId, Native = Request>
  extends PagesOptions<Native> {
  /** One realm. An application with several mounts one page for each. */
  readonly passwords: AdminPasswords<Id>;
  /**
   * Tells who administers, from the host's own session; never from a field or a header that a
   * client can set. `null`, for who is not signed in and for who is no administrator alike, is
   * answered 403 before a body is read or a store is asked.
   */
  readonly authorizeAdmin: (
    native: Native,
  ) => Administrator<Id> | null | Promise<Administrator<Id> | null>;
  /**
   * Makes sure, before every change, that it is the administrator who sits there: a session alone
   * must not be enough (ASVS 7.5.1). `password` is never empty, and whatever else was typed. A
   * function of the host's own counts its failures itself; the default counts them per account,
   * ten in 15 minutes.
   *
   * @default `passwords.verifyPassword` of the administrator's own account
   */
  readonly reauthenticate?:
    | ((
        admin: Administrator<Id>,
        password: string,
        native: Native,
      ) => Reauthentication | Promise<Reauthentication>)
    | undefined;
}

export const adminOptionsSchema = pagesOptionsSchema.extend({
  authorizeAdmin: z.instanceof(Function, { error: 'must be a function' }),
  reauthenticate: z.instanceof(Function, { error: 'must be a function' }).optional(),
});
