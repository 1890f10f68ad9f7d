import type { ChangeReason, LockReason } from './ports/credential-store.js';

const LOCKS: readonly string[] = [
  'breached',
  'disavowed',
  'disputed',
  'locked',
] satisfies LockReason[];

/** Tells whether a reason locks the password, so that not even who knows it may choose the next. */
export function isLock(reason: ChangeReason | null): reason is LockReason {
  return reason !== null && LOCKS.includes(reason);
}
