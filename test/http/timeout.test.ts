import { auth0Handler, passwordHandler } from 'latchkey/http';
import { expect, test } from 'vitest';
import { type App, NEW_PASSWORD, PUBLIC_URL, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const TIMEOUT = { timeoutSeconds: 0.05 };

/** A service whose database never answers. */
function hanging({ passwords }: App) {
  const never = () => new Promise<never>(() => {});
  return {
    policy: passwords.policy,
    lifetimeSeconds: passwords.lifetimeSeconds,
    requestReset: never,
    inspectTicket: never,
    verifySecondFactor: never,
    redeemTicket: never,
    changePassword: never,
    setInitialPassword: never,
    deliversCodes: false,
    codeChannels: [],
    codeLifetimeSeconds: 600,
    exchangeCode: never,
    inspectDisavowal: never,
    disavowChange: never,
    findAccounts: never,
    issueTicket: never,
    adminSetPassword: never,
  };
}

test('a database that never answers is a 503 in time, as a page and as JSON', async () => {
  const heard: unknown[] = [];
  const visitor = new Visitor(
    passwordHandler({
      passwords: hanging(await startApp()),
      publicUrl: PUBLIC_URL,
      onError: (error) => heard.push(error),
      ...TIMEOUT,
    }),
  );
  const body = { token: 'A'.repeat(43), newPassword: NEW_PASSWORD };
  const json = await visitor.postJson('/password/reset', body);
  expect(json.status).toBe(503);
  expect(await json.json()).toMatchObject({ ok: false, reason: 'unavailable' });
  const page = await visitor.post('/password/reset', body);
  expect(page.status).toBe(503);
  expect(page.headers.get('retry-after')).toBe('5');
  expect(await page.text()).toContain('Please try again in a moment');
  expect(heard).toHaveLength(2);
});

test('so it is at the Auth0 endpoints, in the shape of each API', async () => {
  const auth0 = new Visitor(
    auth0Handler({
      publicUrl: 'https://app.example',
      connections: { people: { passwords: hanging(await startApp()) } },
      bearerTokens: ['a token of the host'],
      ...TIMEOUT,
    }),
  );
  const reset = await auth0.postJson('/dbconnections/change_password', {
    email: 'alice@example.com',
    connection: 'people',
  });
  expect(reset.status).toBe(503);
  expect(await reset.json()).toHaveProperty('error_description');
  const ticket = await auth0.postJson(
    '/api/v2/tickets/password-change',
    { user_id: 'auth0|alice' },
    { authorization: 'Bearer a token of the host' },
  );
  expect(ticket.status).toBe(503);
  expect(await ticket.json()).toMatchObject({ statusCode: 503, error: 'Service Unavailable' });
});

test.each([0, -1, Number.NaN, 601])(
  'a timeout of %s seconds is refused',
  async (timeoutSeconds) => {
    const { passwords } = await startApp();
    expect(() => passwordHandler({ passwords, publicUrl: PUBLIC_URL, timeoutSeconds })).toThrow(
      /timeoutSeconds/,
    );
  },
);
