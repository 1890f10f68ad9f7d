import { statelessSessions } from 'latchkey/sessions';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gate } from '../../support/gate.js';
import type { Served } from '../support/serve.js';
import { Browser } from './support/browser.js';
import {
  NEW_PASSWORD,
  OLD_PASSWORD,
  openSessionService,
  type SessionService,
} from './support/service.js';
import { type AppOptions, serveKoa } from './support/session-app.js';

// koa-session with everything in its signed cookie: no store, no index, no deletion.

let service: SessionService;
let served: Served;
let options: AppOptions;

beforeEach(async () => {
  service = openSessionService(statelessSessions());
  const holds = { beforeSignIn: async () => {}, beforeWrite: async () => {} };
  options = { passwords: service.passwords, holds, clock: service.clock.now };
  served = await serveKoa(null, options, {});
});
afterEach(async () => {
  await served.close();
  await service.passwords.close();
});

async function browsers(count: number): Promise<Browser[]> {
  const opened = Array.from({ length: count }, () => new Browser(served.base));
  for (const browser of opened) {
    expect(await browser.signIn(OLD_PASSWORD)).toBe(200);
    expect(await browser.whoAmI()).toBe('alice');
  }
  return opened;
}

test('attack 52: a change ends every other cookie; the kept one is made anew, and its copy is dead', async () => {
  const [kept, second] = (await browsers(2)) as [Browser, Browser];
  await kept.post('/cart', { cart: 'tea' });
  const thief = kept.thief();
  const answer = await kept.post('/change', {
    currentPassword: OLD_PASSWORD,
    newPassword: NEW_PASSWORD,
  });
  expect(await answer.json()).toEqual({ sessions: 'revoked', kept: true, accountId: 'alice' });
  expect(await kept.whoAmI()).toBe('alice');
  expect(await (await kept.get('/cart')).json()).toEqual({ cart: 'tea' });
  expect(await second.whoAmI()).toBeNull();
  expect(await thief.whoAmI()).toBeNull();
});

test('attack 52: the hosted page of a change makes the cookie anew as well', async () => {
  const [kept, second] = (await browsers(2)) as [Browser, Browser];
  const answer = await kept.post(
    '/password/change',
    { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD },
    { origin: 'https://app.example', accept: 'application/json' },
  );
  expect(answer.status).toBe(200);
  expect(await kept.whoAmI()).toBe('alice');
  expect(await second.whoAmI()).toBeNull();
});

test('attack 52: a reset ends every cookie, and one from a sign-in that raced it', async () => {
  const [browser] = (await browsers(1)) as [Browser];
  const [reached, go] = [gate(), gate()];
  options.holds.beforeSignIn = () => {
    reached.resolve();
    return go.promise;
  };
  const racer = new Browser(served.base);
  const signingIn = racer.signIn(OLD_PASSWORD);
  await reached.promise;
  await service.reset(NEW_PASSWORD);
  go.resolve();
  expect(await signingIn).toBe(200);
  expect(await racer.whoAmI()).toBeNull();
  expect(await browser.whoAmI()).toBeNull();
});

test('a request that was under way during a change does not replace the new cookie', async () => {
  const [kept] = (await browsers(1)) as [Browser];
  const late = kept.thief();
  await kept.post('/change', { currentPassword: OLD_PASSWORD, newPassword: NEW_PASSWORD });
  const answer = await late.get('/me');
  expect(await answer.json()).toEqual({ accountId: null });
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('a refused browser starts anew, and signs out by an empty cookie', async () => {
  const [browser] = (await browsers(1)) as [Browser];
  await service.reset(NEW_PASSWORD);
  await browser.post('/cart', { cart: 'cocoa' });
  expect(await (await browser.get('/cart')).json()).toEqual({ cart: 'cocoa' });
  expect(await browser.signIn(NEW_PASSWORD)).toBe(200);
  expect(await browser.whoAmI()).toBe('alice');
  await browser.post('/logout');
  expect(await browser.whoAmI()).toBeNull();
});
