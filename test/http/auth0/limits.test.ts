import { dangerouslyUnlimited, memoryThrottle, type Throttle } from 'latchkey';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AUDIENCE,
  CLIENT,
  CLIENT_ADDRESS,
  CUSTOMERS,
  STAFF,
  STATIC_TOKEN,
  startTenant,
  type Tenant,
} from './support/tenant.js';

const IP = '192.0.2.7';
const RESET = '/dbconnections/change_password';
const TICKETS = '/api/v2/tickets/password-change';

let tenant: Tenant;
const ask = (body: object, ip = IP, from = tenant) =>
  from.json(
    'POST',
    RESET,
    { connection: CUSTOMERS, email: 'alice@example.com', ...body },
    ip === '' ? {} : { [CLIENT_ADDRESS]: ip },
  );
const limitsOf = ({ headers }: { headers: Headers }) => [
  headers.get('x-ratelimit-limit'),
  headers.get('x-ratelimit-remaining'),
];

describe('reset requests', () => {
  beforeEach(async () => {
    tenant = await startTenant();
  });

  test('ten in ten minutes, by client and address; the headers count down', async () => {
    for (let left = 9; left >= 0; left -= 1) {
      const answer = await ask({});
      expect([answer.status, ...limitsOf(answer)]).toEqual([200, '10', String(left)]);
      const resetsAt = Number(answer.headers.get('x-ratelimit-reset'));
      const now = tenant.clock.now().getTime() / 1000;
      expect(resetsAt).toBeGreaterThanOrEqual(now + 590);
      expect(resetsAt).toBeLessThanOrEqual(now + 601);
    }
    const answer = await ask({});
    expect(answer.status).toBe(429);
    expect(answer.json).toEqual({
      error: 'too_many_requests',
      error_description: 'You have reached the limit on password change attempts. Please wait.',
    });
    expect(limitsOf(answer)).toEqual(['10', '0']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(590);
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(600);
  });

  test('attack 31: no spelling of the address and no further field is another key', async () => {
    tenant = await startTenant({
      handler: { limits: { resets: { points: 1, windowSeconds: 60 } } },
    });
    expect((await ask({})).status).toBe(200);
    for (const more of [
      { email: 'ALICE@example.com' },
      { email: ' alice@EXAMPLE.com ' },
      { client_id: 'another' },
      { state: 'another' },
      { organization: 'org_1' },
      { ip: '198.51.100.1', username: 'x', captcha: 'y' },
    ])
      expect((await ask(more)).status).toBe(429);
    expect((await ask({ email: 'bob@example.com' })).status).toBe(200);
    expect((await ask({ connection: STAFF })).status).toBe(200);
  });

  test('attack 31: no header is another client', async () => {
    tenant = await startTenant({
      handler: { limits: { resets: { points: 1, windowSeconds: 60 } } },
    });
    await ask({});
    const body = { connection: CUSTOMERS, email: 'alice@example.com' };
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip']) {
      const headers = { [CLIENT_ADDRESS]: IP, [name]: '198.51.100.1' };
      expect((await tenant.json('POST', RESET, body, headers)).status).toBe(429);
    }
  });

  test('attack 32: a client with a /64 of IPv6 is one client', async () => {
    tenant = await startTenant({
      handler: { limits: { resets: { points: 1, windowSeconds: 60 } } },
    });
    expect((await ask({}, '2001:db8::1')).status).toBe(200);
    expect((await ask({}, '2001:db8::ffff:2')).status).toBe(429);
    expect((await ask({}, '[2001:0db8::3]:443')).status).toBe(429);
    expect((await ask({}, '2001:db8:0:1::1')).status).toBe(200);
  });

  test('a stranger who is out of tries stops nobody else', async () => {
    for (let n = 0; n < 12; n += 1) await ask({}, '203.0.113.9');
    expect((await ask({}, '203.0.113.9')).status).toBe(429);
    expect((await ask({})).status).toBe(200);
  });

  test('attack 38: known and unknown addresses run out alike', async () => {
    const run = async (email: string) => {
      const answers = [];
      for (let n = 0; n < 12; n += 1) {
        const answer = await ask({ email });
        answers.push([answer.status, ...limitsOf(answer), answer.body]);
      }
      return answers;
    };
    expect(await run('alice@example.com')).toEqual(await run('nobody@example.com'));
  });

  test('attack 33: it starts again with the next window', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    try {
      tenant = await startTenant({ handler: { throttle: memoryThrottle() } });
      for (let n = 0; n < 11; n += 1) await ask({});
      expect((await ask({})).status).toBe(429);
      vi.advanceTimersByTime(599_000);
      expect((await ask({})).status).toBe(429);
      vi.advanceTimersByTime(1_001);
      expect(await ask({})).toMatchObject({ status: 200 });
    } finally {
      vi.useRealTimers();
    }
  });

  test('attack 30: of fifty at once ten pass', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask({})));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
  });

  test('the service’s own limit of a client answers alike', async () => {
    tenant = await startTenant({
      service: { limits: { requestsPerClient: { points: 1, windowSeconds: 60 } } },
    });
    await ask({});
    const answer = await ask({ email: 'bob@example.com' });
    expect(answer).toMatchObject({ status: 429, json: { error: 'too_many_requests' } });
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(answer.headers.get('retry-after')).toBe('60');
  });

  test('without a client’s address, or with a throttle that does not tell, no header lies', async () => {
    expect(limitsOf(await ask({}, ''))).toEqual([null, null]);
    tenant = await startTenant({ handler: { throttle: dangerouslyUnlimited() } });
    expect(limitsOf(await ask({}))).toEqual([null, null]);
  });
});

test('attack 33: wrong secrets and wrong tokens of a client share one limit', async () => {
  const failedAuthentications = { points: 4, windowSeconds: 900 };
  tenant = await startTenant({ handler: { limits: { failedAuthentications } } });
  const headers = { [CLIENT_ADDRESS]: IP };
  const bearer = (token: string) =>
    tenant.json('POST', TICKETS, {}, { ...headers, authorization: `Bearer ${token}` });
  const secret = (client_secret: string) =>
    tenant.json(
      'POST',
      '/oauth/token',
      {
        grant_type: 'client_credentials',
        client_id: CLIENT.clientId,
        client_secret,
        audience: AUDIENCE,
      },
      headers,
    );
  // What is right counts for nothing, however often.
  for (let n = 0; n < 10; n += 1) {
    expect((await secret(CLIENT.clientSecret)).status).toBe(200);
    expect((await bearer(STATIC_TOKEN)).status).toBe(400);
  }
  const patch = await tenant.json('PATCH', '/api/v2/users/x', {}, headers);
  expect([patch.status, (await secret('a')).status, (await bearer('b')).status]).toEqual([
    401, 401, 401,
  ]);
  expect((await secret('c')).status).toBe(401);
  expect(await secret('d')).toMatchObject({ status: 429, json: { error: 'too_many_requests' } });
  // Whoever guesses at an address must not lock out the backends that share it.
  expect((await secret(CLIENT.clientSecret)).status).toBe(200);
  expect((await bearer(STATIC_TOKEN)).status).toBe(400);
  const full = await bearer('e');
  expect(full.headers.get('x-ratelimit-limit')).toBe('4');
  expect(full.json).toEqual({
    statusCode: 429,
    error: 'Too Many Requests',
    message: 'Too many failed authentications.',
    errorCode: 'too_many_requests',
  });
  expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);
  const other = { authorization: 'Bearer f', [CLIENT_ADDRESS]: '198.51.100.1' };
  expect((await tenant.json('POST', TICKETS, {}, other)).status).toBe(401);
});

test('three hundred right calls at once are no failures', async () => {
  tenant = await startTenant();
  const headers = { authorization: `Bearer ${STATIC_TOKEN}`, [CLIENT_ADDRESS]: IP };
  const call = () => tenant.json('POST', TICKETS, {}, headers);
  const answers = await Promise.all(Array.from({ length: 300 }, call));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([400]));
});

test('the Management API counts by who calls, and says what is left', async () => {
  const management = { points: 2, windowSeconds: 60 };
  tenant = await startTenant({
    handler: { limits: { management }, bearerTokens: ['one', 'two'] },
  });
  const call = (token: string) => tenant.manage('POST', TICKETS, { user_id: 'x' }, token);
  const first = await call('one');
  expect([first.status, ...limitsOf(first)]).toEqual([404, '2', '1']);
  await call('one');
  const full = await call('one');
  expect(full.json).toEqual({
    statusCode: 429,
    error: 'Too Many Requests',
    message: 'Global limit has been reached',
    errorCode: 'too_many_requests',
  });
  expect(full.headers.get('retry-after')).toBe('60');
  expect(Number(full.headers.get('x-ratelimit-reset'))).toBeGreaterThan(
    tenant.clock.now().getTime() / 1000,
  );
});

test('a throttle that is away closes the door with 503', async () => {
  const away: Throttle = {
    consume: () => Promise.reject(new Error('redis://secret')),
    refund: async () => {},
    clear: async () => {},
  };
  tenant = await startTenant({ handler: { throttle: away } });
  const reset = await ask({});
  expect(reset).toMatchObject({ status: 503, json: { error: 'temporarily_unavailable' } });
  expect(reset.headers.get('retry-after')).not.toBeNull();
  const ticket = await tenant.manage('POST', TICKETS, { user_id: 'auth0|alice' });
  expect(ticket).toMatchObject({ status: 503, json: { error: 'Service Unavailable' } });
  expect(reset.body + ticket.body).not.toContain('secret');
  expect(tenant.calls).toEqual([]);
});
