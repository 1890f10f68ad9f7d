import type { IncomingMessage } from 'node:http';
import { auth0Handler } from 'latchkey/http';
import { nodeHandler } from 'latchkey/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasOpenssl, type Outcome, type Sdk, type Sdks, startSdks } from './support/sdks.js';
import {
  CLIENT,
  CUSTOMERS,
  CUSTOMERS_ID,
  NEW_PASSWORD,
  OLD_PASSWORD,
  STAFF,
  STATIC_TOKEN,
  startTenant,
  type Tenant,
} from './support/tenant.js';

const SENT = "We've just sent you an email to reset your password.";
const LIMITED = { clientId: 'limited', clientSecret: 'secret of the limited one' };
const BUSY = { clientId: 'busy', clientSecret: 'secret of the busy one' };

let tenant: Tenant;
let sdks: Sdks;

beforeAll(async () => {
  if (!hasOpenssl()) return;
  tenant = await startTenant();
  sdks = await startSdks(async (publicUrl) => {
    const handler = auth0Handler<IncomingMessage>({
      publicUrl,
      connections: {
        [CUSTOMERS]: { passwords: tenant.customers, id: CUSTOMERS_ID },
        [STAFF]: { passwords: tenant.staff },
      },
      clients: [CLIENT, BUSY, { ...LIMITED, scopes: ['update:users'] }],
      bearerTokens: [STATIC_TOKEN],
      applications: ['spa', CLIENT.clientId],
      resultOrigins: ['https://app.example'],
      clientAddress: (request) => request.socket.remoteAddress,
      limits: { management: { points: 200, windowSeconds: 600 } },
    });
    return nodeHandler(handler);
  });
}, 60_000);

afterAll(async () => {
  await sdks?.close();
});

const options = (more: object = {}) => ({ domain: sdks.domain, ...CLIENT, ...more });

const call: Sdks['call'] = (sdk, method, ...args) => sdks.call(sdk, method, ...args);

function errorOf(outcome: Outcome) {
  expect(outcome.ok).toBe(false);
  if (outcome.ok) throw new Error('It went well.');
  return outcome.error;
}

describe.skipIf(!hasOpenssl())('the real SDKs, unmodified', () => {
  // The types of auth0-auth-js leave no way to send one.
  test.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7'])(
    '%s: a password in a request for a reset is refused',
    async (sdk) => {
      const body = { email: 'alice@example.com', connection: CUSTOMERS, password: 'mine now' };
      const outcome = await call(sdk, 'changePassword', options({ clientId: 'spa' }), body);
      expect(errorOf(outcome)).toMatchObject({
        name: 'AuthApiError',
        message: 'Password is not allowed',
        statusCode: 400,
      });
    },
  );

  describe.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7', 'auth0-auth-js'])(
    '%s: database.changePassword',
    (sdk) => {
      const ask = (body: object) => call(sdk, 'changePassword', options({ clientId: 'spa' }), body);

      test('hands the sentence on, and the mail comes', async () => {
        tenant.clock.advance({ seconds: 3600 });
        const outcome = await ask({ email: 'imported@example.com', connection: CUSTOMERS });
        expect(outcome).toEqual({ ok: true, value: SENT });
        expect(await ask({ email: 'nobody@example.com', connection: CUSTOMERS })).toEqual(outcome);
        expect(await tenant.mailed()).toEqual(['imported@example.com']);
      });

      test.each([
        [{ email: 'alice@example.com', connection: 'Nowhere' }, 'Connection does not exist.'],
        [{ email: 'not an address', connection: CUSTOMERS }, 'email is not valid'],
      ])('tells what is wrong with %j', async (body, description) => {
        const error = errorOf(await ask(body));
        expect(error).toMatchObject({
          name: sdk === 'auth0-auth-js' ? 'ChangePasswordError' : 'AuthApiError',
          message: description,
          statusCode: 400,
          error: 'invalid_request',
          body: { error: 'invalid_request', error_description: description },
        });
      });

      test('an unknown client is refused', async () => {
        const body = { email: 'alice@example.com', connection: CUSTOMERS };
        const outcome = await call(sdk, 'changePassword', options({ clientId: 'x' }), body);
        expect(errorOf(outcome).message).toBe('The client does not exist');
      });

      test('too many tries are too_many_requests, after one request each', async () => {
        const email = `${sdk.replaceAll(' ', '')}@example.com`;
        const before = sdks.requests();
        let outcome: Outcome = { ok: true, value: null };
        for (let n = 0; n < 11; n += 1) outcome = await ask({ email, connection: CUSTOMERS });
        expect(errorOf(outcome)).toMatchObject({
          statusCode: 429,
          error: 'too_many_requests',
          message: 'You have reached the limit on password change attempts. Please wait.',
        });
        expect(sdks.requests() - before).toBe(11);
      });
    },
  );

  describe.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7'])('%s: the Management API', (sdk) => {
    const ticket = (body: object, more?: object) => call(sdk, 'ticket', options(more), body);
    const update = (id: string, body: object, more?: object) =>
      call(sdk, 'update', options(more), id, body);

    /** How each major shows a Management API error. */
    function expectError(outcome: Outcome, status: number, body: object) {
      const error = errorOf(outcome);
      const names: Record<number, string> = {
        400: 'BadRequestError',
        401: 'UnauthorizedError',
        403: 'ForbiddenError',
        404: 'NotFoundError',
        429: 'TooManyRequestsError',
      };
      expect(error.name).toBe(sdk === 'auth0 4' ? 'ManagementApiError' : names[status]);
      expect(error.statusCode).toBe(status);
      expect(error.body).toEqual({ statusCode: status, ...body });
      if (sdk === 'auth0 4') expect(error.message).toBe((body as { message: string }).message);
    }

    test('fetches a token by itself, and the ticket sets the password', async () => {
      const outcome = await ticket({
        user_id: 'auth0|alice',
        result_url: 'https://app.example/done',
        ttl_sec: 3600,
        mark_email_as_verified: true,
        includeEmailInRedirect: true,
      });
      expect(outcome).toMatchObject({ ok: true, value: { ticket: expect.any(String) } });
      const { value } = outcome as { value: { ticket: string } };
      const token = new URL(value.ticket).searchParams.get('token') ?? '';
      const newPassword = `a tram of ${sdk} and its umbrellas`;
      expect(await tenant.customers.redeemTicket({ token, newPassword })).toMatchObject({
        ok: true,
        resultUrl: 'https://app.example/done',
      });
    });

    test('makes one for a connection and an address', async () => {
      const body = { connection_id: CUSTOMERS_ID, email: 'bob@example.com' };
      expect(await ticket(body)).toMatchObject({ ok: true });
    });

    test('takes a static token', async () => {
      const more = { clientId: undefined, clientSecret: undefined, token: STATIC_TOKEN };
      expect(await ticket({ user_id: 'auth0|bob' }, more)).toMatchObject({ ok: true });
    });

    test.each<[object, string, string | undefined]>([
      [{ user_id: 'auth0|mailless' }, 'The user does not have an email address.', undefined],
      [
        { user_id: 'google-oauth2|carol' },
        "The user's main connection does not support this operation.",
        undefined,
      ],
      [
        { connection_id: 'con_0000000000000000', email: 'alice@example.com' },
        'The connection with id con_0000000000000000 does not exist.',
        undefined,
      ],
      [
        {
          user_id: 'auth0|alice',
          identity: { user_id: 'a', provider: 'auth0', connection_id: 'con_0000000000000000' },
        },
        'Identity connection does not exist.',
        undefined,
      ],
      [
        {
          user_id: 'auth0|alice',
          identity: { user_id: 'bob', provider: 'auth0', connection_id: CUSTOMERS_ID },
        },
        'The user exists, but does not contain the given identity.',
        undefined,
      ],
      [{ user_id: 'auth0|alice', client_id: 'x' }, 'The client does not exist', undefined],
      [
        { user_id: 'auth0|alice', organization_id: 'org_1' },
        'The organization does not exist',
        undefined,
      ],
      [
        { user_id: 'auth0|alice', result_url: 'https://evil.example' },
        "Payload validation error: 'The origin is not on the list of allowed ones' on property result_url.",
        'invalid_body',
      ],
      [
        { user_id: 'auth0|alice', more: 1 },
        "Payload validation error: 'Additional properties not allowed: more'.",
        'invalid_body',
      ],
    ])('400 for a ticket with %j', async (body, message, errorCode) => {
      expectError(await ticket(body), 400, {
        error: 'Bad Request',
        message,
        ...(errorCode === undefined ? {} : { errorCode }),
      });
    });

    test('404 for nobody', async () => {
      const fault = {
        error: 'Not Found',
        message: 'User not found.',
        errorCode: 'inexistent_user',
      };
      expectError(await ticket({ user_id: 'auth0|nobody' }), 404, fault);
      expectError(await update('auth0|nobody', { password: NEW_PASSWORD }), 404, fault);
    });

    test('401 with a token that is none', async () => {
      const more = { clientId: undefined, clientSecret: undefined, token: 'wrong' };
      expectError(await ticket({ user_id: 'auth0|alice' }, more), 401, {
        error: 'Unauthorized',
        message: 'Invalid token.',
        errorCode: 'invalid_token',
      });
    });

    test('a wrong secret fails at the token', async () => {
      const error = errorOf(await ticket({ user_id: 'auth0|alice' }, { clientSecret: 'wrong' }));
      if (sdk === 'auth0 7') {
        expect(error).toMatchObject({
          statusCode: 401,
          body: { error: 'access_denied', error_description: 'Unauthorized' },
        });
        return;
      }
      expect(error).toMatchObject({
        name: 'AuthApiError',
        message: 'Unauthorized',
        statusCode: 401,
      });
    });

    test('403 without the scope', async () => {
      expectError(await ticket({ user_id: 'auth0|alice' }, LIMITED), 403, {
        error: 'Forbidden',
        message: 'Insufficient scope; expected any of: create:user_tickets.',
        errorCode: 'insufficient_scope',
      });
    });

    test('sets a password; the id with its bar comes through', async () => {
      const password = `an umbrella of ${sdk} for a tram`;
      const outcome = await update('auth0|bob', { password, connection: CUSTOMERS });
      expect(outcome).toEqual({
        ok: true,
        value: {
          user_id: 'auth0|bob',
          email: 'bob@example.com',
          email_verified: false,
          identities: [
            { connection: CUSTOMERS, provider: 'auth0', user_id: 'bob', isSocial: false },
          ],
        },
      });
      const signIn = { identifier: 'bob@example.com', password };
      expect(await tenant.customers.authenticate(signIn)).toMatchObject({ ok: true });
    });

    test.each<[object, string]>([
      [{ email: 'x@example.com' }, 'Cannot update password and email simultaneously.'],
      [{ email_verified: true }, 'Cannot update password and email_verified simultaneously.'],
      [{ username: 'x' }, 'Cannot update username and password simultaneously.'],
      [{ connection: 'Nowhere' }, 'Connection does not exist.'],
    ])('400 for a password with %j', async (more, message) => {
      const outcome = await update('auth0|bob', { password: NEW_PASSWORD, ...more });
      expectError(outcome, 400, { error: 'Bad Request', message });
    });

    test.each([
      ['auth0|imported', 'vq7kz!mw', 'PasswordStrengthError: Password is too weak'],
      ['', 'passwordpassword', 'PasswordDictionaryError: Password is too common'],
      ['', 'imported@example.com', 'PasswordNoUserInfoError: Password contains user information'],
      ['', OLD_PASSWORD, 'PasswordHistoryError: Password has previously been used'],
    ])('400 for a password that breaks a rule: %s %s', async (_id, password, message) => {
      const id = 'auth0|5f7c8ec7c33c6c004bbafe82';
      const error = errorOf(await update(id, { password, connection: CUSTOMERS }));
      expect(error).toMatchObject({ statusCode: 400, body: { error: 'Bad Request', message } });
      expect((error.body as { violations: unknown[] }).violations).toHaveLength(1);
      expect(error.body).not.toHaveProperty('errorCode');
    });

    test('429 with Retry-After, after one request', async () => {
      const ask = () => ticket({ user_id: 'auth0|nobody' }, BUSY);
      let outcome = await ask();
      while (errorOf(outcome).statusCode === 404) outcome = await ask();
      const before = sdks.requests();
      outcome = await ask();
      // One for the token, and one for the call.
      expect(sdks.requests() - before).toBe(2);
      expectError(outcome, 429, {
        error: 'Too Many Requests',
        message: 'Global limit has been reached',
        errorCode: 'too_many_requests',
      });
      expect(Number(errorOf(outcome).retryAfter)).toBeGreaterThan(0);
    });
  });

  test.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7'])(
    '%s: oauth.clientCredentialsGrant',
    async (sdk) => {
      const audience = `${sdks.publicUrl}/api/v2/`;
      const outcome = await call(sdk, 'clientCredentials', options(), { audience });
      expect(outcome).toMatchObject({
        ok: true,
        value: {
          token_type: 'Bearer',
          expires_in: 86_400,
          scope: 'create:user_tickets update:users',
        },
      });
      const other = await call(sdk, 'clientCredentials', options(), { audience: 'https://x' });
      expect(errorOf(other)).toMatchObject({ statusCode: 403, error: 'access_denied' });
    },
  );
});
