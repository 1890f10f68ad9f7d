import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLinkBuilder } from '../../../src/internal/links.js';

const token = 'tokentokentokentokentokentokentokentokentok';
const link = { token, purpose: 'reset', name: null, locale: null } as const;

describe('links', () => {
  it('puts the token into the query of the configured URL', () => {
    const links = createLinkBuilder({ reset: 'https://app.example/reset?from=mail' });
    expect(links.build(link)).toBe(`https://app.example/reset?from=mail&token=${token}`);
  });

  it('puts the token where {token} stands, so that it can ride in the fragment', () => {
    const links = createLinkBuilder({ reset: 'https://app.example/reset#t={token}' });
    expect(links.build(link)).toBe(`https://app.example/reset#t=${token}`);
  });

  it('asks a function, with the purpose and the locale', () => {
    const links = createLinkBuilder({
      reset: (made) => `https://app.example/${made.locale ?? 'en'}/${made.purpose}/${made.token}`,
    });
    expect(links.build({ ...link, locale: 'de' })).toBe(`https://app.example/de/reset/${token}`);
  });

  it('uses a named link only by its name', () => {
    const links = createLinkBuilder({
      reset: 'https://app.example/reset',
      named: { mobile: 'acme://reset' },
      appSchemes: ['acme'],
    });
    expect(links.knows('mobile')).toBe(true);
    expect(links.knows('toString')).toBe(false);
    expect(links.build({ ...link, name: 'mobile' })).toBe(`acme://reset?token=${token}`);
  });

  it.each([
    ['http://app.example/reset', 'plain http'],
    ['//app.example/reset', 'no scheme'],
    ['/reset', 'no origin'],
    ['ftp://app.example/reset', 'another scheme'],
    ['acme://reset', 'an app scheme that is not listed'],
    ['javascript:alert(1)//{token}', 'a script'],
    ['https://user:secret@app.example/reset', 'credentials'],
    ['', 'nothing'],
  ])('attack 10: refuses %s at construction (%s)', (reset) => {
    expect(() => createLinkBuilder({ reset })).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });

  it('refuses a script as the scheme of an app', () => {
    for (const scheme of ['javascript', 'DATA', 'file', 'not a scheme'])
      expect(() =>
        createLinkBuilder({ reset: 'https://app.example/reset', appSchemes: [scheme] }),
      ).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
  });

  it('allows http on loopback, and elsewhere only under a name that warns', () => {
    expect(() => createLinkBuilder({ reset: 'http://localhost:3000/reset' })).not.toThrow();
    expect(() => createLinkBuilder({ reset: 'http://127.0.0.1/reset' })).not.toThrow();
    expect(() => createLinkBuilder({ reset: 'http://[::1]:8080/reset' })).not.toThrow();
    expect(() => createLinkBuilder({ reset: 'http://localhost.evil.example/' })).toThrow();
    expect(() =>
      createLinkBuilder({ reset: 'http://intranet/reset', dangerouslyAllowHttp: true }),
    ).not.toThrow();
  });

  it('refuses a function that leaves the token out', () => {
    expect(() => createLinkBuilder({ reset: () => 'https://app.example/reset' })).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });

  it('keeps the configured origin whatever the token is', () => {
    const links = createLinkBuilder({ reset: 'https://app.example/reset' });
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{43}$/), (any) => {
        const url = new URL(links.build({ ...link, token: any }));
        expect(url.origin).toBe('https://app.example');
        expect(url.searchParams.get('token')).toBe(any);
      }),
    );
  });
});
