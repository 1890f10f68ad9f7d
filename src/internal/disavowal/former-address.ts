import { createHash } from 'node:crypto';
import type { AccountId, ChangeReason, FormerAddress } from '../../ports/index.js';
import type { Core } from '../core.js';
import { normalizeIdentifier } from '../identifier.js';
import { NOTICE_SECONDS } from '../outbox/entry-kinds.js';

/** Which address has the say about an account: none without a hook that puts accounts back. */
export interface Say {
  /** Whether it is this one: the account was moved away from it, or put there for good. */
  has(address: string | null): boolean;
  /**
   * Whether the account was put there by a link that went to it, or by an operator. One that it was
   * only moved to may be a dead mailbox that its owner has left, and a thief knows of.
   */
  isConfirmed(address: string | null): boolean;
}

/** Stands for no address. */
const NOBODY = '';

/**
 * Notes the address that an account is moved away from, in a transaction that holds the account. Of
 * several moves the first one counts, until the account has stood still for as long as anybody can
 * object to a move: a thief who moves it on, or there and back, has not made his own address the one
 * of before. Nobody's say lasts as long, or he would wait for its end, and move it once more.
 */
export async function noteDeparture<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  departure: { readonly accountKey: string; readonly oldAddress: string | null },
  tx: Tx,
): Promise<void> {
  const { credentials, realm } = core.stores;
  const { accountKey, oldAddress } = departure;
  const noted = objectable(core, await credentials.findFormerAddress(accountKey, tx));
  const isFirst = noted === null || same(noted, digestOf(realm, 'confirmed', oldAddress ?? NOBODY));
  // Once it is left, a confirmed address is one of before as any other. No address is none of before,
  // and the one that is put in then has no say after minutes.
  const left =
    oldAddress === null
      ? { digest: digestOf(realm, 'confirmed', NOBODY), address: null }
      : { digest: digestOf(realm, 'left', oldAddress), address: oldAddress };
  const former = { ...(isFirst ? left : noted), leftAt: core.now() };
  await credentials.noteFormerAddress({ accountKey, former }, tx);
}

/**
 * Notes that an account is at the address where it belongs, in a transaction that holds it; with
 * `null`, that no address has the say.
 */
export async function noteConfirmed<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  present: { readonly accountKey: string; readonly address: string | null },
  tx: Tx,
): Promise<void> {
  const { credentials, realm } = core.stores;
  const { accountKey, address } = present;
  const digest = digestOf(realm, 'confirmed', address ?? NOBODY);
  const former = { digest, address: null, leftAt: core.now() };
  await credentials.noteFormerAddress({ accountKey, former }, tx);
}

/**
 * Notes that no address has the say, where what has just ended was a dispute: whoever ended it named
 * none, and a thief's that had it would move the account once more.
 */
export async function noteEndOf<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ended: { readonly accountKey: string; readonly changeRequired: ChangeReason | null },
  tx: Tx,
): Promise<void> {
  const { accountKey, changeRequired } = ended;
  if (changeRequired === 'disputed') await noteConfirmed(core, { accountKey, address: null }, tx);
}

/**
 * Notes that an account is at the address where it belongs, where that one has the say and a link which
 * was mailed to it has led back in: notices that went to any other do nothing from now on.
 */
export async function noteLedBack<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  back: { readonly accountKey: string; readonly address: string | null },
  tx: Tx,
): Promise<void> {
  const say = await readSay(core, back.accountKey, tx);
  if (say.has(back.address)) await noteConfirmed(core, back, tx);
}

/** Reads the note. */
export async function readSay<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  tx?: Tx,
): Promise<Say> {
  const { credentials, realm } = core.stores;
  const noted =
    core.hooks.onAddressDisavowal === undefined
      ? null
      : objectable(core, await credentials.findFormerAddress(accountKey, tx));
  const is = (how: 'left' | 'confirmed', address: string | null) =>
    noted !== null && address !== null && same(noted, digestOf(realm, how, address));
  return {
    has: (address) => is('left', address) || is('confirmed', address),
    isConfirmed: (address) => is('confirmed', address),
  };
}

/**
 * The address that an account was moved away from, byte for byte, for as long as it has the say or
 * would have it with the hook. Its reader is told of what becomes of the account: her link of the
 * move may be dead by then, or that move was her own.
 */
export async function findFormerReader<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<string | null> {
  const { credentials, realm } = core.stores;
  const noted = objectable(core, await credentials.findFormerAddress(accountKey));
  if (noted === null || noted.address === null) return null;
  // Processes of the release before note the digest of another one, and leave the address as it is.
  return same(noted, digestOf(realm, 'left', noted.address)) ? noted.address : null;
}

/** Since when accounts were moved whose move anybody can object to. */
export function objectableSince<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
): Date {
  // A notice goes out within 72 hours, and its link is good for 72 hours from then.
  const seconds = NOTICE_SECONDS + core.settings.lifetimeSeconds.disavow;
  return new Date(core.now().getTime() - seconds * 1000);
}

/** A note, as long as anybody can object to what it is about. */
function objectable<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  noted: FormerAddress | null,
): FormerAddress | null {
  return noted !== null && noted.leftAt > objectableSince(core) ? noted : null;
}

function same({ digest }: FormerAddress, other: Buffer): boolean {
  return Buffer.from(digest).equals(other);
}

/** Two digests of one address, so that the note needs no further column to tell which it is. */
function digestOf(realm: string, how: 'left' | 'confirmed', address: string): Buffer {
  return createHash('sha256')
    .update(`latchkey address ${how}\0${realm}\0${normalizeIdentifier(address)}`)
    .digest();
}
