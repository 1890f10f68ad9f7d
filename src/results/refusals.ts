import type { Violation } from '../ports/policy.js';

/** One fault of an operation's input. Never carries the input itself. */
export interface InputIssue {
  /** `newPassword`, `identifier`, … */
  readonly path: string;
  /** `required`, `invalid_type`, `too_long`, `invalid_characters`, … */
  readonly code: string;
}

/** The input was not of the operation's form. No store was called. */
export interface InvalidInput {
  readonly ok: false;
  readonly reason: 'invalid_input';
  readonly issues: readonly InputIssue[];
}

/** Too many tries. Said alike for known and unknown identifiers. */
export interface Throttled {
  readonly ok: false;
  readonly reason: 'throttled';
  readonly retryAfterSeconds: number;
}

/** The new password breaks rules; all of them are listed, and nothing was spent. */
export interface PolicyViolation {
  readonly ok: false;
  readonly reason: 'policy_violation';
  readonly violations: readonly Violation[];
}

export interface Refused<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
}

/**
 * Why a token opens nothing. `token_invalid` is said to everyone; the other three only to a
 * holder of the genuine token.
 */
export type TokenRefusal = Refused<
  'token_invalid' | 'token_expired' | 'token_used' | 'token_superseded'
>;

/** The application's hook refused, for the reason that `code` names. */
export interface Denied extends Refused<'denied'> {
  readonly code: string;
}

/** A second factor must be shown first; `methods` are those that would do. */
export interface SecondFactorRequired extends Refused<'second_factor_required'> {
  readonly methods: readonly string[];
}

/**
 * Why a code opens nothing: `code_invalid` is said to everyone, whether it is wrong, tried too often
 * or of nobody; the reasons of a token only to who gave the right one.
 */
export type CodeRefusal = Refused<'code_invalid'> | TokenRefusal;
