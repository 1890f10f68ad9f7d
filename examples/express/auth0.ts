import type { Request } from 'express';
import { dangerouslyUnlimited, type PasswordService } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import { auth0Handler } from 'latchkey/http';
import type { Environment } from './environment.js';
import { contextOf } from './sign-in.js';

/** Auth0's paths, which stand at the top of the demo's origin. */
export const AUTH0_PATHS = ['/dbconnections/*path', '/oauth/*path', '/api/v2', '/api/v2/*path'];

/** Lets the Auth0 SDKs work against the demo as if it were their tenant. */
export function auth0Endpoints(parts: {
  readonly passwords: PasswordService<string>;
  readonly environment: Environment;
  readonly publicUrl: string;
}) {
  const { passwords, environment, publicUrl } = parts;
  const { managementToken } = environment;
  return expressHandler(
    auth0Handler<Request>({
      publicUrl,
      connections: {
        'Username-Password-Authentication': { passwords, id: 'con_LatchkeyDemo0001' },
      },
      clients: [{ clientId: 'demo-client', clientSecret: managementToken }],
      bearerTokens: [managementToken],
      allowedOrigins: [...environment.trustedOrigins],
      resultOrigins: [publicUrl, ...environment.trustedOrigins],
      ...(environment.throttle ? {} : { throttle: dangerouslyUnlimited() }),
      clientAddress: (request) => contextOf(request).ip,
      onError: (error) => console.error(error),
    }),
  );
}
