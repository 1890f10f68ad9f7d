import type { AccountId, ChangedWhileSignedIn } from 'latchkey';
import type { RouteContext } from './environment.js';
import type { HandlerOptions } from './options.js';
import { wantsJson } from './request/read-fields.js';
import { refuse } from './respond.js';

/** Sends who is not signed in to the host's sign-in page, or says so where there is none. */
export function askToSignIn<Native>(c: RouteContext<Native>, loginUrl: string | undefined) {
  if (!wantsJson(c.req) && loginUrl !== undefined) return c.redirect(loginUrl, 303);
  return refuse(c, { ok: false, reason: 'not_signed_in' });
}

/** Tells the host the new id of a session that outlived a change, before the answer leaves. */
export async function tellKeptSession<Id extends AccountId, Native>(
  options: HandlerOptions<Id, Native>,
  change: {
    readonly result: ChangedWhileSignedIn<Id>;
    readonly accountId: Id;
    readonly native: Native;
    readonly headers: Headers;
  },
): Promise<void> {
  const { result, ...told } = change;
  const { keptSessionId: sessionId, credentialsVersion } = result;
  if (sessionId !== null) await options.onSessionKept?.({ ...told, sessionId, credentialsVersion });
}
