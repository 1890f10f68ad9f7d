import { unwrap } from 'latchkey';
import { english } from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { type App, KEYS, NEW_PASSWORD, OLD_PASSWORD, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';
const TO_A_CODE = `href="/password/forgot?deliver=code">${english.code.again}</a>`;

/** Types the right code in, and answers with the flow that comes of it and with its cookie. */
async function comeByCode(app: App, visitor: Visitor) {
  const { flow } = await visitor.askForCode(identifier);
  const code = await app.mailedCode(identifier);
  const opened = await visitor.post('/password/code', { flow, code });
  expect(opened.headers.get('location')).toBe(`/password/reset/${flow}`);
  const [cookie = ''] = opened.headers.getSetCookie();
  return { flow, cookie: cookie.split(';')[0] ?? '' };
}

async function start(deliver: 'link' | 'code' | 'choice') {
  const app = await startApp({ service: { keys: KEYS }, handler: { deliver } });
  return { app, visitor: new Visitor(app.handler) };
}

const changeElsewhere = ({ passwords }: App) =>
  passwords.changePassword({
    accountId: 'alice',
    currentPassword: OLD_PASSWORD,
    newPassword: NEW_PASSWORD,
  });

describe('a link that no longer works', () => {
  test.each([
    ['was taken back', (app: App) => app.passwords.revokeTickets({ accountId: 'alice' })],
    ['is of before a change elsewhere', changeElsewhere],
    ['is one of two', async (app: App) => void (await app.mailedToken(identifier))],
  ])('since it %s is not said to have a newer one', async (_why, die) => {
    const { app, visitor } = await start('link');
    const token = await app.mailedToken(identifier);
    await die(app);
    const { page } = await visitor.open(token);
    expect(page).toContain('This link no longer works');
    expect(page).toContain(english.link.superseded.lead);
    expect(page).not.toMatch(/newer link|later mail/);
  });
});

describe('who came by a code', () => {
  test.each([
    ['choice', `href="/password/forgot">${english.flowLost.again}</a>`],
    ['code', TO_A_CODE],
  ] as const)(
    'with "%s" and lost the cookie is told of no link in a mail',
    async (deliver, way) => {
      const { app, visitor } = await start(deliver);
      const { flow } = await comeByCode(app, visitor);
      const elsewhere = new Visitor(app.handler);
      for (const lost of [
        await elsewhere.post('/password/reset', { flow, newPassword: NEW_PASSWORD }),
        await elsewhere.post('/password/reset/second-factor', { flow, method: 'totp', code: '1' }),
        await elsewhere.get(`/password/reset/${flow}`),
      ]) {
        expect(lost.status).toBe(400);
        const page = await lost.text();
        expect(page).toContain(`<h1>${english.flowLost.title}</h1>`);
        expect(page).toContain(way);
        expect(page).not.toMatch(/the link again|link in the mail|new link/);
      }
    },
  );

  test('is told of the code where the password was changed elsewhere', async () => {
    const { app, visitor } = await start('choice');
    const { flow } = await comeByCode(app, visitor);
    unwrap(await changeElsewhere(app));
    const saved = await visitor.post('/password/reset', { flow, newPassword: `${NEW_PASSWORD}!` });
    expect(saved.status).toBe(410);
    const page = await saved.text();
    expect(page).toContain(english.code.dead);
    expect(page).toContain(TO_A_CODE);
    expect(page).not.toMatch(/\blinks?\b(?! rel=)/);
  });

  test('and saves twice is told that the code was used', async () => {
    const { app, visitor } = await start('choice');
    const { flow, cookie } = await comeByCode(app, visitor);
    const body = { flow, newPassword: NEW_PASSWORD };
    expect((await visitor.post('/password/reset', body)).status).toBe(303);
    const again = await new Visitor(app.handler).post('/password/reset', body, { cookie });
    expect(again.status).toBe(410);
    const page = await again.text();
    expect(page).toContain(`<h1>${english.code.used.title}</h1>`);
    expect(page).toContain(TO_A_CODE);
  });

  test('is told so behind a second factor, too', async () => {
    const secondFactor = { methods: async () => ['totp'], verify: async () => true };
    const app = await startApp({
      service: { keys: KEYS, secondFactor },
      handler: { deliver: 'code' },
    });
    const visitor = new Visitor(app.handler);
    const { flow } = await comeByCode(app, visitor);
    await visitor.post('/password/reset/second-factor', { flow, method: 'totp', code: '111111' });
    unwrap(await changeElsewhere(app));
    const form = await visitor.get(`/password/reset/${flow}`);
    expect(form.status).toBe(410);
    expect(await form.text()).toContain(english.code.dead);
  });
});

describe('who came by a link', () => {
  test('where only links are sent is told to open it again', async () => {
    const { app, visitor } = await start('link');
    const { flowId } = await visitor.open(await app.mailedToken(identifier));
    const lost = await (await new Visitor(app.handler).get(`/password/reset/${flowId}`)).text();
    expect(lost).toContain(english.link.cookieLost.title);
    expect(lost).toContain(`href="/password/forgot">${english.requestNewLink}</a>`);
  });

  test('where only codes are sent is led to a code', async () => {
    const { app, visitor } = await start('code');
    const issued = unwrap(await app.passwords.issueTicket({ accountId: 'alice' }));
    await app.passwords.revokeTickets({ accountId: 'alice' });
    const { page } = await visitor.open(issued.ticket.token);
    expect(page).toContain(english.link.superseded.title);
    expect(page).toContain(TO_A_CODE);
  });
});
