import type { AccountId } from '../ports/index.js';
import type { Core } from './core.js';

/** How long a person who waits for the answer is made to wait for a store elsewhere. */
const PATIENCE_SECONDS = 5;

/** The same, where mails may take even less. */
export function patienceSeconds<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
): number {
  return Math.min(core.settings.mailTimeoutSeconds, PATIENCE_SECONDS);
}
