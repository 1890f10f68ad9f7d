import type { InvalidInput } from 'latchkey';
import { ACCOUNT_KEY, faultOf, type TotpAccount } from './input.js';

/** A change of what an account has enrolled, perhaps as part of something larger. */
export interface TotpChange extends TotpAccount {
  /**
   * The open transaction that the change belongs to, as a library of the database makes it, and as
   * the hooks hand it over: the change commits with it, or not at all. Pass it on wherever
   * `sqlTotpStore` is in the database of that transaction: on SQLite one of its own would wait for
   * this one for ever. Where `sqlTotpStore` is in another database leave it out, since it would look
   * for its tables there. `memoryTotpStore` ignores it. @default one of its own
   */
  readonly transaction?: unknown;
}

/** What may be wrong with further fields: a code, or `null` where nothing is. */
type Faults = Readonly<Record<string, string | null>>;

/** Reads the account and the transaction of a change; `faults` are those of its other fields. */
export function readChange(
  input: unknown,
  faults: Faults = {},
): { readonly ok: true; readonly accountKey: string; readonly tx: unknown } | InvalidInput {
  const { accountKey, transaction } = Object(input) as Partial<TotpChange>;
  const all: Faults = {
    accountKey: faultOf(accountKey, ACCOUNT_KEY),
    ...faults,
    transaction: faultOfTransaction(transaction),
  };
  const issues = Object.entries(all).flatMap(([path, code]) =>
    code === null ? [] : [{ path, code }],
  );
  if (issues.length > 0) return { ok: false, reason: 'invalid_input', issues };
  return { ok: true, accountKey: accountKey as string, tx: transaction ?? undefined };
}

/** Knex and postgres.js hand out functions. What the core takes for one is taken here, too. */
function faultOfTransaction(value: unknown): string | null {
  const fits = value === undefined || typeof value === 'object' || typeof value === 'function';
  return fits ? null : 'invalid_type';
}
