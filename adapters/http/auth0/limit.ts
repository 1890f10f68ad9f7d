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
    const { retryAfterSeconds } = decision;
    return tooMany(c, environment, { retryAfterSeconds, limit, message });
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
  refused: {
    readonly retryAfterSeconds: number;
    readonly limit: Limit;
    readonly message: string;
  },
): Fault {
  const { limit, ...fault } = refused;
  c.header('X-RateLimit-Limit', String(limit.points));
  c.header('X-RateLimit-Remaining', '0');
  c.header('X-RateLimit-Reset', epochIn(environment, refused.retryAfterSeconds));
  return { status: 429, code: 'too_many_requests', ...fault };
}

/**
 * Counts a failed authentication, and answers the fault for one too many. Only failures count, and
 * only failures are turned away: secrets are too long to be guessed, and the backends behind one
 * address must not be locked out by whoever guesses there.
 */
export async function countFailure<Native>(
  c: Auth0Context<Native>,
  environment: Auth0Environment<Native>,
  failure: Fault,
): Promise<Fault> {
  const client = clientOf(c, environment);
  if (client === null) return failure;
  const limit = environment.limits.failedAuthentications;
  const decision = await consume(environment, `auth0:authentication:${client}`, limit);
  if (decision.allowed) return failure;
  const { retryAfterSeconds } = decision;
  const message = 'Too many failed authentications.';
  return tooMany(c, environment, { retryAfterSeconds, limit, message });
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
