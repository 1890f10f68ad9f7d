import { createHash, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { Auth0Client, Auth0Scope } from './options.js';
import { SCOPES } from './scopes.js';

/** A client as it may be held in memory: its secret is a digest and a derived key by now. */
export interface KnownClient {
  readonly clientId: string;
  readonly scopes: readonly Auth0Scope[];
  readonly secretDigest: Uint8Array;
  /** Signs this client's tokens, so that a new secret ends all of them. */
  readonly signingKey: string;
}

export interface Credentials {
  readonly clients: ReadonlyMap<string, KnownClient>;
  /** The client whose secret this is, or `null`. An unknown client takes as long as a known one. */
  authenticate(clientId: string, clientSecret: string): KnownClient | null;
  /** Whether this is one of the static tokens. Each is compared, whichever it is. */
  isStaticToken(token: string): boolean;
}

export function credentialsOf(
  options: {
    readonly clients?: readonly Auth0Client[] | undefined;
    readonly bearerTokens?: readonly string[] | undefined;
  },
  issuer: string,
): Credentials {
  const clients = new Map(
    (options.clients ?? []).map(({ clientId, clientSecret, scopes = SCOPES }) => [
      clientId,
      {
        clientId,
        scopes,
        secretDigest: digest(clientSecret),
        signingKey: signingKeyOf(clientSecret, `${issuer}\0${clientId}`),
      },
    ]),
  );
  const staticTokens = (options.bearerTokens ?? []).map(digest);
  const nobody = new Uint8Array(32);

  return {
    clients,
    authenticate(clientId, clientSecret) {
      const client = clients.get(clientId);
      const matches = timingSafeEqual(digest(clientSecret), client?.secretDigest ?? nobody);
      return client !== undefined && matches ? client : null;
    },
    isStaticToken(token) {
      const given = digest(token);
      return staticTokens.filter((each) => timingSafeEqual(each, given)).length > 0;
    },
  };
}

/** Digests are of one length, which `timingSafeEqual` asks for, and begin alike only by chance. */
function digest(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** RFC 5869: the key of one purpose, from which the secret cannot be told. */
function signingKeyOf(secret: string, owner: string): string {
  const key = hkdfSync('sha256', secret, '', `latchkey auth0 access token\0${owner}`, 32);
  return Buffer.from(key).toString('base64url');
}
