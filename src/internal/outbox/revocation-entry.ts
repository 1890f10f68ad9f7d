import type { NewOutboxEntry } from '../../ports/index.js';
import { after, type Clocked, entry } from './entry.js';

/** How long a revocation that is also tried straight after the commit waits for that try. */
const REVOCATION_GRACE_SECONDS = 60;

/** Ends sessions in a store that could not join the transaction, as often as it takes. */
export function sessionRevocation(
  core: Clocked,
  revocation: {
    readonly accountKey: string;
    readonly belowVersion: number;
  },
): NewOutboxEntry {
  return entry(core, 'session_revocation', {
    accountKey: revocation.accountKey,
    dueAt: after(core.now(), REVOCATION_GRACE_SECONDS),
    payload: { belowVersion: revocation.belowVersion },
  });
}
