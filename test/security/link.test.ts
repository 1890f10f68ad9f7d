import fc from 'fast-check';
import { isLatchkeyError, type LinkOptions, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, it } from 'vitest';
import { forEachEngine } from '../support/each-engine.js';
import { openService, passwordOf, tokenIn } from '../support/open-service.js';
import { countCalls } from '../support/wrap-stores.js';

function construct(links: LinkOptions) {
  return new PasswordService({
    stores: memoryStores(),
    mailer: async () => {},
    outbox: 'external',
    links,
  });
}

function refusalOf(links: LinkOptions): unknown {
  try {
    construct(links);
  } catch (error) {
    return isLatchkeyError(error) ? error.code : error;
  }
  return null;
}

forEachEngine('where the link points', (engine) => {
  it('attack 7: no header of a request can steer it', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    const evil = 'evil.example';
    const hostile = {
      host: evil,
      'x-forwarded-host': evil,
      'x-forwarded-proto': 'http',
      forwarded: `host=${evil};proto=http`,
    };
    await service.passwords.requestReset(
      { identifier: 'ann@example.org', ...hostile, ...{ url: `https://${evil}/` } },
      {
        context: {
          ip: '203.0.113.9',
          locale: `https://${evil}`,
          userAgent: `https://${evil}/`,
          ...{ ...hostile, headers: hostile, origin: `https://${evil}` },
        },
        ...{ headers: hostile },
      },
    );
    await service.passwords.drainOutbox();
    const [mail] = service.mails;
    expect((mail as { url: string }).url).toBe(
      `https://app.example/password/reset?token=${tokenIn(mail)}`,
    );
    expect(mail?.locale).toBeNull();
  });

  it('attack 8: a client chooses among named links and never gives one', async () => {
    const counted = countCalls();
    const service = openService(engine, {
      links: {
        reset: 'https://app.example/reset',
        named: { mobile: 'https://m.app.example/reset' },
      },
      stores: counted.wrap,
    });
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    for (const link of [
      '//evil.example',
      '/////evil.example',
      '\\\\evil.example',
      'https:evil.example',
      'https://app.example@evil.example',
      'https://app.example.evil.example',
      'https://app.example/\t\nreset',
      'javascript:alert(1)',
      'https://app.example/reset',
      '__proto__',
      'constructor',
      'Mobile',
      'mobile ',
      '',
      'x'.repeat(65),
    ])
      expect(
        await service.passwords.requestReset({ identifier: 'ann@example.org', link }),
      ).toMatchObject({ ok: false, reason: 'invalid_input' });
    expect(counted.calls).toEqual([]);

    await service.passwords.requestReset({ identifier: 'ann@example.org', link: 'mobile' });
    await service.passwords.drainOutbox();
    expect(new URL((service.mails[0] as { url: string }).url).host).toBe('m.app.example');
  });

  it('attack 8: a hostile "resultUrl" is refused, and a good one comes back unchanged', async () => {
    const service = openService(engine);
    await service.seedAccount({ id: 'ann', email: 'ann@example.org', password: passwordOf(1) });
    for (const resultUrl of [
      '//evil.example',
      '/////evil.example',
      '/relative',
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'http://evil.example/',
      'http://localhost.evil.example/',
      'http://localhost@evil.example/',
      'https://app.example@evil.example/',
      'https://user:secret@app.example/',
      'https://',
      '',
    ])
      expect(await service.passwords.issueTicket({ accountId: 'ann', resultUrl })).toMatchObject({
        ok: false,
        reason: 'invalid_input',
      });

    const resultUrl = 'https://app.example/welcome?next=%2Fhome';
    const issued = await service.passwords.issueTicket({ accountId: 'ann', resultUrl });
    const token = issued.ok ? issued.ticket.token : '';
    expect(
      await service.passwords.redeemTicket({ token, newPassword: passwordOf(2) }),
    ).toMatchObject({ ok: true, resultUrl });
  });
});

describe('links at construction', () => {
  it.each([
    'http://app.example/reset',
    'http://localhost.evil.example/reset',
    'http://127.0.0.1.evil.example/reset',
    'http://localhost@evil.example/reset',
    'https://user:secret@app.example/reset',
    '//app.example/reset',
    '/password/reset',
    'app.example/reset',
    'javascript:alert(1)',
    'data:text/html,{token}',
    'myapp://reset',
    '',
  ])('attack 10: %j is refused', (reset) => {
    expect(refusalOf({ reset })).toBe('ERR_INVALID_OPTION');
  });

  it.each([
    'https://app.example/reset',
    'https://app.example/reset?x=1#{token}',
    'http://localhost:3000/reset',
    'http://127.0.0.1:3000/reset',
    'http://[::1]:3000/reset',
  ])('attack 10: %j is taken', (reset) => {
    expect(refusalOf({ reset })).toBeNull();
  });

  it('attack 10: plain http and app schemes have to be asked for by name', () => {
    const http = 'http://intranet.example/reset';
    expect(refusalOf({ reset: http, dangerouslyAllowHttp: true })).toBeNull();
    expect(refusalOf({ reset: 'myapp://reset', appSchemes: ['myapp'] })).toBeNull();
    expect(refusalOf({ reset: 'other://reset', appSchemes: ['myapp'] })).toBe('ERR_INVALID_OPTION');
    expect(refusalOf({ reset: 'javascript://x', appSchemes: ['javascript'] })).toBe(
      'ERR_INVALID_OPTION',
    );
  });

  it('attack 9: a link function is held to the same rules, at construction and at each mail', async () => {
    expect(refusalOf({ reset: () => 'http://evil.example/' })).toBe('ERR_INVALID_OPTION');
    expect(refusalOf({ reset: () => 'https://app.example/without-the-token' })).toBe(
      'ERR_INVALID_OPTION',
    );
    // No prefix of an allowed origin makes another origin allowed.
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9@.:-]{1,20}$/), (tail) => {
        const reset = `http://localhost${tail}/reset`;
        const refused = refusalOf({ reset }) !== null;
        const url = URL.canParse(reset) ? new URL(reset) : null;
        const loopback =
          url?.hostname === 'localhost' && url.username === '' && url.password === '';
        return refused === !loopback;
      }),
      { numRuns: 300 },
    );
  });
});
