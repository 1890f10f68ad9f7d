import { auth0Handler } from 'latchkey/http';
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
