import { LatchkeyError } from '../../../errors.js';
import type { AccountId, LeasedEntry, StoredAccount } from '../../../ports/index.js';
import { decoyTicket, type MintedCode } from '../../../tickets/index.js';
import type { Channel, Core } from '../../core.js';
import { publicAccount } from '../../public-account.js';
import { findCodeOf, mintCodeFor } from '../code-of-entry.js';
import type { Handler } from '../handler.js';
import { localeOf, mailContextOf, textOf } from '../payload.js';
import { secondsLeft } from '../seconds-left.js';
import { takesCode } from '../takes-code.js';

const DIGEST_BYTES = 32;

/**
 * Sends one account its code, for the flow that asked for it; and where no code may be sent, puts a
 * decoy in its place, so that typing one tells nothing. The code is made here and now, out of the
 * key and the entry: it is stored nowhere, and sent again after a failure it is the same.
 */
export const handleResetCode: Handler = async (core, entry) => {
  const flowDigest = Buffer.from(textOf(entry, 'flow') ?? '', 'base64url');
  if (flowDigest.byteLength !== DIGEST_BYTES) return {};
  // For a decoy as well: what a worker cannot do must not show either.
  if (core.codeKeys.length === 0)
    throw new LatchkeyError('ERR_INVALID_OPTION', 'To send codes a worker needs "keys", too.');
  const addressee = await findAddressee(core, entry);
  const minted = await settleFlow(core, { entry, flowDigest, addressee });
  if (addressee === null || minted === null) return {};

  const { account, channel, to } = addressee;
  const { ticket, code } = minted;
  await channel.send({
    kind: 'reset_code',
    id: ticket.id,
    channel: textOf(entry, 'channel') ?? '',
    to,
    locale: localeOf(entry, account),
    context: mailContextOf(entry),
    account: publicAccount(account),
    purpose: ticket.purpose,
    code,
    expiresAt: ticket.expiresAt,
    lifetimeSeconds: secondsLeft(ticket, core.now()),
  });
  return { mailed: true };
};

interface Addressee<Id extends AccountId, Extra extends object> {
  readonly account: StoredAccount<Id, Extra>;
  readonly accountKey: string;
  readonly channel: Channel<Id, Extra>;
  /** Where the channel reaches the account's owner. */
  readonly to: string;
}

/** Finds who gets the code, as the account is now; its address may have changed since the request. */
async function findAddressee<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  entry: LeasedEntry,
): Promise<Addressee<Id, Extra> | null> {
  const { accountKey } = entry;
  const channel = core.channels.get(textOf(entry, 'channel') ?? '');
  if (accountKey === null || channel === undefined) return null;
  const account = await core.stores.users.findByKey(accountKey);
  if (account === null || account.email !== textOf(entry, 'address')) return null;
  if (!takesCode(core, account)) return null;
  const to: unknown = channel.recipient(publicAccount(account));
  return typeof to === 'string' && to !== '' ? { account, accountKey, channel, to } : null;
}

/**
 * Sees to it that the flow has a ticket, and resolves to its code where one is to be sent: minted
 * now, or by an earlier try of the entry.
 */
async function settleFlow<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  flow: {
    readonly entry: LeasedEntry;
    readonly flowDigest: Uint8Array;
    readonly addressee: Addressee<Id, Extra> | null;
  },
): Promise<MintedCode | null> {
  const { entry, flowDigest, addressee } = flow;
  const { tickets, realm } = core.stores;
  const present = await tickets.findByDigest(flowDigest);
  // A decoy is no entry's.
  if (present !== null)
    return addressee !== null && present.entryId === entry.id
      ? findCodeOf(core, present, { ...addressee, entry, flowDigest })
      : null;
  const minted =
    addressee === null ? null : await mintCodeFor(core, { ...addressee, entry, flowDigest });
  if (minted === null)
    await tickets.insert({
      digest: flowDigest,
      ticket: decoyTicket(
        { realm, lifetimeSeconds: core.settings.codes.lifetimeSeconds },
        { now: core.now(), newId: core.newId, random: core.random },
      ),
    });
  return minted;
}
