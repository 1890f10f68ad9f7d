import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OLD_PASSWORD, type Running } from '../examples/support/running.js';
import { startApp } from '../examples/support/start-apps.js';
import { launch, skipReason } from './support.js';
import { Visit, WAYS } from './visit.js';

const NEW_PASSWORD = 'seven wet umbrellas on a tram';
const THIRD_PASSWORD = 'nine grey pigeons on a ledge';
const LAST_PASSWORD = 'four tin kettles in a shed';

const skipped = skipReason !== null;
let browser: Browser;
/** One person for each way, who goes it in every application. */
let people: Visit[];

beforeAll(async () => {
  if (skipped) return;
  browser = await launch();
  people = await Promise.all(WAYS.map(([, options]) => Visit.begin(browser, options)));
});
afterAll(() => browser?.close());

/** A proxy, as it stands in front of an application; its address is known before there is one. */
async function openProxy() {
  let target = '';
  const server = createServer((request, response) => {
    const { method, headers, url } = request;
    const onward = ask(`${target}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (base: string) => {
      target = base;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const names = Object.keys(startApp) as (keyof typeof startApp)[];

describe.skipIf(skipped).each(names)('a person in %s', (name) => {
  let proxy: Awaited<ReturnType<typeof openProxy>>;
  let app: Running;

  beforeAll(async () => {
    proxy = await openProxy();
    app = await startApp[name](`${proxy.origin}/password`);
    proxy.leadTo(app.base);
  });
  afterAll(async () => {
    proxy?.close();
    await app?.close();
  });

  /** Holds the page that a step led to against its heading, and against axe-core. */
  async function sees(visit: Visit, heading: string): Promise<void> {
    expect(await visit.heading()).toBe(heading);
    expect(visit.page.url()).not.toContain('token=');
    expect(await visit.faults(), heading).toEqual([]);
  }

  test.each(WAYS.map(([way], index) => [way, index] as const))(
    'goes every way %s',
    async (_way, index) => {
      const { publicUrl } = app;
      const email = app.person();
      const visit = people[index] as Visit;
      await visit.startOver();
      const signIn = (password: string) => visit.postJson('/login', { email, password });

      // Forgotten, and chosen anew.
      await visit.goto(`${publicUrl}/forgot`);
      await sees(visit, 'Forgot your password?');
      await visit.submit({ identifier: 'not an address' });
      await sees(visit, 'Forgot your password?');
      await visit.submit({ identifier: email });
      await sees(visit, 'Check your mail');
      const link = await app.newestLink(email);
      await visit.goto(link);
      await sees(visit, 'Choose a new password');
      await visit.submit({ newPassword: 'too short' });
      await sees(visit, 'Choose a new password');
      expect(await visit.page.getAttribute('#newPassword', 'aria-invalid')).toBe('true');
      await visit.submit({ newPassword: NEW_PASSWORD });
      await sees(visit, 'Your password is saved');
      await visit.goto(link);
      await sees(visit, 'This link was already used');

      // Changed while signed in.
      await visit.goto(`${publicUrl}/change`);
      await sees(visit, 'Please sign in');
      expect(await signIn(OLD_PASSWORD)).toBe(401);
      expect(await signIn(NEW_PASSWORD)).toBe(200);
      await visit.goto(`${publicUrl}/change`);
      await sees(visit, 'Change your password');
      await visit.submit({ currentPassword: OLD_PASSWORD, newPassword: THIRD_PASSWORD });
      await sees(visit, 'Change your password');
      await visit.submit({ currentPassword: NEW_PASSWORD, newPassword: THIRD_PASSWORD });
      await sees(visit, 'Your password is changed');
      expect(await visit.goto(`${proxy.origin}/me`)).toBe(200);

      // Made to choose another at the next sign-in.
      await app.requireChange?.(email);
      const refused = await fetch(`${proxy.origin}/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: proxy.origin },
        body: JSON.stringify({ email, password: THIRD_PASSWORD }),
      });
      const { changeUrl } = (await refused.json()) as { changeUrl: string };
      await visit.goto(changeUrl);
      await sees(visit, 'Choose a new password to go on');
      await visit.submit({ newPassword: LAST_PASSWORD });
      await sees(visit, 'Your password is saved');
      expect(await signIn(LAST_PASSWORD)).toBe(200);
    },
  );
});
