import { LatchkeyError } from './errors.js';

/**
 * Returns a result's ok side, or throws `ERR_UNWRAPPED` with the reason in its message.
 *
 * @example
 * ```ts
 * const { ticket } = unwrap(await passwords.issueTicket({ accountId }));
 * ```
 */
export function unwrap<Result extends { readonly ok: boolean }>(
  result: Result,
): Extract<Result, { readonly ok: true }> {
  if (result.ok) return result as Extract<Result, { readonly ok: true }>;
  const { reason } = result as unknown as { readonly reason: string };
  throw new LatchkeyError('ERR_UNWRAPPED', `The result is not ok: ${reason}.`, { cause: result });
}
