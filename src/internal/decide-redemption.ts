import { LatchkeyError } from '../errors.js';
import type { Account, AccountId, CallContext, StoredAccount, Ticket } from '../ports/index.js';
import type { Denied } from '../results/index.js';
import type { Core } from './core.js';
import { publicAccount } from './public-account.js';
import { isWebUrl } from './web-url.js';

/** What stands between an open ticket and a new password. */
export interface RedemptionTerms {
  readonly ok: true;
  /** One of these second factors must be shown; empty where none is asked for. */
  readonly methods: readonly string[];
  readonly resultUrl: string | null;
}

const KNOWN = new Set(['deny', 'requireSecondFactor', 'resultUrl']);
const CODE = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * Decides on what terms an open ticket may be redeemed: whoever has enrolled a second factor is
 * asked for it, and the application's hook may refuse, narrow the methods, or set where the
 * person lands.
 */
export async function decideRedemption<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  at: {
    readonly ticket: Ticket;
    readonly account: StoredAccount<Id, Extra>;
    readonly passed: boolean;
    readonly context: CallContext;
  },
): Promise<RedemptionTerms | Denied> {
  const { ticket, context } = at;
  const account = publicAccount(at.account);
  const enrolled = await enrolledMethods(core, { accountKey: ticket.accountKey, account });
  const terms = { ok: true as const, methods: enrolled, resultUrl: ticket.resultUrl };
  if (core.hooks.beforeRedemption === undefined) return terms;

  const decision = await askHook(core, {
    account,
    purpose: ticket.purpose,
    secondFactor: { methods: enrolled, passed: at.passed },
    context,
  });
  if (decision.deny !== undefined) return { ok: false, reason: 'denied', code: decision.deny };
  const { requireSecondFactor: required = true } = decision;
  const methods =
    required === true ? enrolled : enrolled.filter((method) => required.includes(method));
  if (decision.requireSecondFactor !== undefined && methods.length === 0)
    return { ok: false, reason: 'denied', code: 'second_factor_missing' };
  return { ...terms, methods, resultUrl: decision.resultUrl ?? ticket.resultUrl };
}

/** A decision that cannot be read is the operator's error, and never a yes. */
async function askHook<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  attempt: Parameters<NonNullable<Core<Id, Extra, Tx>['hooks']['beforeRedemption']>>[0],
) {
  try {
    const decision = (await core.hooks.beforeRedemption?.(attempt)) ?? {};
    if (typeof decision !== 'object' || Object.keys(decision).some((key) => !KNOWN.has(key)))
      throw new TypeError(`It may answer an object with ${[...KNOWN].join(', ')}.`);
    const { deny, requireSecondFactor: factor, resultUrl } = decision;
    if (deny !== undefined && !(typeof deny === 'string' && CODE.test(deny)))
      throw new TypeError('"deny" must be a code in snake_case.');
    if (factor !== undefined && factor !== true && !Array.isArray(factor))
      throw new TypeError('"requireSecondFactor" must be true or a list of methods.');
    if (resultUrl !== undefined && !(typeof resultUrl === 'string' && isWebUrl(resultUrl)))
      throw new TypeError('"resultUrl" must be an absolute https URL.');
    return decision;
  } catch (cause) {
    throw new LatchkeyError('ERR_HOOK', 'The hook "beforeRedemption" threw.', { cause });
  }
}

/** An adapter that answers nothing must not pass for an account without a factor (attack 62). */
async function enrolledMethods<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  query: { readonly accountKey: string; readonly account: Account<Id, Extra> },
): Promise<readonly string[]> {
  if (core.secondFactor === undefined) return [];
  const methods: unknown = await core.secondFactor.methods(query);
  if (Array.isArray(methods) && methods.every((method) => typeof method === 'string'))
    return methods;
  throw new LatchkeyError('ERR_HOOK', '"secondFactor.methods" did not answer a list of names.');
}
