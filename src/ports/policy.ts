import type { Account } from './account.js';

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

/** What a rule may look at. */
export interface PolicyInput {
  /** The new password, NFC-normalised. */
  readonly password: string;
  /** The account, where it is known: not at sign-up. */
  readonly account: Account | null;
  /**
   * Whether the password matches the present hash or one of the `last - 1` before it. The rule
   * against reuse is the only one that needs it; it costs a hash for each.
   */
  readonly matchesRecent: (last: number) => Promise<boolean>;
  readonly signal: AbortSignal | null;
}

/** One rule. It answers with what is broken, or `null`. */
export interface PolicyRule {
  readonly code: string;
  check(input: PolicyInput): Violation | null | Promise<Violation | null>;
  describe(): RuleDescription | null;
  /** How many passwords, the present one included, the rule needs remembered. */
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
