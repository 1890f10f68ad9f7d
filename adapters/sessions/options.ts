import type { AccountId, CheckSessionResult } from 'latchkey';

/** What is needed of a `PasswordService`. */
export interface SessionChecker<Id extends AccountId = AccountId> {
  readonly realm: string;
  checkSession(session: {
    readonly accountId: Id;
    readonly credentialsVersion: number;
  }): Promise<CheckSessionResult>;
}

export interface SessionsOptions<Id extends AccountId, Data> {
  readonly passwords: SessionChecker<Id>;
  /**
   * Tells whose session it is by the application's own field in it. With it, sessions that carry no
   * stamp count as opened before the account's first change through the library; without it, such
   * a session is nobody's.
   */
  readonly accountId?: ((session: Data) => Id | null | undefined) | undefined;
  /**
   * How long a session lives without a request, where its cookie ends with the browser and only
   * the store's own lifetime ends it. @default 86400, as in connect-redis and connect-pg-simple
   */
  readonly lifetimeSeconds?: number | undefined;
  /** @default () => new Date() */
  readonly clock?: (() => Date) | undefined;
}

/** What `authenticate` answered. Other ways to sign in read the version from the store. */
export interface SignIn<Id extends AccountId> {
  readonly account: { readonly id: Id };
  readonly credentialsVersion: number;
}

/** What `changePassword` answered. */
export interface KeptSession {
  readonly keptSessionId: string | null;
  readonly credentialsVersion: number;
}

export const DAY_SECONDS = 24 * 60 * 60;
