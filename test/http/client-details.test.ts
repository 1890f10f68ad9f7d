import { auth0Handler } from 'latchkey/http';
import { captureTransport, mailer } from 'latchkey/mail';
import { expect, test } from 'vitest';
import { OLD_PASSWORD, SIGNED_IN_AS, STOLEN_PASSWORD, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';

test('place and device that the host tells reach the mails, and nothing of a request’s own does', async () => {
  const app = await startApp({
    handler: { clientDetails: () => ({ place: 'Lyon, France', device: 'Firefox on Windows' }) },
  });
  const visitor = new Visitor(app.handler);
  const body = { identifier, place: 'Nowhere', device: '<b>evil</b>' };
  await visitor.postJson('/password/forgot', body, { 'x-place': 'Nowhere' });
  const change = { currentPassword: OLD_PASSWORD, newPassword: STOLEN_PASSWORD };
  await visitor.postJson('/password/change', change, { [SIGNED_IN_AS]: 'alice' });
  await app.passwords.drainOutbox();
  expect(app.mails.map(({ kind }) => kind)).toContain('password_changed');
  for (const mail of app.mails)
    expect(mail.context).toMatchObject({ place: 'Lyon, France', device: 'Firefox on Windows' });
});

test('a host that knows nothing tells nothing', async () => {
  const app = await startApp({ handler: { clientDetails: () => undefined } });
  await new Visitor(app.handler).postJson('/password/forgot', { identifier });
  await app.passwords.drainOutbox();
  expect(app.mails[0]?.context).toMatchObject({ place: null, device: null });
});

test('so it is at the Auth0 endpoints', async () => {
  const app = await startApp();
  const auth0 = auth0Handler({
    publicUrl: 'https://app.example',
    connections: { people: { passwords: app.passwords } },
    clientDetails: () => ({ place: 'Lyon, France' }),
  });
  const body = { email: identifier, connection: 'people' };
  const asked = await new Visitor(auth0).postJson('/dbconnections/change_password', body);
  expect(asked.status).toBe(200);
  await app.passwords.drainOutbox();
  expect(app.mails[0]?.context).toMatchObject({ place: 'Lyon, France', device: null });
});

test.each([
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::FFFF:c000:0207', '192.0.2.7'],
  ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:0:0', '0.0.0.0'],
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8::1', '2001:db8::1'],
  // Neither is mapped: one translated (RFC 2765), one within a network's own prefix.
  ['::ffff:0:192.0.2.7', '::ffff:0:192.0.2.7'],
  ['2001:db8::ffff:192.0.2.7', '2001:db8::ffff:192.0.2.7'],
])('a mail says %s as people know it: %s', async (ip, shown) => {
  const texts: string[] = [];
  const app = await startApp({
    service: {
      mailer: mailer({
        transport: captureTransport(async ({ text }) => void texts.push(text)),
        from: 'no-reply@app.example',
        product: { name: 'Acme' },
      }),
    },
    handler: { clientAddress: () => ip },
  });
  await new Visitor(app.handler).postJson('/password/forgot', { identifier });
  await app.passwords.drainOutbox();
  expect(texts.join()).toContain(`IP address: ${shown}\n`);
});
