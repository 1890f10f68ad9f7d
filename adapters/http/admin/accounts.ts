import type { AccountId, AccountRecord, Call } from 'latchkey';
import type { ShownAccount } from '../pages/admin/props.js';
import type { AdminPasswords } from './options.js';

/**
 * Finds the account of a key off the wire. Keys are the ids as text; the service looks an id up
 * by its text, whatever its native type is, and the account that comes back has the native one.
 */
export async function accountOf<Id extends AccountId>(
  passwords: AdminPasswords<Id>,
  accountKey: unknown,
  call: Call,
): Promise<AccountRecord<Id> | null> {
  const result = await passwords.findAccounts({ accountId: accountKey as Id }, call);
  if (!result.ok) return null;
  return result.accounts.find(({ id }) => String(id) === accountKey) ?? null;
}

/** Finds what an administrator may have meant: accounts of that address, and the one of that id. */
export async function search<Id extends AccountId>(
  passwords: AdminPasswords<Id>,
  typed: string,
  call: Call,
): Promise<readonly AccountRecord<Id>[]> {
  const ofAddress = await passwords.findAccounts({ identifier: typed }, call);
  const ofId = await accountOf(passwords, typed.trim(), call);
  const accounts = ofAddress.ok ? [...ofAddress.accounts] : [];
  if (ofId !== null && !accounts.some(({ id }) => id === ofId.id)) accounts.push(ofId);
  return accounts;
}

/** An account as the page and the JSON API show it: field by field (attack 60). */
export function shownAccount(account: AccountRecord): ShownAccount {
  return {
    accountKey: String(account.id),
    email: account.email,
    emailVerified: account.emailVerified,
    enabled: account.enabled,
    identityProvider: account.identityProvider,
    hasPassword: account.hasPassword,
    displayName: account.displayName,
    passwordChangedAt: account.passwordChangedAt,
    changeRequired: account.changeRequired,
    credentialsVersion: account.credentialsVersion,
  };
}
