import { beforeAll, describe, expect, test } from 'vitest';
import {
  CUSTOMERS,
  CUSTOMERS_ID,
  NEW_PASSWORD,
  OLD_PASSWORD,
  STAFF,
  STAFF_ID,
  startTenant,
  type Tenant,
  userPath,
} from './support/tenant.js';

const TICKETS = '/api/v2/tickets/password-change';

let tenant: Tenant;
beforeAll(async () => {
  tenant = await startTenant();
});

const tokenIn = (url: unknown) => new URL(String(url)).searchParams.get('token') ?? '';

describe('attack 26: connection by user', () => {
  /** Ids of the staff are numbers, and number 7 exists in both realms. */
  test.each([
    [CUSTOMERS, 'auth0|alice', 200, 'alice@example.com'],
    [CUSTOMERS, 'alice', 200, 'alice@example.com'],
    [CUSTOMERS, 'auth0|7', 200, 'seven@example.com'],
    [CUSTOMERS, 'auth0|8', 404, null],
    [CUSTOMERS, 'auth0|5f7c8ec7c33c6c004bbafe82', 200, 'imported@example.com'],
    [CUSTOMERS, '5f7c8ec7c33c6c004bbafe82', 404, null],
    [CUSTOMERS, 'google-oauth2|alice', 404, null],
    [CUSTOMERS, 'auth0|auth0|alice', 404, null],
    [STAFF, 'auth0|alice', 404, null],
    [STAFF, 'auth0|7', 200, 'dora@example.com'],
    [STAFF, 'auth0|8', 200, 'alice@example.com'],
    [STAFF, 'auth0|07', 404, null],
    [STAFF, 'auth0|7.0', 404, null],
    [STAFF, 'auth0|7e0', 404, null],
    [STAFF, 'auth0| 7', 404, null],
    [STAFF, 'auth0|', 404, null],
    [STAFF, 'auth0|5f7c8ec7c33c6c004bbafe82', 404, null],
    [undefined, 'auth0|alice', 200, 'alice@example.com'],
    [undefined, 'auth0|8', 200, 'alice@example.com'],
    [undefined, 'auth0|7', 400, null],
    [undefined, '7', 400, null],
  ])('%s, %s: %i, %s', async (connection, userId, status, email) => {
    const own = await startTenant();
    const body = { password: NEW_PASSWORD, connection };
    const answer = await own.manage('PATCH', userPath(userId), body);
    expect(answer.status).toBe(status);
    expect(answer.json.email ?? null).toBe(email);
    // Whoever was not meant still signs in with what they had.
    const signIns = [
      await own.customers.authenticate({ identifier: 'alice@example.com', password: OLD_PASSWORD }),
      await own.customers.authenticate({ identifier: 'seven@example.com', password: OLD_PASSWORD }),
      await own.staff.authenticate({ identifier: 'dora@example.com', password: OLD_PASSWORD }),
      await own.staff.authenticate({ identifier: 'alice@example.com', password: OLD_PASSWORD }),
      await own.customers.authenticate({
        identifier: 'imported@example.com',
        password: OLD_PASSWORD,
      }),
    ];
    expect(signIns.filter(({ ok }) => !ok)).toHaveLength(status === 200 ? 1 : 0);
  });

  test('an id of two realms is told apart by the connection, and refused without', async () => {
    const answer = await tenant.manage('POST', TICKETS, { user_id: 'auth0|7' });
    expect(answer.json).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: 'The user_id leads to several users.',
    });
  });

  test('one address in two realms leads each to its own', async () => {
    for (const [connection_id, own, other, id] of [
      [CUSTOMERS_ID, tenant.customers, tenant.staff, 'alice'],
      [STAFF_ID, tenant.staff, tenant.customers, 8],
    ] as const) {
      const body = { connection_id, email: 'alice@example.com' };
      const { json } = await tenant.manage('POST', TICKETS, body);
      const token = tokenIn(json.ticket);
      expect(await other.inspectTicket({ token })).toEqual({ ok: false, reason: 'token_invalid' });
      expect(await other.redeemTicket({ token, newPassword: NEW_PASSWORD })).toEqual({
        ok: false,
        reason: 'token_invalid',
      });
      expect(await own.inspectTicket({ token })).toMatchObject({ ok: true, account: { id } });
    }
  });

  test('a reset for one connection mails nobody of another', async () => {
    const body = { connection: STAFF, email: 'bob@example.com' };
    expect((await tenant.json('POST', '/dbconnections/change_password', body)).status).toBe(200);
    expect(await tenant.mailed()).toEqual([]);
  });
});

test('attack 26: where one realm holds both auth0|bob and bob, the id leads to neither', async () => {
  const own = await startTenant();
  await own.stores.accounts.add({ id: 'auth0|bob', email: 'other-bob@example.com' });
  const answer = await own.manage('PATCH', userPath('auth0|bob'), { password: NEW_PASSWORD });
  expect(answer.status).toBe(400);
  for (const identifier of ['bob@example.com', 'other-bob@example.com'])
    expect(await own.customers.authenticate({ identifier, password: NEW_PASSWORD })).toMatchObject({
      ok: false,
    });
});

test('a host may have a mapping of its own', async () => {
  const own = await startTenant({
    handler: {
      userIds: {
        userIdOf: (id, connection) => `acme|${connection}.${id}`,
        accountIdOf: (userId, connection) =>
          userId.startsWith(`acme|${connection}.`) ? (userId.split('.')[1] ?? null) : null,
      },
    },
  });
  const set = (userId: string) => own.manage('PATCH', userPath(userId), { password: NEW_PASSWORD });
  expect(await set(`acme|${STAFF}.7`)).toMatchObject({
    status: 200,
    json: { user_id: `acme|${STAFF}.7`, identities: [{ user_id: `${STAFF}.7` }] },
  });
  expect((await set(`acme|${CUSTOMERS}.7`)).json.email).toBe('seven@example.com');
  for (const userId of ['auth0|alice', 'alice', 'acme|alice'])
    expect((await set(userId)).status).toBe(404);
});
