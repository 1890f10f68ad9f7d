import type { Core } from '../internal/core.js';
import type { AccountId, GivenUpEntry } from '../ports/index.js';

const USUAL = 100;
const MOST = 1000;

/** Refuses no limit: what is none, or too many, is brought within bounds. */
export async function listGivenUp<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  query: { readonly limit?: number } | undefined,
): Promise<GivenUpEntry[]> {
  const limit = Math.trunc(Number(query?.limit ?? USUAL));
  return core.stores.outbox.listGivenUp({
    limit: Math.min(Math.max(Number.isNaN(limit) ? USUAL : limit, 1), MOST),
  });
}
