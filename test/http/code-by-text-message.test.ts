import { allLanguages, english } from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { KEYS, NEW_PASSWORD, startApp } from './support/app.js';
import { PHONE, startPhones } from './support/phones.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';

describe('the page for the code', () => {
  const MAILBOX = {
    en: /mail/i,
    de: /mail/i,
    es: /correo/i,
    fr: /mail|courri/i,
    ja: /メール/,
    ar: /بريد/,
  };

  async function askBySms(visitor: Visitor, who = 'alice', query = '') {
    const form = { identifier: `${who}@example.com`, deliver: 'code:sms' };
    const asked = await visitor.post(`/password/forgot${query}`, form);
    const location = asked.headers.get('location') ?? '';
    const flow = /code\/([\w-]{22})/.exec(location)?.[1] ?? '';
    return { asked, location, flow, cookie: `__Secure-latchkey-code-${flow}` };
  }

  test.each(allLanguages.map((texts) => [texts.lang as keyof typeof MAILBOX, texts] as const))(
    'says in %s where to look: at the telephone, and nothing of mail',
    async (lang, texts) => {
      const app = await startPhones();
      const visitor = new Visitor(app.handler);
      const { location } = await askBySms(visitor, 'alice', `?ui_locales=${lang}`);
      const page = await (await visitor.get(location)).text();
      for (const said of [texts.channels.sms.lead, texts.channels.sms.nothing])
        expect(page).toContain(said);
      expect(page).not.toContain(texts.code.lead);
      expect(page).not.toContain(texts.checkMail.spam);
      expect(page).toContain(texts.code.lifetime(10));
      const { lead, nothing } = texts.channels.sms;
      expect(`${lead} ${nothing}`).not.toMatch(MAILBOX[lang]);
    },
  );

  test('says so after a wrong code as well, and a right one leads on', async () => {
    const app = await startPhones();
    const visitor = new Visitor(app.handler);
    const { flow } = await askBySms(visitor);
    await app.passwords.drainOutbox();
    const code = app.texted[0]?.code ?? '';
    const wrong = await visitor.post('/password/code', { flow, code: `${code}0` });
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain(english.channels.sms.lead);
    const right = await visitor.post('/password/code', { flow, code });
    expect(right.headers.get('location')).toBe(`/password/reset/${flow}`);
    const set = await visitor.post('/password/reset', { flow, newPassword: NEW_PASSWORD });
    expect(set.headers.get('location')).toBe('/password/done');
    const signIn = { identifier, password: NEW_PASSWORD };
    expect((await app.passwords.authenticate(signIn)).ok).toBe(true);
  });

  test('of a mailed code stays as it was, where text messages are offered too', async () => {
    const { handler } = await startPhones();
    const visitor = new Visitor(handler);
    const { asked, location, flow } = await visitor.askForCode(identifier);
    expect(asked.headers.getSetCookie()[0]).toMatch(
      new RegExp(`^__Secure-latchkey-code-${flow}=[\\w-]{64};`),
    );
    const page = await (await visitor.get(location)).text();
    expect(page).toContain(english.code.lead);
    expect(page).toContain(english.checkMail.spam);
  });

  test('attack 35: is the same for everyone, with a telephone, without, and without an account', async () => {
    const app = await startPhones();
    const said = new Set<string>();
    for (const who of ['alice', 'bob', 'nobody', 'disabled', 'carol', 'newcomer']) {
      const visitor = new Visitor(app.handler);
      const { asked, location, flow } = await askBySms(visitor, who);
      const heard = [asked, await visitor.get(location)];
      await app.passwords.drainOutbox();
      for (let tries = 0; tries < 7; tries += 1)
        heard.push(await visitor.post('/password/code', { flow, code: '12345678' }));
      heard.push(await visitor.get(location));
      const lines = heard.map(
        async (answer) =>
          `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`,
      );
      const all = (await Promise.all(lines)).join('\n');
      said.add(all.replaceAll(flow, 'FLOW').replace(/=[\w-]{64}\.sms;/g, '=ID.sms;'));
    }
    expect(said.size).toBe(1);
    expect(
      app.texted.map(({ to }) => to),
      'and one of them was sent something',
    ).toEqual([PHONE]);
  });

  test.each([
    ['.whatsapp', 'mail'],
    ['.constructor', 'mail'],
    ['.mail', 'mail'],
    ['', 'mail'],
    ['.', 'lost'],
    ['.SMS', 'lost'],
    ['.sms.sms', 'lost'],
    ['.sms%22%3E%3Cscript%3Eevil', 'lost'],
    [`.${'s'.repeat(65)}`, 'lost'],
  ])('with "%s" in the browser’s own cookie is the page of %s', async (suffix, what) => {
    const app = await startPhones();
    const { location, cookie } = await askBySms(new Visitor(app.handler));
    const forged = { cookie: `${cookie}=${'A'.repeat(64)}${suffix}` };
    const answer = await new Visitor(app.handler).get(location, forged);
    const page = await answer.text();
    expect(answer.status).toBe(what === 'mail' ? 200 : 400);
    expect(page).toContain(what === 'mail' ? english.code.lead : english.code.lost.lead);
    expect(page).not.toMatch(/evil|undefined|sss/);
  });

  test('attack 23: promises ten minutes at most, and less where the service says so', async () => {
    const { handler } = await startApp({
      service: {
        keys: KEYS,
        lifetimes: { codeSeconds: 300 },
        channels: { sms: { mailer: async () => {}, recipient: () => PHONE } },
      },
      handler: { deliver: 'code', channels: ['sms'] },
    });
    const visitor = new Visitor(handler);
    const { location } = await askBySms(visitor);
    expect(await (await visitor.get(location)).text()).toContain('It works for 5 minutes');
  });
});
