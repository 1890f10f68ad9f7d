import type {
  AccountId,
  AdminSetPasswordResult,
  Call,
  FindAccountsResult,
  IssueTicketResult,
  Limit,
  Policy,
  RequestResetResult,
  Throttle,
} from 'latchkey';
import type { ClientDetails } from '../pages-options.js';

/** What the Auth0 endpoints need of a `PasswordService`, whatever its accounts' ids are. */
export interface Auth0Passwords {
  /** Where it is one of `auth0()`, refusals have the `description` that Auth0's forms display. */
  readonly policy?: Policy | undefined;
  requestReset(
    input: {
      readonly identifier: string;
      readonly link?: string | undefined;
      readonly state?: string | undefined;
    },
    call?: Call,
  ): Promise<RequestResetResult>;
  findAccounts(
    input: { readonly identifier: string } | { readonly accountId: AccountId },
    call?: Call,
  ): Promise<FindAccountsResult>;
  issueTicket(
    input: {
      readonly accountId: AccountId;
      readonly lifetimeSeconds?: number | undefined;
      readonly resultUrl?: string | undefined;
      readonly includeEmailInRedirect?: boolean | undefined;
      readonly markEmailVerified?: boolean | undefined;
    },
    call?: Call,
  ): Promise<IssueTicketResult>;
  adminSetPassword(
    input: { readonly accountId: AccountId; readonly newPassword: string },
    call?: Call,
  ): Promise<AdminSetPasswordResult>;
}

/** One realm, under the name that Auth0's clients know it by. */
export interface Auth0Connection {
  readonly passwords: Auth0Passwords;
  /**
   * Auth0's id of the connection, `con_` and 16 letters or digits, for tickets that name it.
   * @default none: only `user_id` leads to its accounts
   */
  readonly id?: string | undefined;
  /** The name of one of the service's `links.named`, for mails of this connection. */
  readonly link?: string | undefined;
}

/** What a token may be good for, in Auth0's words. */
export type Auth0Scope = 'create:user_tickets' | 'update:users';

/** A backend that asks for tokens: a machine-to-machine application. */
export interface Auth0Client {
  readonly clientId: string;
  /**
   * Thirty-two random characters or more: whoever holds a token can try secrets against it at home.
   * A new secret ends every token that was made with the old one.
   */
  readonly clientSecret: string;
  /** @default both */
  readonly scopes?: readonly Auth0Scope[] | undefined;
}

/** Translates between the ids of the users table and Auth0's `user_id`. */
export interface Auth0UserIds {
  /** The `user_id` of an account: `auth0|…`. */
  userIdOf(accountId: AccountId, connection: string): string;
  /** The account that a `user_id` means, or `null` for none. Whether it exists is looked up. */
  accountIdOf(userId: string, connection: string): AccountId | null;
}

/**
 * Options of the Auth0-compatible endpoints.
 *
 * @typeParam Native - what the host hands along with a request: Express' own request behind
 *   `latchkey/express`, or else the Web-standard `Request` itself
 */
export interface Auth0HandlerOptions<Native = Request> {
  /**
   * Where clients find the endpoints: `https://auth.app.example` for a client whose `domain` is
   * `auth.app.example`. No header of a request has a say.
   */
  readonly publicUrl: string;
  /** The realms by connection name, such as `Username-Password-Authentication`. */
  readonly connections: Readonly<Record<string, Auth0Connection>>;
  /** Who may ask `/oauth/token` for an access token. @default nobody */
  readonly clients?: readonly Auth0Client[] | undefined;
  /** Tokens that the Management API takes as they are, for every scope. @default none */
  readonly bearerTokens?: readonly string[] | undefined;
  /**
   * Says by the host's own means whether a request may use the Management API, in place of
   * `clients` and `bearerTokens`. Whatever it answers but `granted` is a refusal.
   */
  readonly authorize?:
    | ((native: Native, scope: Auth0Scope) => Authorization | Promise<Authorization>)
    | undefined;
  /**
   * What a token may be asked for.
   * @default `https://<host and path of publicUrl>/api/v2/`, as the SDKs send it
   */
  readonly audiences?: readonly string[] | undefined;
  /**
   * Client ids that may come along with a reset or a ticket. They select nothing here.
   * @default any
   */
  readonly applications?: readonly string[] | undefined;
  /** Origins whose pages may ask for a reset (CORS): `https://app.example`. @default none */
  readonly allowedOrigins?: readonly string[] | undefined;
  /**
   * Origins that a `result_url` may have, exactly: `https://app.example`. The pages that the ticket
   * leads to have a list of their own.
   * @default none: a `result_url` is refused
   */
  readonly resultOrigins?: readonly string[] | undefined;
  /**
   * @default an account id is its own `user_id` where it has a prefix already, and gets `auth0|`
   * where it has none
   */
  readonly userIds?: Auth0UserIds | undefined;
  readonly limits?: Partial<Auth0Limits> | undefined;
  /** Counts what `limits` bounds. @default memoryThrottle(), which counts per process */
  readonly throttle?: Throttle | undefined;
  /**
   * Tells the client's address. The host knows its proxies, the handler does not; without this
   * function no header is taken for an address, and the limits of a client are off.
   */
  readonly clientAddress?: ((native: Native) => string | undefined) | undefined;
  /** Tells in words where a request came from and what it was made with, for the mails about it. */
  readonly clientDetails?: ((native: Native) => ClientDetails | undefined) | undefined;
  /**
   * Hears of what answered 5xx: a full line, a lost database, a throw in the host's own functions.
   * The handler itself logs nothing and shows nothing.
   */
  readonly onError?: ((error: unknown, native: Native) => unknown) | undefined;
  /**
   * How long an answer may take before it is a 503, in seconds. What was under way by then may
   * still come to its end.
   * @default 30
   */
  readonly timeoutSeconds?: number | undefined;
  /** @default () => new Date() */
  readonly clock?: (() => Date) | undefined;
}

export type Authorization = 'granted' | 'invalid_token' | 'insufficient_scope';

export interface Auth0Limits {
  /** Reset requests of one client for one address. @default 10 in 10 minutes, as Auth0 */
  readonly resets: Limit;
  /** Wrong secrets and tokens of one client; right ones always pass. @default 100 in 15 minutes */
  readonly failedAuthentications: Limit;
  /** Calls of the Management API by one client or token. @default 3000 in a minute */
  readonly management: Limit;
}
