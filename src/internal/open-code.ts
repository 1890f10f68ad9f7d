import type { AccountId, CallContext } from '../ports/index.js';
import type { CodeRefusal, Refused, Throttled } from '../results/index.js';
import { digestFlowId, matchesCode, readFlowId } from '../tickets/index.js';
import type { Core } from './core.js';
import { type OpenTicket, openTicketAt } from './open-ticket.js';
import { admitCode } from './throttling.js';

/** Wrong tries that kill a code. With the tries per identifier, two codes a day are guessed at. */
const TRIES_PER_CODE = 5;

/**
 * How long a flow may have waited for its code: the hour that a request is worth, and another one
 * by which clocks differ. An older one must not go on counting tries against its owner.
 */
const MOST_WAITING_SECONDS = 2 * 60 * 60;

interface TypedCode {
  readonly flowId: string;
  readonly code: string;
  readonly isSpent: boolean;
}

type OpenCode<Id extends AccountId, Extra extends object> =
  | Extract<OpenTicket<Id, Extra>, { readonly ok: true }>
  | CodeRefusal
  | Throttled;

const INVALID: Refused<'code_invalid'> = { ok: false, reason: 'code_invalid' };

/**
 * Finds what a code opens in the flow that asked for it. Tries are counted before the code is
 * looked at, per identifier and then per code, so that no number of flows or of concurrent guesses
 * buys more of them (attacks 29 and 30). A flow that no code was sent for has a decoy: the stores
 * are asked the same for it, and whoever types into it is told the same.
 *
 * @param typed.isSpent - whether a right code costs its try, as a wrong one does
 */
export async function openCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  typed: TypedCode & { readonly signal: AbortSignal | null; readonly context: CallContext },
): Promise<OpenCode<Id, Extra>> {
  // What follows counts the try.
  typed.signal?.throwIfAborted();
  const opened = await judgeCode(core, typed);
  if (!opened.ok) core.emit({ type: 'code.refused', reason: opened.reason }, typed.context);
  return opened;
}

async function judgeCode<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  typed: TypedCode & { readonly context: CallContext },
): Promise<OpenCode<Id, Extra>> {
  const { stores, codeKeys } = core;
  const flow = readFlowId(typed.flowId, { realm: stores.realm, keys: codeKeys });
  if (flow === null) return INVALID;
  const oldestMs = (core.settings.codes.lifetimeSeconds + MOST_WAITING_SECONDS) * 1000;
  if (core.now().getTime() - flow.madeAt.getTime() > oldestMs) return INVALID;
  const admission = await admitCode(core, flow.who, typed.context);
  if (!admission.ok) return admission;

  const flowDigest = digestFlowId(stores.realm, typed.flowId);
  const tried = await admission.check(() => tryCode(core, flowDigest, typed.code));
  if (tried === null) return INVALID;
  const opened = await openTicketAt(core, { digest: flowDigest, opensBy: 'code' });
  // Out of tries, it opens nothing even if it is right. Whoever has used it before is told so.
  if (!tried.isCounted && (opened.ok || opened.reason === 'token_expired')) return INVALID;
  await admission.succeeded();
  // A success stands, whatever becomes of its try.
  if (tried.isCounted && !typed.isSpent) await stores.tickets.refundTry(tried).catch(() => {});
  return opened;
}

/** Resolves to the ticket whose code it is, and whether a try was left for it; or to `null`. */
async function tryCode<Id extends AccountId, Extra extends object, Tx>(
  { stores, codeKeys }: Core<Id, Extra, Tx>,
  flowDigest: Uint8Array,
  code: string,
): Promise<{
  readonly accountKey: string;
  readonly ticketId: string;
  readonly isCounted: boolean;
} | null> {
  const ticket = await stores.tickets.findByDigest(flowDigest);
  if (ticket === null || ticket.code === null) return null;
  const { accountKey, id: ticketId } = ticket;
  const isCounted = await stores.tickets.countTry({ accountKey, ticketId, limit: TRIES_PER_CODE });
  const of = { realm: stores.realm, flowDigest };
  const isRight = matchesCode(codeKeys, of, { code, digest: ticket.code.digest });
  return isRight ? { accountKey, ticketId, isCounted } : null;
}
