import type { CallContext, Json, NewOutboxEntry } from '../../ports/index.js';
import { spellingsOf } from '../identifier.js';
import { type Clocked, entry, foldKeyOf, told } from './entry.js';
import type { EntryKind } from './entry-kinds.js';

/** The request of a person who forgot the password: all that `requestReset` writes. */
export function resetRequest(
  core: Clocked,
  request: {
    readonly identifier: string;
    /** Only this one of the address's accounts, or `null` for all of them. */
    readonly accountKey: string | null;
    readonly link: string | null;
    readonly state: string | null;
    /** The flow that waits for a code, and how the code goes out; `null` for a link. */
    readonly code: { readonly flowDigest: Uint8Array; readonly channel: string } | null;
    readonly context: CallContext;
  },
): NewOutboxEntry {
  const { identifier, accountKey, link, state, code, context } = request;
  const payload = { identifier, accountKey, link, state, ...told(core, context) };
  if (code !== null) {
    const flow = Buffer.from(code.flowDigest).toString('base64url');
    // It folds with nothing: each browser has a flow of its own that waits, the stranger's too.
    return entry(core, 'reset_request', { payload: { ...payload, flow, channel: code.channel } });
  }
  // A request for one account stands for no request for all of them; nor does one for the spellings
  // that a stranger has typed for those that find the owner's row.
  const foldKey = foldKeyOf(...spellingsOf(identifier), accountKey ?? '');
  return entry(core, 'reset_request', { foldKey, payload });
}

/** A request in the hands of a worker. */
type Request = Pick<NewOutboxEntry, 'payload' | 'dueAt' | 'expiresAt' | 'foldKey'>;

/** One mail to one account, made when the worker has found whose request it is. */
export function resetMail(
  core: Clocked,
  mail: {
    readonly accountKey: string;
    readonly address: string;
    readonly request: Request;
  },
): NewOutboxEntry {
  const { accountKey, address, request } = mail;
  return following(core, 'reset_mail', request, {
    // With the address: after a change of it, an older entry must not stand for a newer one.
    foldKey: foldKeyOf(accountKey, address),
    accountKey,
    payload: { ...withoutWhose(request), address },
  });
}

/**
 * What becomes of a flow that waits for a code: the code of one account, or a decoy. There is one
 * for every such request, so that neither comes sooner than the other.
 */
export function resetCode(
  core: Clocked,
  mail: {
    readonly to: { readonly accountKey: string; readonly address: string } | null;
    readonly request: Request;
  },
): NewOutboxEntry {
  const { to, request } = mail;
  return following(core, 'reset_code', request, {
    ...(to === null ? {} : { accountKey: to.accountKey }),
    payload: { ...withoutWhose(request), address: to?.address ?? null },
  });
}

/** Tells the owner of an inbox that no account has this address; only with `notifyUnknown`. */
export function unknownMail(core: Clocked, request: Request): NewOutboxEntry {
  const { payload, foldKey } = request;
  return following(core, 'unknown_mail', request, {
    payload,
    ...(foldKey === null ? {} : { foldKey }),
  });
}

/**
 * What a request becomes is due as it was: the drain that has begun it also ends it. Where the clock
 * has been set back meanwhile, it is due now.
 */
function following(
  core: Clocked,
  kind: EntryKind,
  { dueAt, expiresAt }: Request,
  making: Parameters<typeof entry>[2],
): NewOutboxEntry {
  const due = new Date(Math.min(core.now().getTime(), dueAt.getTime()));
  return entry(core, kind, { ...making, dueAt: due, expiresAt });
}

function withoutWhose({ payload }: Request): { readonly [key: string]: Json } {
  const { identifier: _typed, accountKey: _only, ...rest } = payload;
  return rest;
}
