import type { StoredAccount } from '../ports/index.js';
import { normalizeIdentifier } from './identifier.js';

/** Whether an account has this address, however it is spelled. */
export function isAt({ email }: Pick<StoredAccount, 'email'>, address: string | null): boolean {
  return normalizeIdentifier(email ?? '') === normalizeIdentifier(address ?? '');
}
