import { decode, sign, verify } from 'hono/jwt';
import type { KnownClient } from './credentials.js';
import type { Auth0Environment } from './environment.js';
import type { Auth0Scope } from './options.js';
import { scopesIn } from './scopes.js';

/** A day, as Auth0. */
export const TOKEN_SECONDS = 86_400;
const LONGEST_TOKEN = 4096;
const GRANT = 'client-credentials';

/** Makes an access token: a JWT with Auth0's claims. It holds nothing that is secret. */
export function makeAccessToken(
  { issuer, now }: Auth0Environment<never>,
  client: KnownClient,
  granted: { readonly audience: string; readonly scopes: readonly Auth0Scope[] },
): Promise<string> {
  const issuedAt = secondsOf(now());
  return sign(
    {
      iss: issuer,
      sub: `${client.clientId}@clients`,
      aud: granted.audience,
      iat: issuedAt,
      exp: issuedAt + TOKEN_SECONDS,
      scope: granted.scopes.join(' '),
      gty: GRANT,
      azp: client.clientId,
    },
    client.signingKey,
    'HS256',
  );
}

/**
 * Reads an access token of ours. Who signed it is said inside, and believed only once that
 * client's own key has verified it. The algorithm is ours to say and never the token's, and a
 * token without an expiry is none (attacks 14 and 23). Scopes that the client has lost since are
 * gone from its tokens, too.
 */
export async function readAccessToken(
  { issuer, now, audiences, credentials }: Auth0Environment<never>,
  token: string,
): Promise<{ readonly client: KnownClient; readonly scopes: readonly Auth0Scope[] } | null> {
  if (token.length > LONGEST_TOKEN) return null;
  try {
    const client = credentials.clients.get(String(decode(token).payload.azp));
    if (client === undefined) return null;
    const claims = await verify(token, client.signingKey, {
      alg: 'HS256',
      iss: issuer,
      aud: [...audiences],
      // The clock is injected, and hono reads the system's.
      exp: false,
      iat: false,
      nbf: false,
    });
    const { azp, gty, exp, scope } = claims;
    if (azp !== client.clientId || gty !== GRANT || typeof scope !== 'string') return null;
    if (typeof exp !== 'number' || !(secondsOf(now()) < exp)) return null;
    return { client, scopes: scopesIn(scope, client.scopes) };
  } catch {
    return null;
  }
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000);
}
