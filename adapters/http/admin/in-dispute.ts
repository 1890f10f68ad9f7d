import type { AccountRecord } from 'latchkey';
import type { AdminAction } from '../pages/admin/props.js';

/**
 * What is refused in a dispute, since it would end the lock and say nothing of whose address the
 * account is at: that may be a thief's, and "forgot password" would mail him a link there. On the
 * page, in a form that was opened before the dispute, and as JSON alike. Code that knows better calls
 * the service.
 */
const UNDECIDED: ReadonlySet<AdminAction> = new Set<AdminAction>([
  'setPassword',
  // Whoever it is handed to sets a password.
  'ticketLink',
  // Goes to that very address, and would confirm it.
  'sendInvitation',
  // The password may be the thief's as well.
  'unlock',
  // Ends nothing; but the page would say that a mail is on its way, and in a dispute there is none.
  'sendReset',
]);

export function isRefusedInDispute(
  action: AdminAction,
  { changeRequired }: Pick<AccountRecord, 'changeRequired'>,
): boolean {
  return changeRequired === 'disputed' && UNDECIDED.has(action);
}
