import { english, passwordHandler } from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { KEYS, PUBLIC_URL, startApp } from './support/app.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';

describe('what is sent', () => {
  test.each([
    ['link', english.forgot.lead, false],
    ['code', english.forgot.code.lead, false],
    ['choice', english.forgot.choice.lead, true],
  ] as const)('"%s": the page says so', async (deliver, lead, chooses) => {
    const { handler } = await startApp({ service: { keys: KEYS }, handler: { deliver } });
    const page = await (await new Visitor(handler).get('/password/forgot')).text();
    expect(page).toContain(lead);
    expect(page.includes('name="deliver"')).toBe(chooses);
    if (chooses) expect(page).toMatch(/value="link" checked[\s\S]+value="code">/);
  });

  test.each([
    ['link', {}, 'reset_link'],
    ['code', {}, 'reset_code'],
    ['choice', {}, 'reset_link'],
    ['choice', { deliver: 'link' }, 'reset_link'],
    ['choice', { deliver: 'code' }, 'reset_code'],
  ] as const)('"%s" with %j: a %s', async (deliver, more, kind) => {
    const app = await startApp({ service: { keys: KEYS }, handler: { deliver } });
    const visitor = new Visitor(app.handler);
    await visitor.post('/password/forgot', { identifier, ...more });
    await visitor.postJson('/password/forgot', { identifier, ...more });
    await app.passwords.drainOutbox();
    expect(app.mails.map((mail) => mail.kind)).toContain(kind);
    expect(new Set(app.mails.map((mail) => mail.kind)).size).toBe(1);
  });

  test.each([
    ['link', { deliver: 'code' }, 'deliver'],
    ['code', { deliver: 'link' }, 'deliver'],
    ['choice', { deliver: 'fax' }, 'deliver'],
    ['choice', { deliver: '' }, 'deliver'],
    ['choice', { deliver: 'code', channel: 'sms' }, 'channel'],
    ['choice', { deliver: 'code', channel: 'constructor' }, 'channel'],
    ['choice', { deliver: 'link', channel: 'mail' }, 'channel'],
  ] as const)('"%s" refuses %j', async (deliver, more, path) => {
    // The service could send text messages; the host has not said that a request may ask for one.
    const sms = { mailer: async () => {}, recipient: () => '+33 6 00 00 00 00' };
    const app = await startApp({
      service: { keys: KEYS, channels: { sms } },
      handler: { deliver },
    });
    const visitor = new Visitor(app.handler);
    const form = await visitor.post('/password/forgot', { identifier, ...more });
    expect(form.status).toBe(400);
    const json = await visitor.postJson('/password/forgot', { identifier, ...more });
    expect(json.status).toBe(400);
    const { reason, issues } = (await json.json()) as { reason: string; issues: unknown };
    expect([reason, issues]).toEqual(['invalid_input', [{ path, code: expect.any(String) }]]);
    expect(app.calls).toEqual([]);
  });

  test.each([
    ['?deliver=code', 'code'],
    ['?deliver=link', 'link'],
    ['', 'link'],
    ['?deliver=fax', 'link'],
    ['?deliver=code:sms', 'link'],
    ['?deliver=code&deliver=code', 'link'],
    ['?deliver=%22%3E%3Cscript%3E', 'link'],
  ])('the page at "%s" has chosen a way that there is', async (query, chosen) => {
    const { handler } = await startApp({ service: { keys: KEYS }, handler: { deliver: 'choice' } });
    const page = await (await new Visitor(handler).get(`/password/forgot${query}`)).text();
    const checked = [...page.matchAll(/name="deliver" value="([^"]*)" checked/g)];
    expect(checked.map(([, value]) => value)).toEqual([chosen]);
  });

  test('the page for a code leads back to where a code is asked for', async () => {
    const { handler } = await startApp({ service: { keys: KEYS }, handler: { deliver: 'choice' } });
    const visitor = new Visitor(handler);
    const { location } = await visitor.askForCode(identifier);
    const page = await (await visitor.get(location)).text();
    const [, href = ''] = /href="([^"]*)">Ask for a new code</.exec(page) ?? [];
    expect(href).toBe('/password/forgot?deliver=code');
    expect(await (await visitor.get(href)).text()).toContain('value="code" checked');
  });

  test('a channel is one of the service’s that the host names', async () => {
    const texts: string[] = [];
    const sms = {
      mailer: async (mail: { to: string; code: string }) => void texts.push(mail.to),
      recipient: () => '+33 6 00 00 00 00',
    };
    const app = await startApp({
      service: { keys: KEYS, channels: { sms } },
      handler: { deliver: 'code', channels: ['sms'] },
    });
    const body = { identifier, channel: 'sms', to: '+1 900 555 0100' };
    const answer = await new Visitor(app.handler).postJson('/password/forgot', body);
    expect(answer.status).toBe(200);
    await app.passwords.drainOutbox();
    expect([texts, app.mails]).toEqual([['+33 6 00 00 00 00'], []]);
  });

  test.each(['code', 'choice'] as const)('"%s" takes keys in the service', async (deliver) => {
    const { passwords } = await startApp();
    expect(() => passwordHandler({ passwords, publicUrl: PUBLIC_URL, deliver })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringMatching('keys'),
      }),
    );
    const { handler } = await startApp({ handler: { deliver: 'link' } });
    const page = await new Visitor(handler).get('/password/code/AAAAAAAAAAAAAAAAAAAAAA');
    expect(page.status, 'and where only links are sent there is no such page').toBe(404);
  });
});
