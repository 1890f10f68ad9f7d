import { unwrap } from 'latchkey';
import { disavowTokenIn, lastNotice } from '../../../support/notices.js';
import type { AdminApp } from './admin-app.js';

/** Moves an account, and tells of it as an application does. */
export async function move(app: AdminApp, accountId: string, email: string): Promise<void> {
  const oldAddress = (await app.stores.accounts.get(accountId))?.email ?? null;
  await app.stores.accounts.update(accountId, { email });
  unwrap(await app.passwords.addressChanged({ accountId, oldAddress }));
}

/** The token of the newest notice with a link that went to an address. */
export async function noticeTo(app: AdminApp, address: string): Promise<string> {
  await app.passwords.drainOutbox();
  return disavowTokenIn(lastNotice(app, address));
}

/**
 * A thief moves an account to an address of his own, and who reads the one of before says that it was
 * not her. He has a notice with a link as well, of what he has added there.
 */
export async function bringIntoDispute(
  app: AdminApp,
  accountId: string,
  thiefs: string,
): Promise<void> {
  const address = (await app.stores.accounts.get(accountId))?.email ?? '';
  await move(app, accountId, thiefs);
  unwrap(await app.passwords.accountChanged({ accountId, change: 'passkey_added' }));
  unwrap(await app.passwords.disavowChange({ token: await noticeTo(app, address), address }));
}
