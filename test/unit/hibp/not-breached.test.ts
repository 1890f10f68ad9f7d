import { inspect } from 'node:util';
import { LatchkeyError, policy } from 'latchkey';
import { type NotBreachedOptions, notBreached } from 'latchkey/hibp';
import { describe, expect, it } from 'vitest';
import { FAULTS, rangeServer, sha1Of } from './range-server.js';
import { verdictOf } from './rule-input.js';

const SEEN = { password: 52_372_427, 'P@ssword': 7491, rare: 2, pässwörd: 3, never: 0 };

describe('what is asked', () => {
  it('five digits of the hash leave the process, with a wish for padding, and nothing else', async () => {
    const server = await rangeServer(SEEN);
    const rule = notBreached({ baseUrl: server.baseUrl });
    expect(await verdictOf(rule, 'password')).toBe('refused');
    expect(await verdictOf(rule, 'correct horse battery staple')).toBe('accepted');
    const asked = server.requests.map(({ method, url, body }) => ({ method, url, body }));
    // SHA-1 of "password", as everybody knows it, is 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8.
    expect(asked).toEqual([
      { method: 'GET', url: '/range/5BAA6', body: '' },
      { method: 'GET', url: expect.stringMatching(/^\/range\/[0-9A-F]{5}$/), body: '' },
    ]);
    const [first] = server.requests;
    expect(first?.headers).toMatchObject({ 'add-padding': 'true', 'user-agent': 'latchkey' });
    const sent = JSON.stringify(server.requests);
    for (const password of ['password', 'correct horse battery staple'])
      for (const secret of [password, sha1Of(password), sha1Of(password).slice(0, 6)])
        expect(sent.toUpperCase()).not.toContain(secret.toUpperCase());
  });

  it('padding can be left out, and a path, a slash and a name of one’s own are taken', async () => {
    const server = await rangeServer(SEEN);
    const baseUrl = `${server.baseUrl}/mirror/`;
    const rule = notBreached({ baseUrl, padding: false, userAgent: 'acme 1.0' });
    expect(await verdictOf(rule, 'password')).toBe('refused');
    expect(server.requests[0]?.url).toBe('/mirror/range/5BAA6');
    expect(server.requests[0]?.headers).not.toHaveProperty('add-padding');
    expect(server.requests[0]?.headers['user-agent']).toBe('acme 1.0');
  });

  it('is hashed as UTF-8', async () => {
    const { baseUrl } = await rangeServer(SEEN);
    expect(await verdictOf(notBreached({ baseUrl }), 'pässwörd')).toBe('refused');
  });

  it('the cheap rules come first: what they refuse is not asked', async () => {
    const { baseUrl, requests } = await rangeServer(SEEN);
    const cheap = { code: 'cheap', params: {}, message: 'no' };
    const both = policy(notBreached({ baseUrl }), {
      code: 'cheap',
      check: () => cheap,
      describe: () => null,
    });
    const codes = (await both.check({ password: 'password' } as never)).map(({ code }) => code);
    expect(codes).toEqual(['cheap']);
    expect(requests).toEqual([]);
  });
});

describe('what is refused', () => {
  it('one time is enough by default; padding is none at all', async () => {
    const { baseUrl } = await rangeServer({ ...SEEN, once: 1 });
    const rule = notBreached({ baseUrl });
    expect(await verdictOf(rule, 'once')).toBe('refused');
    expect(await verdictOf(rule, 'never')).toBe('accepted');
  });

  it('a threshold lets through what was seen less often', async () => {
    const { baseUrl } = await rangeServer(SEEN);
    const at = (threshold: number) => verdictOf(notBreached({ baseUrl, threshold }), 'P@ssword');
    expect(await at(7491)).toBe('refused');
    expect(await at(7492)).toBe('accepted');
  });

  it('the violation says why, and neither the password nor how often', async () => {
    const { baseUrl } = await rangeServer(SEEN);
    const rule = notBreached({ baseUrl });
    expect(await policy(rule).check({ password: 'password' } as never)).toEqual([
      {
        code: 'breached_password',
        params: {},
        message: 'This password is on a list of stolen passwords. Choose another.',
      },
    ]);
    expect(rule.describe()).toMatchObject({ code: 'breached_password', params: {} });
    expect(rule.expensive).toBe(true);
  });
});

describe.each(Object.entries(FAULTS))('attack 46: a service that %s', (_name, fault) => {
  const hangs = fault.cause === 'timeout';
  const timeoutMs = hangs ? 60 : 7000;

  it('lets the password through by default, and tells it', async () => {
    const server = await rangeServer(SEEN);
    server.fault = fault.behave;
    const rule = notBreached({ baseUrl: server.baseUrl, timeoutMs });
    expect(await verdictOf(rule, 'password')).toBe(`accepted: breached_password ${fault.cause}`);
    server.fault = null;
    // Sixty milliseconds are little for a good answer where the machine is busy.
    if (!hangs) expect(await verdictOf(rule, 'password'), 'once it is well').toBe('refused');
  });

  it('throws ERR_RULE_UNAVAILABLE, a 503, where it may not, and quotes nothing', async () => {
    const server = await rangeServer(SEEN);
    server.fault = fault.behave;
    const { baseUrl } = server;
    const closed = policy(notBreached({ baseUrl, timeoutMs, whenUnavailable: 'refuse' }));
    const error = await closed.check({ password: 'password' } as never).catch((each) => each);
    expect(error).toMatchObject({
      code: 'ERR_RULE_UNAVAILABLE',
      statusCode: 503,
      headers: { 'Retry-After': '30' },
      message: expect.stringContaining(`(${fault.cause})`),
    });
    const printed = inspect(error, { depth: 9, showHidden: true });
    for (const secret of [sha1Of('password'), sha1Of('password').slice(5), "'password'"])
      expect(printed).not.toContain(secret);
  });
});

it('attack 46: nobody there at all', async () => {
  const { baseUrl, close } = await rangeServer(SEEN);
  await close();
  expect(await verdictOf(notBreached({ baseUrl }), 'password')).toBe(
    'accepted: breached_password connection',
  );
});

describe('a source of one’s own', () => {
  const rule = (includes: unknown, more: object = {}) =>
    notBreached({ source: { includes } as never, ...more });

  it('is asked by the whole hash, in upper case', async () => {
    const asked: string[] = [];
    const own = rule(async (sha1: string) => asked.push(sha1) > 0);
    expect(await verdictOf(own, 'password')).toBe('refused');
    expect(asked).toEqual(['5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8']);
  });

  it.each([
    ['throws', () => Promise.reject(new Error('password')), 'failed'],
    ['throws at once', throws(new Error('password')), 'failed'],
    ['throws a code', throws({ code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['throws a text for a code', throws({ code: 'password: "x"' }), 'failed'],
    ['throws nothing', throws(null), 'failed'],
    ['answers undefined', async () => undefined, 'answer_malformed'],
    ['answers a count', async () => 0, 'answer_malformed'],
    ['hangs', () => new Promise(() => {}), 'timeout'],
  ])('%s: that is an outage', async (_name, includes, cause) => {
    const open = rule(includes, { timeoutMs: 20 });
    expect(await verdictOf(open, 'password')).toBe(`accepted: breached_password ${cause}`);
    const closed = rule(includes, { timeoutMs: 20, whenUnavailable: 'refuse' });
    await expect(verdictOf(closed, 'password')).rejects.toMatchObject({
      code: 'ERR_RULE_UNAVAILABLE',
    });
  });

  it('throws a LatchkeyError: that is a mistake of set-up, and never lets anything through', async () => {
    const mistake = new LatchkeyError('ERR_BREACHED_LIST', 'The file is another one.');
    for (const whenUnavailable of ['accept', 'refuse'] as const) {
      const wrong = policy(rule(throws(mistake), { whenUnavailable }));
      await expect(wrong.check({ password: 'password' } as never)).rejects.toBe(mistake);
    }
  });

  function throws(what: unknown) {
    return () => {
      throw what;
    };
  }
});

describe('options', () => {
  const source = { includes: async () => false };
  it.each([
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ timeoutMs: 10_000 }, 'timeoutMs'],
    [{ timeoutMs: '2000' }, 'timeoutMs'],
    [{ whenUnavailable: 'open' }, 'whenUnavailable'],
    [{ whenUnavailible: 'refuse' }, 'whenUnavailible'],
    [{ baseUrl: 'http://pwned.example' }, 'baseUrl'],
    [{ baseUrl: 'http://127.0.0.1.example' }, 'baseUrl'],
    [{ baseUrl: 'https://user:word@pwned.example' }, 'baseUrl'],
    [{ baseUrl: 'https://pwned.example/?key=1' }, 'baseUrl'],
    [{ baseUrl: 'https://pwned.example/#' }, 'baseUrl'],
    [{ baseUrl: ' https://pwned.example' }, 'baseUrl'],
    [{ baseUrl: 'ftp://pwned.example' }, 'baseUrl'],
    [{ baseUrl: 'pwned.example' }, 'baseUrl'],
    [{ baseUrl: 5 }, 'baseUrl'],
    [{ baseUrl: null }, 'baseUrl'],
    [{ padding: 'yes' }, 'padding'],
    [{ threshold: 0 }, 'threshold'],
    [{ threshold: 1.5 }, 'threshold'],
    [{ userAgent: '' }, 'userAgent'],
    [{ userAgent: 'a\r\nb: c' }, 'userAgent'],
    [{ userAgent: null }, 'userAgent'],
    [{ cache: true }, 'cache'],
    [{ cache: null }, 'cache'],
    [{ cacheSeconds: 0 }, 'cacheSeconds'],
    [{ clock: new Date() }, 'clock'],
    [{ source: 'pwned.filter' }, 'source'],
    [{ source: null }, 'source'],
    [{ source, threshold: 5 }, 'threshold'],
  ])('%j is refused', (options, name) => {
    expect(() => notBreached(options as NotBreachedOptions)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(`"${name}"`),
      }),
    );
  });

  it.each(['https://pwned.example', 'https://pwned.example/a/', 'http://[::1]:8080'])(
    '%s is a host',
    (baseUrl) => {
      expect(notBreached({ baseUrl }).code).toBe('breached_password');
    },
  );
});
