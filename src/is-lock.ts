import type { ChangeReason, LockReason } from './ports/credential-store.js';

/** Every reason that locks a password, for stores that compare in their own language. */
export const lockReasons = [
  'breached',
  'disavowed',
  'disputed',
  'locked',
] as const satisfies readonly LockReason[];

/** Tells whether a reason locks the password, so that not even who knows it may choose the next. */
export function isLock(reason: ChangeReason | null): reason is LockReason {
  return reason !== null && (lockReasons as readonly string[]).includes(reason);
}
