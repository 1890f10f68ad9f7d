import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { isLatchkeyError } from 'latchkey';
import type { Variables } from './environment.js';
import { isTimeout } from './guards.js';
import type { MessageProps } from './pages/message.js';
import { toNewCode } from './pages/to-new-code.js';
import type { View } from './pages/view.js';
import { wantsJson } from './request/read-fields.js';

/**
 * HTTP's word for each reason. A dead link is gone (410); a token that never was one is a bad
 * request, so that it tells no more than any other nonsense. A wrong current password is 403 and
 * not 401, which would send a client to sign in again.
 */
const STATUS_OF: Readonly<Record<string, ContentfulStatusCode>> = {
  invalid_input: 400,
  code_invalid: 400,
  cookie_lost: 400,
  token_invalid: 400,
  not_signed_in: 401,
  not_fresh: 401,
  wrong_password: 403,
  address_mismatch: 403,
  origin_refused: 403,
  second_factor_required: 403,
  second_factor_invalid: 403,
  denied: 403,
  reset_required: 403,
  not_allowed: 403,
  account_not_found: 403,
  account_disabled: 403,
  not_found: 404,
  method_not_allowed: 405,
  no_password: 409,
  has_password: 409,
  identity_provider_account: 409,
  changed_meanwhile: 409,
  no_address: 409,
  no_session_store: 409,
  not_locked: 409,
  in_dispute: 409,
  not_disputed: 409,
  token_expired: 410,
  token_used: 410,
  token_superseded: 410,
  body_too_large: 413,
  unsupported_media_type: 415,
  policy_violation: 422,
  throttled: 429,
  internal_error: 500,
  unavailable: 503,
};

/** Seconds to wait where an error does not say: a full line drains within a few hashes. */
const RETRY_AFTER_SECONDS = 5;

export interface Refusal {
  readonly ok: false;
  readonly reason: string;
  readonly retryAfterSeconds?: number;
  readonly [detail: string]: unknown;
}

export function statusOf(reason: string): ContentfulStatusCode {
  return STATUS_OF[reason] ?? 400;
}

/** Answers a refusal as JSON: the core's own words, which carry no secret. */
export function refuseJson(c: Context, refusal: Refusal): Response {
  tellRetryAfter(c, refusal);
  return c.json(refusal, statusOf(refusal.reason));
}

/**
 * Answers a refusal that belongs to no field with a page of its own, or as JSON.
 *
 * @param said - what the page says otherwise than for other refusals of this reason
 */
export function refuse<Env extends { Variables: Variables }>(
  c: Context<Env>,
  refusal: Refusal,
  said: Partial<MessageProps> = {},
): Response | Promise<Response> {
  if (wantsJson(c.req)) return refuseJson(c, refusal);
  tellRetryAfter(c, refusal);
  const { view, deliver } = c.var;
  const message = { ...messageOf(view, refusal, deliver), ...said, reason: refusal.reason };
  return c.html(view.pages.message(view, message), statusOf(refusal.reason));
}

/** Answers what was thrown. Nothing of the error itself is shown. */
export function refusalOf(error: unknown): Refusal {
  if (isLatchkeyError(error) && error.statusCode === 503)
    return {
      ok: false,
      reason: 'unavailable',
      retryAfterSeconds: error.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
    };
  if (isTimeout(error))
    return { ok: false, reason: 'unavailable', retryAfterSeconds: RETRY_AFTER_SECONDS };
  return { ok: false, reason: 'internal_error' };
}

function tellRetryAfter(c: Context, refusal: Refusal): void {
  if (refusal.retryAfterSeconds !== undefined)
    c.header('Retry-After', String(Math.ceil(refusal.retryAfterSeconds)));
}

/** Whole hours from two hours on: nobody counts to 1,372 minutes. */
function forPeople(seconds: number): number {
  return seconds > 2 * 3600 ? Math.ceil(seconds / 3600) * 3600 : seconds;
}

function toSignIn({ urls, texts }: View): Pick<MessageProps, 'action'> {
  return urls.login === null ? {} : { action: { href: urls.login, label: texts.signIn } };
}

function messageOf(view: View, refusal: Refusal, deliver: Variables['deliver']): MessageProps {
  const { texts } = view;
  const newLink =
    deliver === 'code'
      ? toNewCode(view)
      : { href: view.path('/forgot'), label: texts.requestNewLink };
  switch (refusal.reason) {
    case 'token_expired':
      return { ...texts.link.expired, action: newLink };
    case 'token_used':
      return { ...texts.link.used, action: newLink };
    case 'token_superseded':
      return { ...texts.link.superseded, action: newLink };
    case 'token_invalid':
      return { ...texts.link.invalid, action: newLink };
    case 'cookie_lost':
      return { ...texts.link.cookieLost, action: newLink };
    case 'throttled':
      return {
        title: texts.throttled.title,
        lead: texts.throttled.lead(forPeople(refusal.retryAfterSeconds ?? RETRY_AFTER_SECONDS)),
      };
    case 'unavailable':
      return texts.unavailable;
    case 'internal_error':
      return texts.failed;
    case 'not_found':
      return texts.notFound;
    case 'not_signed_in':
    case 'not_fresh':
      return { ...texts.signedOut, ...toSignIn(view) };
    case 'denied':
      return texts.denied;
    case 'not_allowed':
      return { ...texts.admin.notAllowed, ...toSignIn(view) };
    default:
      return texts.refused;
  }
}
