import type { SqlOptions } from 'latchkey/sql';
import type { ThrottlePlace } from '../../support/throttle-clients.js';

/** Where the stores are, in words that another process can be handed. */
export interface Place {
  /** A file path or a server's URL. */
  readonly sql: string;
  /** Where tickets and sessions are, if not there as well. */
  readonly redis?: { readonly url: string; readonly keyPrefix: string };
  /** Where all processes count together; each by itself where there is none. */
  readonly throttle?: ThrottlePlace | 'beside the tickets';
  /** What codes are made with. */
  readonly codeKey?: string;
}

interface Timed {
  /** The instant that the process takes for now, in epoch milliseconds. */
  readonly now: number;
}

/** One line of a process's standard input. */
export type Task =
  | ({
      readonly do: 'redeem';
      readonly token: string;
      /** Each is tried, all at once. */
      readonly passwords: readonly string[];
      readonly delayMs?: number;
    } & Timed)
  | ({
      readonly do: 'sign_in';
      readonly identifier: string;
      readonly password: string;
      readonly delayMs: number;
    } & Timed)
  | ({
      readonly do: 'change';
      readonly accountId: string;
      /** Each to the next, one after the other. */
      readonly passwords: readonly string[];
    } & Timed)
  | ({
      readonly do: 'disavow';
      readonly token: string;
      readonly address: string;
      readonly delayMs: number;
    } & Timed)
  | {
      readonly do: 'count_tries';
      readonly attempt: {
        readonly accountKey: string;
        readonly ticketId: string;
        readonly limit: number;
      };
      /** So often, all at once. */
      readonly times: number;
    }
  | ({
      readonly do: 'guess';
      /** In turn, so that each gets as many of the codes. */
      readonly flowIds: readonly string[];
      /** Each is tried, all at once. */
      readonly codes: readonly string[];
    } & Timed)
  | ({ readonly do: 'redeem_forever'; readonly accountId: string } & Timed)
  | { readonly do: 'migrate'; readonly options: SqlOptions };

/** One line of its standard output, by task. */
export interface Answers {
  /** What became of each, in the order of the passwords. */
  readonly redeem: readonly (true | string)[];
  readonly sign_in: SignIn;
  /** What became of each, until one was refused. */
  readonly change: readonly (true | string)[];
  readonly disavow: true | string;
  /** Whether each was admitted, or what was thrown. */
  readonly guess: {
    /** What became of each, in the order of the codes. */
    readonly outcomes: readonly (true | string)[];
    /** The tickets whose codes were looked at, once for each time. */
    readonly looked: readonly string[];
  };
  readonly count_tries: readonly (boolean | string)[];
  /** The loop has no answer: it reports, until it is killed. */
  readonly redeem_forever: never;
  /** `true`, or what was thrown. */
  readonly migrate: true | string;
}

export interface SignIn {
  /** `true`, or the reason of the refusal. */
  readonly outcome: true | string;
  /** What became of the rehash; `none` where there was no need or no right password. */
  readonly rehash: 'none' | 'written' | 'refused';
  /** A session that was opened at once with what the sign-in answered. */
  readonly session: { readonly id: string; readonly version: number } | null;
}

/** What `redeem_forever` reports, each before it goes on. */
export type Report =
  | {
      /** From here on the ticket of this version is being redeemed. */
      readonly at: 'begin';
      readonly version: number;
      readonly token: string;
      readonly sessionId: string;
    }
  /** A store is about to be called; `commit` follows the last call of the transaction. */
  | { readonly at: 'call'; readonly name: string }
  | { readonly at: 'committed' }
  | { readonly at: 'done'; readonly version: number }
  | { readonly at: 'refused'; readonly reason: string };

/** The password that `redeem_forever` gives an account at a version. */
export const passwordAt = (accountId: string, version: number) =>
  `plum orbit ${accountId} v${version} whisper`;
