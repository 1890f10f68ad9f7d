import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../examples/express/app.js';
import { readEnvironment } from '../../examples/express/environment.js';
import { openDatabase } from '../../examples/express/open-database.js';
import type { DemoDatabase } from '../../examples/express/schema.js';
import { hasOpenssl, type Sdk, type Sdks, startSdks } from '../http/auth0/support/sdks.js';

const connection = 'Username-Password-Authentication';
const MANAGEMENT_TOKEN = 'a token of at least thirty-two characters';
const PASSWORD = 'correct horse battery staple';

let folder: string;
let db: Kysely<DemoDatabase>;
let demo: Awaited<ReturnType<typeof createApp>>;
let plain: Server;
let sdks: Sdks;

/** The demo itself on a SQLite file, by https for the SDKs and by http for the rest. */
beforeAll(async () => {
  if (!hasOpenssl()) return;
  folder = await mkdtemp(join(tmpdir(), 'latchkey-demo-auth0-'));
  db = openDatabase(join(folder, 'demo.db'));
  sdks = await startSdks(async (publicUrl) => {
    const environment = readEnvironment({ MANAGEMENT_TOKEN, PUBLIC_URL: publicUrl });
    demo = await createApp({ db, redis: null, environment, publicUrl });
    return demo.app;
  });
  plain = createServer(demo.app);
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(async () => {
  if (!hasOpenssl()) return;
  await sdks.close();
  plain.close();
  await demo.close();
  await db.destroy();
  await rm(folder, { recursive: true, force: true });
});

const signIn = async (email: string, password: string) => {
  const { port } = plain.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  return answer.status;
};
const credentials = () => ({
  domain: sdks.domain,
  clientId: 'demo-client',
  clientSecret: MANAGEMENT_TOKEN,
});

describe.skipIf(!hasOpenssl())('the real SDKs against the demo', () => {
  test.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7', 'auth0-auth-js'])(
    '%s asks for a reset mail',
    async (sdk) => {
      const body = { email: 'bob@example.com', connection };
      expect(await sdks.call(sdk, 'changePassword', credentials(), body)).toEqual({
        ok: true,
        value: "We've just sent you an email to reset your password.",
      });
    },
  );

  test.each<readonly [Sdk, string]>([
    ['auth0 4', 'four lanterns in the harbour fog'],
    ['auth0 6', 'six lanterns in the harbour fog'],
    ['auth0 7', 'seven lanterns in the harbour fog'],
  ])('%s makes a ticket and sets a password directly', async (sdk, password) => {
    const ticket = await sdks.call(sdk, 'ticket', credentials(), {
      user_id: 'auth0|alice',
      result_url: `${sdks.publicUrl}/login`,
    });
    expect(ticket).toMatchObject({
      ok: true,
      value: { ticket: expect.stringContaining(`${sdks.publicUrl}/password/reset?token=`) },
    });
    const body = { password, connection };
    expect(await sdks.call(sdk, 'update', credentials(), 'auth0|alice', body)).toMatchObject({
      ok: true,
      value: { user_id: 'auth0|alice', email: 'alice@example.com' },
    });
    expect(await signIn('alice@example.com', password)).toBe(200);
    expect(await signIn('alice@example.com', PASSWORD)).toBe(401);
  });

  test.each<Sdk>(['auth0 4', 'auth0 6', 'auth0 7'])(
    '%s takes MANAGEMENT_TOKEN as a bearer token as it is',
    async (sdk) => {
      const token = { domain: sdks.domain, token: MANAGEMENT_TOKEN };
      const body = { user_id: 'auth0|bob' };
      expect(await sdks.call(sdk, 'ticket', token, body)).toMatchObject({ ok: true });
      const wrong = { domain: sdks.domain, token: `${MANAGEMENT_TOKEN}x` };
      expect(await sdks.call(sdk, 'ticket', wrong, body)).toMatchObject({
        ok: false,
        error: { statusCode: 401 },
      });
    },
  );

  test('the demo keeps its own routes beside them', async () => {
    const { port } = plain.address() as AddressInfo;
    for (const [path, status] of [
      ['/healthz', 200],
      ['/login', 200],
      ['/api/v2/nothing', 404],
      ['/password/openapi.json', 200],
    ] as const)
      expect((await fetch(`http://127.0.0.1:${port}${path}`)).status, path).toBe(status);
  });
});
