import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../examples/express-spa/api.js';
import { createFrontend } from '../../examples/express-spa/frontend.js';
import { type Served, serve } from '../http/support/serve.js';
import { ROOT } from '../support/source-files.js';
import { Browser } from './support/browser.js';
import { type Running, runExample } from './support/running.js';

const FRONTEND = 'https://www.app.example';

describe('the API', () => {
  let app: Running;

  beforeAll(async () => {
    app = await runExample((parts) => createApp({ ...parts, frontendOrigin: FRONTEND }), {
      publicUrl: 'https://api.app.example/password',
      frontendOrigin: FRONTEND,
      resetLink: `${FRONTEND}/#token={token}`,
    });
  });
  afterAll(() => app.close());

  const preflight = (path: string, origin: string) =>
    fetch(app.base + path, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  test.each(['/login', '/password/forgot', '/password/inspect', '/password/reset'])(
    'attack 61: %s lets in scripts of the frontend, and of nobody else',
    async (path) => {
      const allowed = await preflight(path, FRONTEND);
      expect(allowed.status).toBe(204);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(FRONTEND);
      expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
      expect(allowed.headers.get('access-control-allow-headers')).toMatch(/^content-type/i);
      expect(allowed.headers.get('vary')).toMatch(/\borigin\b/i);
      for (const origin of [
        'https://evil.example',
        'https://www.app.example.evil.example',
        'http://www.app.example',
        'null',
      ]) {
        const refused = await preflight(path, origin);
        expect(refused.headers.get('access-control-allow-origin'), origin).toBeNull();
      }
    },
  );

  test('the mailed link opens the frontend, with the token where no server sees it', async () => {
    const email = app.person();
    await new Browser(app).post('/password/forgot', { identifier: email });
    const link = new URL(await app.newestLink(email));
    expect([link.origin, link.pathname, link.search]).toEqual([FRONTEND, '/', '']);
    expect(link.hash).toMatch(/^#token=[\w-]{43}$/);
  });
});

describe('the frontend', () => {
  const apiUrl = 'https://api.app.example';
  let frontend: Served;

  beforeAll(async () => {
    frontend = await serve(createFrontend({ apiUrl }));
  });
  afterAll(() => frontend.close());

  test('talks to the API and to nobody else', async () => {
    const page = await fetch(frontend.base);
    expect(page.status).toBe(200);
    const policy = page.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src ${apiUrl};`);
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await page.text()).not.toMatch(
      /<script(?! type="module" src="app\.js")|\son\w+=|https?:/,
    );
    const config = await (await fetch(`${frontend.base}/config.js`)).text();
    expect(config).toBe(`export const api = "${apiUrl}";\n`);
  });

  test('writes text and no markup into its page, and keeps no token', () => {
    const folder = join(ROOT, 'examples/express-spa/frontend');
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(scripts).toContain('app.js');
    for (const name of scripts)
      expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(
        /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Storage|cookie\b(?! goes)/,
      );
  });
});
