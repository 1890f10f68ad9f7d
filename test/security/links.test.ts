import fc from 'fast-check';
import { isLatchkeyError, type LinkOptions, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { describe, expect, it } from 'vitest';

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
