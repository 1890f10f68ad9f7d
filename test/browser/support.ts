import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expressHandler } from 'latchkey/express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type App, startApp } from '../http/support/app.js';

const CHROMIUM = '/usr/bin/chromium';
const required = process.env.LATCHKEY_REQUIRE_ENGINES === '1';

/** Why the browser tests are skipped, or `null` where they run. */
export const skipReason =
  existsSync(CHROMIUM) || required ? null : `no ${CHROMIUM}: apt-get install chromium`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
}

/** The service of the HTTP tests, mounted in Express and listening. */
export interface Site extends App {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startSite(): Promise<Site> {
  const host = express();
  const server: Server = createServer(host);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const publicUrl = `${origin}/password`;
  const app = await startApp({
    publicUrl,
    service: {
      limits: { requestsPerClient: { points: 2, windowSeconds: 900 } },
    },
  });
  host.get('/login', (_request, response) => {
    response.type('html').send('<!doctype html><title>Sign in</title><h1>Sign in</h1>');
  });
  host.use(
    '/password',
    expressHandler<string>({
      passwords: app.passwords,
      publicUrl,
      brand: { name: 'Acme Instruments' },
      loginUrl: '/login',
      accountId: (request) => request.get('x-test-account') ?? null,
      accountEmail: (request) => `${request.get('x-test-account')}@example.com`,
      clientAddress: (request) => request.get('x-test-ip'),
    }),
  );
  return {
    ...app,
    origin,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What axe-core finds wrong with a page, one line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run;
    const { violations } = await run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/**
 * The same document in a context where scripts may run, its own left out: axe-core needs timers,
 * and a page without JavaScript has none.
 */
export async function inspectable(page: Page, browser: Browser): Promise<Page> {
  const html = (await page.content()).replace(/<script[^>]*><\/script>/, '');
  const twin = await browser.newPage();
  await twin.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body: html }));
  await twin.goto(page.url());
  return twin;
}
