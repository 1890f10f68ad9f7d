import express, { type Request } from 'express';
import { expressHandler } from 'latchkey/express';
import { auth0Handler } from 'latchkey/http';
import { afterEach, expect, test } from 'vitest';
import { FORM, JSON_TYPE, post, type Served, serve } from '../support/serve.js';
import { CUSTOMERS, ORIGIN, STATIC_TOKEN, startTenant, userPath } from './support/tenant.js';

let served: Served | undefined;
afterEach(() => served?.close());

/** An Express application with routes of its own around Auth0's. */
async function mount(...parsers: express.RequestHandler[]): Promise<Served> {
  const tenant = await startTenant();
  const handler = auth0Handler<Request>({
    publicUrl: ORIGIN,
    connections: { [CUSTOMERS]: { passwords: tenant.customers } },
    bearerTokens: [STATIC_TOKEN],
    clientAddress: (request) => request.ip,
  });
  const app = express();
  for (const parser of parsers) app.use(parser);
  const paths = ['/dbconnections/change_password', '/oauth/token', '/api/v2/*path'];
  app.all(paths, expressHandler(handler));
  app.use((_request, response) => void response.status(418).send('the host'));
  served = await serve(app);
  return served;
}

test.each([
  ['no parser', []],
  ['parsers in front', [express.json(), express.urlencoded({ extended: true })]],
])('in Express with %s, beside the host’s own routes', async (_name, parsers) => {
  const { base } = await mount(...parsers);
  const reset = `${base}/dbconnections/change_password`;
  const body = { connection: CUSTOMERS, email: 'alice@example.com' };
  expect((await post(reset, JSON.stringify(body), JSON_TYPE)).status).toBe(200);
  const form = await post(reset, new URLSearchParams(body).toString(), FORM);
  expect(form.status).toBe(200);
  expect(form.headers.get('x-ratelimit-remaining')).toBe('8');
  const twice = `email=evil%40example.net&${new URLSearchParams(body)}`;
  expect((await post(reset, twice, FORM)).status).toBe(400);

  const set = (userId: string, password: string) =>
    fetch(base + userPath(userId), {
      method: 'PATCH',
      headers: { 'content-type': JSON_TYPE, authorization: `Bearer ${STATIC_TOKEN}` },
      body: JSON.stringify({ password, connection: CUSTOMERS }),
    });
  expect((await set('auth0|bob', 'seven wet umbrellas on a tram')).status).toBe(200);
  expect((await set('auth0|bob/../alice', 'seven wet umbrellas on a tram')).status).toBe(404);
  expect((await post(`${base}/oauth/token`, 'grant_type=x', FORM)).status).toBe(400);
  expect((await fetch(`${base}/oauth/authorize`)).status).toBe(418);
  expect((await fetch(`${base}/`)).status).toBe(418);
});
