import { clientKey, LatchkeyError, type Limit } from 'latchkey';
import type { Auth0Context, Auth0Environment } from './environment.js';
import type { Fault } from './fault.js';

/** The client that a request counts against, or `null` where the host does not tell. */
export function clientOf<Native>(
  c: Auth0Context<Native>,
  { options }: Auth0Environment<Native>,
): string | null {
  return clientKey(options.clientAddress?.(c.env.native));
}

/**
 * Counts a request, and says by `X-RateLimit-*` what is left where the throttle can tell.
 * `Reset` is an instant, in seconds of the epoch.
 */
export async function countRequest<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
  counted: { readonly key: string; readonly limit: Limit; readonly message: string },
): Promise<Fault | null> {
  const { key, limit, message } = counted;
  const decision = await consume(environment, key, limit);
  if (!decision.allowed) {
    c.header('X-RateLimit-Limit', String(limit.points));
    return tooMany(c, environment, { retryAfterSeconds: decision.retryAfterSeconds, message });
  }
  const { remaining, resetSeconds } = decision;
  if (remaining !== undefined && resetSeconds !== undefined) {
    c.header('X-RateLimit-Limit', String(limit.points));
    c.header('X-RateLimit-Remaining', String(remaining));
    c.header('X-RateLimit-Reset', epochIn(environment, resetSeconds));
  }
  return null;
}

/** The answer to one request too many, with the headers that SDKs wait by. */
export function tooMany<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
  refused: { readonly retryAfterSeconds: number; readonly message: string },
): Fault {
  c.header('X-RateLimit-Remaining', '0');
  c.header('X-RateLimit-Reset', epochIn(environment, refused.retryAfterSeconds));
  return { status: 429, code: 'too_many_requests', ...refused };
}

/**
 * Counts a try to authenticate before the secret is looked at, so that of many tries at once no
 * more are made than the limit says. `succeeded` takes the try back.
 */
export async function countAuthentication<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
): Promise<{ readonly ok: true; succeeded(): Promise<void> } | { ok: false; fault: Fault }> {
  const client = clientOf(c, environment);
  if (client === null) return { ok: true, succeeded: async () => {} };
  const key = `auth0:authentication:${client}`;
  const limit = environment.limits.failedAuthentications;
  const decision = await consume(environment, key, limit);
  if (!decision.allowed) {
    const { retryAfterSeconds } = decision;
    const message = 'Too many failed authentications.';
    return { ok: false, fault: tooMany(c, environment, { retryAfterSeconds, message }) };
  }
  return {
    ok: true,
    // A success stands, whatever becomes of its counter: it runs out by itself.
    succeeded: () => environment.throttle.refund(key, limit).catch(() => {}),
  };
}

async function consume({ throttle }: Auth0Environment<never>, key: string, limit: Limit) {
  try {
    return await throttle.consume(key, limit);
  } catch (cause) {
    // Not to count is to let everybody try: a throttle that is away closes the door.
    throw new LatchkeyError('ERR_STORE', 'The throttle could not be reached; see "cause".', {
      cause,
    });
  }
}

function epochIn({ now }: Auth0Environment<never>, seconds: number): string {
  return String(Math.ceil(now().getTime() / 1000 + seconds));
}
