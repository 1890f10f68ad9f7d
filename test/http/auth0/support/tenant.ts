import {
  type Mail,
  nist,
  notReused,
  PasswordService,
  type PasswordServiceOptions,
  policy,
} from 'latchkey';
import { type Auth0Handler, type Auth0HandlerOptions, auth0Handler } from 'latchkey/http';
import { memoryStores } from 'latchkey/memory';
import {
  type FixedClock,
  fixedClock,
  insecureTestHash,
  insecureTestHasher,
} from 'latchkey/testing';
import { type CallLog, logCalls } from '../../support/log-calls.js';

export const ORIGIN = 'https://auth.app.example';
export const AUDIENCE = `${ORIGIN}/api/v2/`;
export const CUSTOMERS = 'Username-Password-Authentication';
export const CUSTOMERS_ID = 'con_customers0000001';
export const STAFF = 'staff';
export const STAFF_ID = 'con_staff00000000002';
export const STATIC_TOKEN = 'static-token-of-the-tests';
export const CLIENT = { clientId: 'backend', clientSecret: 'secret-of-the-backend' };
export const OLD_PASSWORD = 'purple lanterns over the bay';
export const NEW_PASSWORD = 'seven wet umbrellas on a tram';
/** The header by which the host of these tests knows a client's address. */
export const CLIENT_ADDRESS = 'x-test-ip';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The body as JSON. */
  readonly json: { readonly [name: string]: unknown };
}

export interface Tenant {
  readonly handler: Auth0Handler;
  readonly customers: PasswordService<string>;
  readonly staff: PasswordService<number>;
  readonly stores: ReturnType<typeof memoryStores>;
  readonly mails: Mail<string>[];
  /** Every store call of the customers' realm; proves what was never asked. */
  readonly calls: CallLog;
  readonly errors: unknown[];
  readonly clock: FixedClock;
  send(method: string, path: string, init?: RequestInit): Promise<Answer>;
  /** Sends JSON; `headers` may replace the type. */
  json(
    method: string,
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Calls the Management API with JSON and a token. */
  manage(method: string, path: string, body: unknown, token?: string): Promise<Answer>;
  form(path: string, body: Record<string, string> | string): Promise<Answer>;
  /** Delivers what is due, and answers whom mails went to since the last call. */
  mailed(): Promise<readonly string[]>;
}

export async function startTenant(
  more: {
    readonly handler?: Partial<Auth0HandlerOptions>;
    readonly service?: Partial<PasswordServiceOptions<string>>;
    readonly publicUrl?: string;
  } = {},
): Promise<Tenant> {
  const clock = fixedClock(new Date());
  const calls: CallLog = [];
  const mails: Mail<string>[] = [];
  const errors: unknown[] = [];
  const passwordHash = insecureTestHash(OLD_PASSWORD);
  const database = memoryStores({
    realm: 'customers',
    accounts: [
      { id: 'alice', email: 'alice@example.com', displayName: 'Alice Archer' },
      { id: 'bob', email: 'bob@example.com' },
      { id: 'auth0|5f7c8ec7c33c6c004bbafe82', email: 'imported@example.com' },
      { id: '7', email: 'seven@example.com' },
      { id: 'disabled', email: 'disabled@example.com', enabled: false },
      { id: 'mailless' },
      { id: 'twin-1', email: 'twin@example.com' },
      { id: 'twin-2', email: 'twin@example.com' },
    ].map((account) => ({ ...account, passwordHash })),
  });
  for (const account of [
    { id: 'google-oauth2|carol', email: 'carol@example.com', identityProvider: 'Google' },
    { id: 'newcomer', email: 'newcomer@example.com' },
  ])
    await database.accounts.add(account);
  const common = {
    mailer: async (mail: Mail<string>) => void mails.push(mail),
    links: { reset: `${ORIGIN}/password/reset`, named: { app: `${ORIGIN}/app/reset` } },
    policy: policy(...nist().rules, notReused(3)),
    hasher: insecureTestHasher(),
    outbox: 'external',
    clock: clock.now,
    onEvent: () => {},
  } as const;
  const customers = new PasswordService<string>({
    ...common,
    stores: logCalls(database, calls),
    ...more.service,
  });
  const staff = new PasswordService<number>({
    ...common,
    mailer: async () => {},
    stores: memoryStores({
      realm: 'staff',
      idType: 'number',
      accounts: [
        { id: 7, email: 'dora@example.com', passwordHash },
        { id: 8, email: 'alice@example.com', passwordHash },
      ],
    }),
  });
  calls.length = 0;

  const publicUrl = more.publicUrl ?? ORIGIN;
  const handler = auth0Handler({
    publicUrl,
    connections: {
      [CUSTOMERS]: { passwords: customers, id: CUSTOMERS_ID },
      [STAFF]: { passwords: staff, id: STAFF_ID },
    },
    clients: [CLIENT],
    bearerTokens: [STATIC_TOKEN],
    clientAddress: (request) => request.headers.get(CLIENT_ADDRESS) ?? undefined,
    clock: clock.now,
    onError: (error) => errors.push(error),
    ...more.handler,
  });

  const send: Tenant['send'] = async (method, path, init = {}) => {
    const response = await handler.fetch(new Request(publicUrl + path, { ...init, method }));
    const body = await response.text();
    const isJson = body !== '' && response.headers.get('content-type')?.includes('json') === true;
    const { status, headers } = response;
    return { status, headers, body, json: isJson ? JSON.parse(body) : {} };
  };
  const json: Tenant['json'] = (method, path, body, headers = {}) =>
    send(method, path, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  return {
    handler,
    customers,
    staff,
    stores: database,
    mails,
    calls,
    errors,
    clock,
    send,
    json,
    manage: (method, path, body, token = STATIC_TOKEN) =>
      json(method, path, body, { authorization: `Bearer ${token}` }),
    form: (path, body) =>
      send('POST', path, {
        body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    mailed: async () => {
      await customers.drainOutbox();
      return mails.splice(0).map(({ to }) => to);
    },
  };
}

/** The path of a user, percent-encoded as the SDKs do it. */
export function userPath(userId: string): string {
  return `/api/v2/users/${encodeURIComponent(userId)}`;
}
