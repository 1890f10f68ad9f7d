import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import express, { type Request } from 'express';
import type { PasswordServiceOptions } from 'latchkey';
import { expressHandler } from 'latchkey/express';
import type { Brand, HandlerOptions } from 'latchkey/http';
import { type FixedClock, fixedClock } from 'latchkey/testing';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type App, KEYS, SIGNED_IN_AS, startApp } from '../http/support/app.js';

const CHROMIUM = '/usr/bin/chromium';
const required = process.env.LATCHKEY_REQUIRE_ENGINES === '1';

/** Why the browser tests are skipped, or `null` where they run. */
export const skipReason =
  existsSync(CHROMIUM) || required ? null : `no ${CHROMIUM}: apt-get install chromium`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launch(): Promise<Browser> {
  // One process for a page, and none that draws by a graphics card which is not there.
  const args = ['--no-sandbox', '--disable-gpu', '--disable-site-isolation-trials'];
  return chromium.launch({ executablePath: CHROMIUM, args });
}

/** The service of the HTTP tests, mounted in Express and listening. */
export interface Site extends App {
  readonly origin: string;
  /** Where the pages are. */
  readonly publicUrl: string;
  readonly clock: FixedClock;
  close(): Promise<void>;
}

/** Says that the session of the signed-in person is not a fresh one. */
export const STALE = 'x-test-stale';
/** Signed in as whom the host's own code fails. */
export const BROKEN = 'broken';

export async function startSite(
  brand: Brand = { name: 'Acme Instruments' },
  more: {
    readonly channels?: PasswordServiceOptions<string>['channels'];
    readonly handler?: Partial<HandlerOptions<string, Request>>;
  } = {},
): Promise<Site> {
  const host = express();
  const server: Server = createServer(host);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = `${origin}/password`;
  const clock = fixedClock();
  const app = await startApp({
    publicUrl,
    service: {
      clock: clock.now,
      keys: KEYS,
      channels: more.channels,
      limits: { requestsPerClient: { points: 2, windowSeconds: 900 } },
      // Erin has a second factor that no code opens; Dora's link is good, and leads nowhere.
      secondFactor: {
        methods: async ({ accountKey }) => (accountKey === 'erin' ? ['totp', 'recovery_code'] : []),
        verify: async () => false,
      },
      hooks: {
        beforeRedemption: ({ account }) =>
          account.id === 'dora' ? { deny: 'under_investigation' } : undefined,
      },
    },
  });
  for (const id of ['dora', 'erin'])
    await app.stores.accounts.add({ id, email: `${id}@example.com`, emailVerified: true });
  host.get('/login', (_request, response) => {
    response.type('html').send('<!doctype html><title>Sign in</title><h1>Sign in</h1>');
  });
  host.use(
    '/password',
    expressHandler<string>({
      passwords: app.passwords,
      publicUrl,
      brand,
      loginUrl: '/login',
      deliver: 'choice',
      accountId: (request) => {
        const accountId = request.get(SIGNED_IN_AS) ?? null;
        if (accountId === BROKEN) throw new Error('The database of the host is away.');
        return accountId;
      },
      accountEmail: (request) => `${request.get(SIGNED_IN_AS)}@example.com`,
      isFreshSession: (request) => request.get(STALE) === undefined,
      clientAddress: (request) => request.get('x-test-ip'),
      onError: (error) => app.errors.push(error),
      ...more.handler,
    }),
  );
  return {
    ...app,
    origin,
    publicUrl,
    clock,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What axe-core finds wrong with a page, one line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run;
    const { violations } = await run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/**
 * The same document in a context where scripts may run, its own left out: axe-core needs timers,
 * and a page without JavaScript has none. A twin of before may be used again.
 */
export async function inspectable(page: Page, browser: Browser, again?: Page): Promise<Page> {
  const html = (await page.content()).replace(/<script[^>]*><\/script>|<\/?noscript>/g, '');
  const twin = again ?? (await browser.newPage());
  await twin.unrouteAll();
  await twin.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await twin.goto(page.url());
  return twin;
}
