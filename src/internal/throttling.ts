import { createHash } from 'node:crypto';
import type { AccountChange, AccountId, CallContext, ChangeCause } from '../ports/index.js';
import type { Throttled } from '../results/index.js';
import { clientKey } from '../throttle/index.js';
import { type Admission, admit, type Counter, succeed } from './admission.js';
import type { Core } from './core.js';
import { normalizeIdentifier } from './identifier.js';

/** Keys hold a digest of the identifier, never the identifier: a throttle store may be shared. */
function hashed(identifier: string): string {
  return createHash('sha256').update(normalizeIdentifier(identifier)).digest('base64url');
}

/** Of an account's key or a ticket's id, which are compared as they are: `Ann` is not `ann` there. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Counts a reset request by client. Without a client's address this limit is off. */
export function admitRequest<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  context: CallContext,
): Promise<Admission | Throttled> {
  const client = clientOf(core, context);
  const limit = core.settings.limits.requestsPerClient;
  return admit(
    core,
    client === null ? [] : [{ key: `request:client:${client}`, limit, onSuccess: 'keep' }],
  );
}

/**
 * Counts a sign-in by client, by identifier, and by both. The pair's limit is the tight one; the
 * identifier's own is NIST's ceiling of 100, so that a stranger who fails on purpose does not
 * lock the owner out from elsewhere. Known and unknown identifiers count alike (attack 38).
 */
export function admitSignIn<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  identifier: string,
  context: CallContext,
): Promise<Admission | Throttled> {
  return admit(core, signInCounters(core, identifier, context));
}

function signInCounters<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  identifier: string,
  context: CallContext,
): readonly Counter[] {
  const { limits } = core.settings;
  const client = clientOf(core, context);
  const counters = pairAndWhole(core, ['sign_in', 'identifier', hashed(identifier)], client);
  if (client === null) return counters;
  // The client first: one that is turned away must not fill the store with further keys, until
  // the counters of its victims have to make room.
  const key = `sign_in:client:${client}`;
  return [{ key, limit: limits.signInsPerClient, onSuccess: 'refund' }, ...counters];
}

/**
 * Counts a ticket of a forced change, within the limits of sign-ins: each right password clears the
 * counts of those. None supersedes another, and the client's own limit comes first, so that a thief
 * who knows the password does not keep the owner from the change.
 */
export function admitForcedChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  context: CallContext,
): Promise<Admission | Throttled> {
  return admit(core, forcedChangeCounters(core, accountKey, context));
}

function forcedChangeCounters<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
  context: CallContext,
): readonly Counter[] {
  const client = clientOf(core, context);
  return pairAndWhole(core, ['forced_change', 'account', digestOf(accountKey)], client);
}

/** What counts by whose password is tried: from one client, and from all of them. */
function pairAndWhole<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  [what, whose, who]: readonly [what: string, whose: string, who: string],
  client: string | null,
): readonly Counter[] {
  const { signInsPerIdentifier, signInsPerIdentifierAndClient } = core.settings.limits;
  const whole: Counter = {
    key: `${what}:${whose}:${who}`,
    limit: signInsPerIdentifier,
    onSuccess: 'clear',
  };
  if (client === null) return [whole];
  const pair: Counter = {
    key: `${what}:pair:${who}:${client}`,
    limit: signInsPerIdentifierAndClient,
    onSuccess: 'clear',
  };
  return [pair, whole];
}

/** Counts a check of the current password by a signed-in account. */
export function admitPasswordCheck<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<Admission | Throttled> {
  return admit(core, [checkCounter(core, accountKey)]);
}

function checkCounter<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Counter {
  const limit = core.settings.limits.checksPerAccount;
  return { key: `check:account:${digestOf(accountKey)}`, limit, onSuccess: 'clear' };
}

/** Counts a try of an account's second factor, whichever ticket it is tried with. */
export function admitSecondFactor<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<Admission | Throttled> {
  const limit = core.settings.limits.secondFactorPerAccount;
  const key = `second_factor:account:${digestOf(accountKey)}`;
  return admit(core, [{ key, limit, onSuccess: 'clear' }]);
}

/**
 * Counts a try of a code by client, and by whose flow it is typed into, known or not. A further
 * request begins no new count (attack 29; NIST SP 800-63B-4 3.1.3.2), and the right code takes its
 * own try back only.
 */
export function admitCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  who: string,
  context: CallContext,
): Promise<Admission | Throttled> {
  const { limits } = core.settings;
  const client = clientOf(core, context);
  const ofIdentifier: Counter = {
    key: `code:identifier:${who}`,
    limit: limits.codeTriesPerIdentifier,
    onSuccess: 'refund',
  };
  if (client === null) return admit(core, [ofIdentifier]);
  const ofClient: Counter = {
    key: `code:client:${client}`,
    limit: limits.signInsPerClient,
    onSuccess: 'refund',
  };
  return admit(core, [ofClient, ofIdentifier]);
}

interface CountedNotice {
  readonly accountKey: string;
  readonly reader: string;
  /** Whether it is of a move from elsewhere, and told to who reads the address of before as well. */
  readonly isCopy: boolean;
}

/**
 * Counts a notice of a change of address by its reader: two addresses can be toggled between. The
 * first three about an account count for nothing, or whoever toggles an account of his own would
 * silence what its reader has to be told of hers. Of its further moves, elsewhere, the first one does,
 * and the rest use up nothing of what is told of moves away from her.
 */
export function countAddressNotice<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  about: CountedNotice,
): Promise<Admission | Throttled> {
  const key = `address_notice:${about.isCopy ? 'copies' : 'reader'}:${hashed(about.reader)}`;
  const limit = core.settings.limits.addressNoticesPerReader;
  return admitBesidesFirst(core, freeAddressNotices(core, about), { key, limit });
}

/**
 * Forgets the notices of moves that its reader has undone by them: a session that some server still
 * takes may move the account again, and that has to be told as the first one was.
 */
export async function forgetAddressNotices<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  about: { readonly accountKey: string; readonly reader: string },
): Promise<void> {
  const free = [false, true].map((isCopy) => freeAddressNotices(core, { ...about, isCopy }));
  await succeed(
    core,
    free.map((counted) => ({ ...counted, onSuccess: 'clear' })),
  );
}

/**
 * What counts for nothing: three moves of an account away from an address, and one of its moves after
 * that, since the link in the notice of it undoes all later ones.
 */
function freeAddressNotices<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  about: CountedNotice,
): Counted {
  const [kind, points] = about.isCopy ? ['further', 1] : ['first', 3];
  const key = `address_notice:${kind}:${digestOf(about.accountKey)}:${hashed(about.reader)}`;
  return { key, limit: { ...core.settings.limits.addressNoticesPerReader, points } };
}

/**
 * Counts a notice of another change of an account by its reader, so that a thief who has put his own
 * address in for a while uses up nothing of hers; what she is told of meanwhile is counted by itself.
 * The first one of each kind counts for nothing: who adds and removes a passkey all day must not silence
 * what is told of a second factor.
 */
export function countAccountNotice<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  about: CountedNotice & { readonly change: AccountChange },
): Promise<Admission | Throttled> {
  const which = `${digestOf(about.accountKey)}:${hashed(about.reader)}`;
  const kind = about.isCopy ? 'account_copy' : 'account_notice';
  const limit = core.settings.limits.accountNoticesPerAccount;
  return admitBesidesFirst(
    core,
    { key: `${kind}:first:${which}:${about.change}`, limit: { ...limit, points: 1 } },
    { key: `${kind}:account:${which}`, limit },
  );
}

/** A counter that no success touches. */
type Counted = Omit<Counter, 'onSuccess'>;

async function admitBesidesFirst<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  first: Counted,
  further: Counted,
): Promise<Admission | Throttled> {
  const admitted = await admit(core, [{ ...first, onSuccess: 'keep' }]);
  return admitted.ok ? admitted : admit(core, [{ ...further, onSuccess: 'keep' }]);
}

/**
 * Counts a change of an account's password by whoever knows the current one. Each makes a hash, a
 * mail, and a ticket that lives for days.
 */
export function admitChange<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Promise<Admission | Throttled> {
  return admit(core, [changeCounter(core, accountKey)]);
}

function changeCounter<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  accountKey: string,
): Counter {
  const limit = core.settings.limits.changesPerAccount;
  return { key: `change:account:${digestOf(accountKey)}`, limit, onSuccess: 'keep' };
}

/**
 * Counts an address that is typed beside a link to disavow a change. By link and not by account: a
 * thief who has a link of his own must not use up what the owner has.
 */
export function admitDisavowal<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  ticketId: string,
): Promise<Admission | Throttled> {
  const limit = core.settings.limits.disavowalsPerLink;
  return admit(core, [{ key: `disavowal:link:${digestOf(ticketId)}`, limit, onSuccess: 'clear' }]);
}

/** Counts a mail that mints nothing (the provider's name, an unknown address) by its reader. */
export function countPlainMail<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  reader: string,
): Promise<Admission | Throttled> {
  const limit = core.settings.limits.mailsPerAccount;
  return admit(core, [{ key: `mail:reader:${hashed(reader)}`, limit, onSuccess: 'keep' }]);
}

/**
 * Forgets the failures of an account whose password has just changed: who failed ten times, reset
 * the password and comes back with it must not be turned away for the old ones. Failures of other
 * clients keep counting against those.
 */
export async function forgetFailures<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  account: { readonly accountKey: string; readonly email: string | null },
  cause: ChangeCause,
  context: CallContext,
): Promise<void> {
  const counters = [
    checkCounter(core, account.accountKey),
    ...forcedChangeCounters(core, account.accountKey, context),
  ];
  // What a thief changed with a session is not held against the owner who is back by a link.
  if (cause !== 'change')
    counters.push({ ...changeCounter(core, account.accountKey), onSuccess: 'clear' });
  if (account.email !== null) counters.push(...signInCounters(core, account.email, context));
  await succeed(
    core,
    counters.filter(({ onSuccess }) => onSuccess === 'clear'),
  );
}

function clientOf<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  context: CallContext,
): string | null {
  if (context.ip !== undefined) return clientKey(context.ip);
  core.noteUnknownClient();
  return null;
}
