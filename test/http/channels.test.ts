import {
  allLanguages,
  english,
  german,
  type HandlerOptions,
  passwordHandler,
  type Texts,
} from 'latchkey/http';
import { describe, expect, test } from 'vitest';
import { type App, KEYS, PUBLIC_URL, startApp } from './support/app.js';
import { PHONE, startPhones } from './support/phones.js';
import { Visitor } from './support/visitor.js';

const identifier = 'alice@example.com';
const withChannel = (texts: Texts, name: string, said: object): Texts => ({
  ...texts,
  channels: { ...texts.channels, [name]: said as Texts['channels']['sms'] },
});

const WHATSAPP = {
  way: 'A code by <WhatsApp>',
  lead: 'If there is such an account, a message is on its way.',
  nothing: 'Choose another way.',
};

/** The radio buttons of a page: value, whether it is checked, label. */
function waysOn(page: string): [string, boolean, string][] {
  const buttons = page.matchAll(
    /<label class="choice"><input type="radio" name="deliver" value="([^"]*)"( checked)?> ([^<]*)<\/label>/g,
  );
  return [...buttons].map(([, value = '', checked, label = '']) => [
    value,
    checked !== undefined,
    label,
  ]);
}

async function forgotPage(app: App, query = ''): Promise<string> {
  return (await new Visitor(app.handler).get(`/password/forgot${query}`)).text();
}

describe('at construction', () => {
  const construct = async (handler: Partial<HandlerOptions<string>>) => {
    const channel = { mailer: async () => {}, recipient: () => null };
    const channels = { sms: channel, whatsapp: channel, constructor: channel };
    const { passwords } = await startApp({ service: { keys: KEYS, channels } });
    return () => passwordHandler({ passwords, publicUrl: PUBLIC_URL, ...handler });
  };

  test.each([
    ['whatsapp', undefined, 'channels.whatsapp.way', 'en'],
    ['constructor', undefined, 'channels.constructor.way', 'en'],
    [
      'whatsapp',
      [withChannel(english, 'whatsapp', WHATSAPP), german],
      'channels.whatsapp.way',
      'de',
    ],
    [
      'whatsapp',
      [withChannel(german, 'whatsapp', { way: 'Per WhatsApp' })],
      'channels.whatsapp.lead',
      'de',
    ],
    [
      'whatsapp',
      [withChannel(german, 'whatsapp', { ...WHATSAPP, nothing: 1 })],
      'channels.whatsapp.nothing',
      'de',
    ],
  ] as const)(
    '"%s" without its text is refused, and the text is named (%#)',
    async (name, languages, text, lang) => {
      for (const deliver of ['code', 'choice'] as const)
        expect(await construct({ deliver, channels: ['sms', name], languages })).toThrow(
          expect.objectContaining({
            code: 'ERR_INVALID_OPTION',
            message: expect.stringContaining(
              `"channels" of passwordHandler: "${name}" needs the text "${text}" in the language "${lang}"`,
            ),
          }),
        );
    },
  );

  test.each([
    '',
    ' ',
    'SMS',
    'text message',
    'code:sms',
    '__proto__',
    'sms"><script>',
    'x'.repeat(65),
  ])('a name that no channel can have is refused: "%s"', async (name) => {
    expect(await construct({ deliver: 'choice', channels: [name] })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('"channels.0"'),
      }),
    );
  });

  test('a channel that the service does not have is refused', async () => {
    for (const deliver of ['code', 'choice'] as const)
      expect(await construct({ deliver, channels: ['sms', 'pager'] })).toThrow(
        '"channels" of passwordHandler: PasswordService has no channel "pager"',
      );
  });

  test('a catalogue of before, without texts for "sms", is refused and says so', async () => {
    const { channels: _, ...before } = german;
    expect(await construct({ languages: [before as Texts] })).toThrow(/"languages\.0\.channels"/);
  });

  test('where only links are sent no channel needs a text, and mail needs none ever', async () => {
    expect(await construct({ channels: ['whatsapp'] })).not.toThrow();
    expect(await construct({ deliver: 'code', channels: ['mail', 'sms'] })).not.toThrow();
  });
});

describe('the page shows', () => {
  const BY_MAIL = english.forgot.choice.byMail;
  const SMS = english.channels.sms.way;

  test.each([
    [
      'choice',
      ['sms'],
      [
        ['link', true, BY_MAIL.link],
        ['code', false, BY_MAIL.code],
        ['code:sms', false, SMS],
      ],
    ],
    [
      'code',
      ['sms'],
      [
        ['code', true, BY_MAIL.code],
        ['code:sms', false, SMS],
      ],
    ],
    [
      'code',
      ['mail', 'sms', 'sms'],
      [
        ['code', true, BY_MAIL.code],
        ['code:sms', false, SMS],
      ],
    ],
    [
      'choice',
      [],
      [
        ['link', true, english.forgot.choice.link],
        ['code', false, english.forgot.choice.code],
      ],
    ],
    ['code', [], []],
    ['code', ['mail'], []],
    ['link', ['sms'], []],
  ] as const)(
    '"%s" with %j: each way once, the default checked',
    async (deliver, channels, ways) => {
      const page = await forgotPage(await startPhones({ deliver, channels }));
      expect(waysOn(page)).toEqual(ways);
      expect(page.includes('<fieldset')).toBe(ways.length > 0);
      expect(page).not.toContain('name="channel"');
    },
  );

  test.each(allLanguages.map((texts) => [texts.lang, texts] as const))(
    'the three ways in %s, by three labels',
    async (lang, texts) => {
      const labels = waysOn(await forgotPage(await startPhones(), `?ui_locales=${lang}`)).map(
        ([, , label]) => label,
      );
      const { byMail } = texts.forgot.choice;
      expect(labels).toEqual([byMail.link, byMail.code, texts.channels.sms.way]);
      expect(new Set(labels).size).toBe(3);
    },
  );

  test('a channel of the host’s own by the host’s own text, escaped', async () => {
    const languages = [withChannel(english, 'whatsapp', WHATSAPP)];
    const app = await startPhones({ channels: ['sms', 'whatsapp'], languages });
    expect(waysOn(await forgotPage(app))[3]).toEqual([
      'code:whatsapp',
      false,
      'A code by &lt;WhatsApp&gt;',
    ]);
    const visitor = new Visitor(app.handler);
    const asked = await visitor.post('/password/forgot', { identifier, deliver: 'code:whatsapp' });
    const page = await (await visitor.get(asked.headers.get('location') ?? '')).text();
    expect(page).toContain(WHATSAPP.lead);
    const [, again = ''] = /href="[^"]*(\?deliver=[^"]*)"/.exec(page) ?? [];
    const checked = waysOn(await forgotPage(app, again)).flatMap(([way, is]) => (is ? [way] : []));
    expect(checked, 'another one goes the same way').toEqual(['code:whatsapp']);
    await app.passwords.drainOutbox();
    expect(app.texted.map(({ channel, to }) => [channel, to])).toEqual([['whatsapp', PHONE]]);
  });
});

describe('the way chosen', () => {
  test.each([
    ['choice', {}, 'link'],
    ['choice', { deliver: 'link' }, 'link'],
    ['choice', { deliver: 'code' }, 'code'],
    ['choice', { deliver: 'code:sms' }, 'code:sms'],
    ['choice', { deliver: 'code', channel: 'sms' }, 'code:sms'],
    ['code', {}, 'code'],
    ['code', { deliver: 'code:sms' }, 'code:sms'],
    ['code', { channel: 'sms' }, 'code:sms'],
  ] as const)('"%s": %j is kept when the address is refused', async (deliver, chosen, value) => {
    const app = await startPhones({ deliver });
    const visitor = new Visitor(app.handler);
    const refused = await visitor.post('/password/forgot', {
      identifier: 'not an address',
      ...chosen,
    });
    expect(refused.status).toBe(400);
    const page = await refused.text();
    expect(page).toContain(english.forgot.identifierInvalid);
    const checked = waysOn(page).filter(([, checked]) => checked);
    expect(checked.map(([value]) => value)).toEqual([value]);
    expect(app.calls).toEqual([]);
  });

  test.each([
    ['choice', {}, 'reset_link', 'mail'],
    ['choice', { deliver: 'link' }, 'reset_link', 'mail'],
    ['choice', { deliver: 'code' }, 'reset_code', 'mail'],
    ['choice', { deliver: 'code:sms' }, 'reset_code', 'sms'],
    ['choice', { deliver: 'code', channel: 'sms' }, 'reset_code', 'sms'],
    ['code', { deliver: 'code' }, 'reset_code', 'mail'],
    ['code', { deliver: 'code:sms' }, 'reset_code', 'sms'],
    ['code', { channel: 'sms' }, 'reset_code', 'sms'],
  ] as const)('"%s": a form with %j has a %s go out by %s', async (deliver, chosen, kind, by) => {
    const app = await startPhones({ deliver });
    const form = { identifier, to: '+1 900 555 0100', ...chosen };
    const asked = await new Visitor(app.handler).post('/password/forgot', form);
    expect(asked.status).toBe(303);
    await app.passwords.drainOutbox();
    const [sent, ...more] = [...app.mails, ...app.texted];
    expect(more).toEqual([]);
    expect(sent).toMatchObject({ kind, to: by === 'sms' ? PHONE : identifier });
    expect(app.texted.map(({ channel }) => channel)).toEqual(by === 'sms' ? ['sms'] : []);
  });
});

describe('no way that is not on the page', () => {
  test.each([
    'deliver=code:',
    'deliver=code:mail',
    'deliver=code:whatsapp',
    'deliver=code:constructor',
    'deliver=code:__proto__',
    'deliver=code:SMS',
    'deliver=CODE:sms',
    'deliver=code:sms%00',
    'deliver=code:sms%20',
    'deliver=code:sms:sms',
    'deliver=code:sms,mail',
    'deliver=link:sms',
    'deliver=sms',
    'deliver=:sms',
    'deliver=',
    `deliver=code:${'s'.repeat(9000)}`,
    'deliver=code:sms%22%3E%3Cscript%3Eevil%3C/script%3E',
    'deliver=link&deliver=code:sms',
    'deliver=code:sms&deliver=code:sms',
    'deliver=code:sms&channel=sms',
    'deliver=code:sms&channel=mail',
    'deliver=code:sms&channel=',
    'deliver=code&channel=',
    'deliver=code&channel=whatsapp',
    'deliver=code&channel=code:sms',
    'deliver=code&channel=sms&channel=sms',
    'deliver=link&channel=sms',
    'channel=sms',
  ])('%s is refused, comes back on no page, and asks no store', async (fields) => {
    const app = await startPhones();
    const body = `identifier=${encodeURIComponent(identifier)}&${fields}`;
    const refused = await new Visitor(app.handler).post('/password/forgot', body);
    expect(refused.status).toBe(400);
    expect(refused.headers.getSetCookie()).toEqual([]);
    const page = await refused.text();
    expect(page).toContain(english.refused.title);
    expect(page).not.toMatch(/evil|sssss|code:/);
    expect(app.calls).toEqual([]);
    await app.passwords.drainOutbox();
    expect([app.mails, app.texted]).toEqual([[], []]);
  });

  test('JSON has its two fields, and takes no radio button’s value for them', async () => {
    const app = await startPhones();
    const visitor = new Visitor(app.handler);
    const joined = await visitor.postJson('/password/forgot', { identifier, deliver: 'code:sms' });
    expect([joined.status, await joined.json()]).toEqual([
      400,
      {
        ok: false,
        reason: 'invalid_input',
        issues: [{ path: 'deliver', code: 'invalid_value' }],
      },
    ]);
    expect(app.calls).toEqual([]);
    const apart = { identifier, deliver: 'code', channel: 'sms' };
    const asked = await visitor.postJson('/password/forgot', apart);
    expect(await asked.json()).toEqual({ ok: true, flowId: expect.stringMatching(/^[\w-]{64}$/) });
    await app.passwords.drainOutbox();
    expect(app.texted.map(({ to }) => to)).toEqual([PHONE]);
  });
});
