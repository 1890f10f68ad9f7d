import { createHash } from 'node:crypto';
import type { AccountId, FormerAddress } from '../ports/index.js';
import type { Core } from './core.js';
import { normalizeIdentifier } from './identifier.js';
import { NOTICE_SECONDS } from './outbox/entries.js';

/**
 * Notes the address that an account is moved away from, in a transaction that holds the account. Of
 * several moves the first one counts, until the account has stood still for as long as anybody can
 * object to a move: a thief who moves it on, or there and back, has not made his own address the one
 * of before.
 */
export async function noteDeparture<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  departure: { readonly accountKey: string; readonly oldAddress: string },
  tx: Tx,
): Promise<void> {
  const { credentials, realm } = core.stores;
  const { accountKey, oldAddress } = departure;
  const noted = objectable(core, await credentials.findFormerAddress(accountKey, tx));
  const digest = noted?.digest ?? digestOf(realm, oldAddress);
  const former = { digest, leftAt: core.now() };
  await credentials.noteFormerAddress({ accountKey, former }, tx);
}

/**
 * Notes that an account is where it belongs, in a transaction that holds it: an operator has said
 * so. No notice of before moves it any more, nor puts it in dispute.
 */
export async function notePresent<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  present: { readonly accountKey: string; readonly address: string | null },
  tx: Tx,
): Promise<void> {
  const { credentials, realm } = core.stores;
  const { accountKey, address } = present;
  const former = { digest: digestOf(realm, address ?? ''), leftAt: core.now() };
  await credentials.noteFormerAddress({ accountKey, former }, tx);
}

/**
 * Reads the note, and resolves to what tells whether an address is the one in it, and so has the say.
 * None has without a hook that puts accounts back.
 */
export async function addressWithTheSay<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  tx?: Tx,
): Promise<(address: string | null) => boolean> {
  if (core.hooks.onAddressDisavowal === undefined) return () => false;
  const { credentials, realm } = core.stores;
  const noted = objectable(core, await credentials.findFormerAddress(accountKey, tx));
  if (noted === null) return () => false;
  const former = Buffer.from(noted.digest);
  return (address) => address !== null && former.equals(digestOf(realm, address));
}

/**
 * A note, as long as anybody can object to what it is about: a notice goes out within 72 hours, and
 * its link is good for 72 hours from then.
 */
function objectable<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  noted: FormerAddress | null,
): FormerAddress | null {
  if (noted === null) return null;
  const forMs = (NOTICE_SECONDS + core.settings.lifetimeSeconds.disavow) * 1000;
  return core.now().getTime() - noted.leftAt.getTime() < forMs ? noted : null;
}

function digestOf(realm: string, address: string): Buffer {
  return createHash('sha256')
    .update(`latchkey former address\0${realm}\0${normalizeIdentifier(address)}`)
    .digest();
}
