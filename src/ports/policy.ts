import type { Account } from './account.js';
import type { ChangeCause } from './hooks.js';

/** One broken rule. */
export interface Violation {
  /** Stable, `snake_case`, for programs and translations. */
  readonly code: string;
  /** Data for a message of one's own: `{ min: 15, actual: 9 }`. Never the password. */
  readonly params: Readonly<Record<string, string | number | boolean>>;
  /** English, for people. */
  readonly message: string;
}

/** A hint for a form, shown before anything is typed. */
export interface RuleDescription {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
  readonly message: string;
}

/**
 * Why a password is looked at: on its way into the table (`reset` by a link, `change`, `initial`,
 * `direct_set`, `forced_change`, `sign_up`), for a form that asks in between (`validation`), or as
 * one that has just signed in (`sign_in`).
 */
export type PolicyOccasion = ChangeCause | 'forced_change' | 'sign_up' | 'validation' | 'sign_in';

/** How far back a password counts as used. */
export interface RecentReach {
  /** How many passwords, the present one included. */
  readonly last: number;
  /** Leaves out those that were replaced earlier than this; the present one always counts. */
  readonly withinDays?: number;
}

/** What a rule may look at. */
export interface PolicyInput {
  /** The new password, NFC-normalised. */
  readonly password: string;
  /** The account, where it is known: not at sign-up. */
  readonly account: Account | null;
  readonly occasion: PolicyOccasion;
  readonly now: Date;
  /** When the account's password was last set, or locked, through the library; `null` where unknown. */
  readonly changedAt: Date | null;
  /**
   * Whether the password matches the present hash or one of those before it. The rule against reuse
   * is the only one that needs it; it costs a hash for each.
   */
  readonly matchesRecent: (reach: RecentReach) => Promise<boolean>;
  /**
   * Tells the operator, as the event `policy.rule_skipped`, that a rule let the password through
   * without having judged it, because a service of its own is down.
   *
   * @param cause - a code such as `timeout`; never a text that may quote the password
   */
  readonly tellSkipped: (rule: string, cause: string) => void;
  readonly signal: AbortSignal | null;
}

/** One rule. It answers with what is broken, or `null`. */
export interface PolicyRule {
  readonly code: string;
  check(input: PolicyInput): Violation | null | Promise<Violation | null>;
  describe(): RuleDescription | null;
  /** How many passwords, the present one included, the rule needs remembered: 50 at most. */
  readonly remembers?: number;
  /** Expensive rules run only when all others are content. @default false */
  readonly expensive?: boolean;
}

/** A policy is a value: rules, all of whose violations are collected. */
export interface Policy {
  readonly rules: readonly PolicyRule[];
  readonly remembers: number;
  check(input: PolicyInput): Promise<Violation[]>;
  /** Hints for a form, in the order of the rules. */
  describe(): RuleDescription[];
}
