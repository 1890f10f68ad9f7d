import type { AccountId, RedeemTicketResult } from 'latchkey';
import { landingUrl } from './landing-url.js';
import type { HandlerOptions } from './options.js';
import type { View } from './pages/view.js';
import { resultUrlAllowed } from './request/result-url.js';

type Redeemed = Pick<
  Extract<RedeemTicketResult<AccountId>, { readonly ok: true }>,
  'account' | 'purpose' | 'resultUrl' | 'includeEmailInRedirect' | 'state'
>;

type Landing = Pick<HandlerOptions, 'resultOrigins' | 'afterReset' | 'loginUrl'>;

/** The ticket's own `resultUrl`, where its origin is one of the configured ones; or that of all. */
export function resultUrlOf(options: Landing, { resultUrl }: Redeemed): string | null {
  const { afterReset, resultOrigins = [] } = options;
  if (resultUrl !== null && resultUrlAllowed(resultUrl, resultOrigins)) return resultUrl;
  return typeof afterReset === 'object' ? afterReset.url : null;
}

/**
 * Where the person lands whose password is set: at the ticket's `resultUrl` with `success`,
 * `message` and what was asked for, as Auth0 does; or at the sign-in page; or at a page of ours.
 */
export function landingOf(view: View, options: Landing, redeemed: Redeemed): string {
  const { state, account, purpose, includeEmailInRedirect } = redeemed;
  const outcome = { success: 'true', message: view.texts.done.message };
  const resultUrl = resultUrlOf(options, redeemed);
  if (resultUrl !== null) {
    const email = includeEmailInRedirect ? account.email : null;
    return landingUrl(resultUrl, { ...outcome, email, state });
  }
  if (options.afterReset === 'login' && options.loginUrl !== undefined)
    return landingUrl(options.loginUrl, { ...outcome, state });
  return landingUrl(view.path(purpose === 'invite' ? '/welcome' : '/done'), { state });
}
