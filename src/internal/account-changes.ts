import type { AccountChange } from '../ports/index.js';

/** Every change that `accountChanged` tells of. */
export const ACCOUNT_CHANGES = [
  'second_factor_added',
  'second_factor_removed',
  'recovery_codes_replaced',
  'telephone_changed',
  'passkey_added',
  'passkey_removed',
  'provider_linked',
  'provider_unlinked',
  'account_closed',
] as const satisfies readonly AccountChange[];

export function isAccountChange(value: string | null): value is AccountChange {
  return (ACCOUNT_CHANGES as readonly (string | null)[]).includes(value);
}
