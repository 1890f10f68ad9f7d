import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isExactOrigin, resultUrlAllowed } from '../../adapters/http/request/result-url.js';

const OK = 'https://ok.example';
const ALLOWED = [OK, 'http://localhost:3000', 'https://ok.example:8443'];

test.each([
  OK,
  `${OK}/`,
  `${OK}/a/b?c=d&e=https://evil.example#f`,
  `${OK}?a=b`,
  `${OK}#a`,
  'http://localhost:3000/done',
  'https://ok.example:8443/',
])('%s is allowed', (url) => {
  expect(resultUrlAllowed(url, ALLOWED)).toBe(true);
  expect(resultUrlAllowed(url, [])).toBe(false);
});

describe.each([
  [
    'attack 8: a URL that browsers tidy',
    [
      '//evil.example',
      '/////evil.example',
      '\\\\evil.example',
      '/\\evil.example',
      'https:evil.example',
      'https:/evil.example',
      'https:///ok.example',
      'https:\\\\ok.example',
      'https://ok.example\\@evil.example',
      'https://ok.example@evil.example',
      'https://ok.example:443@evil.example',
      'https://me:secret@ok.example/',
      'https://@ok.example/',
      ' https://ok.example/',
      'https://ok.example/ ',
      'ht\ttps://ok.example/',
      'https://ok\t.example/',
      'https://ok.example\t/',
      'https://ok.example/\r\nSet-Cookie: a=b',
      'https://ok.example\n.evil.example',
      'https://ok\u3002example/',
      'https://ok\uff0eexample/',
      'https://ok.example\uff0fevil',
      'https://ｏｋ.example/',
      'https://o%6b.example/',
      'https://ok.example/\0',
      'https://ok.example/\ud800',
      'javascript:alert(1)',
      'javascript://ok.example/%0aalert(1)',
      'data:text/html,x',
      'blob:https://ok.example/x',
      'view-source:https://ok.example/',
      '',
      '/',
      'ok.example',
    ],
  ],
  [
    'attack 9: an origin that only begins or ends like an allowed one',
    [
      'https://ok.example.evil',
      'https://ok.example.evil/',
      'https://ok.examplee/',
      'https://evil-ok.example/',
      'https://evil.ok.example/',
      'https://ok.example./',
      'https://ok.example:8444/',
      'https://ok.example:80/',
      'https://ok.example:443/',
      'https://OK.example/',
      'HTTPS://ok.example/',
      'http://ok.example/',
      'http://localhost:30000/',
      'http://localhost/',
      'http://localhost:3000.evil/',
      'http://127.0.0.1:3000/',
      'https://evil.example/?https://ok.example/',
      'https://evil.example/https://ok.example/',
      'https://evil.example#https://ok.example/',
    ],
  ],
])('%s', (_attack, urls) => {
  test.each(urls.map((url) => [JSON.stringify(url), url]))('%s is refused', (_shown, url) => {
    expect(resultUrlAllowed(url, ALLOWED)).toBe(false);
  });
});

test('a URL of more than 2,048 characters is refused', () => {
  expect(resultUrlAllowed(`${OK}/${'x'.repeat(2048 - OK.length - 1)}`, ALLOWED)).toBe(true);
  expect(resultUrlAllowed(`${OK}/${'x'.repeat(2048 - OK.length)}`, ALLOWED)).toBe(false);
});

test('attacks 8 and 9: whatever is allowed leads to an allowed origin, in every reading', () => {
  const piece = fc.constantFrom(
    ...['https:', 'http:', '/', '//', '\\', '@', ':', '.', '?', '#', '%2f', '%40', '\t', '\n'],
    ...['ok.example', 'evil.example', 'ok', 'evil', ':443', ':8443', '。', '．', '／', 'localhost'],
    ...['javascript:', 'ok.example.', ' ', '\0', '[', ']', '::1', 'a', OK],
  );
  const tricky = fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 6 }).map((pieces) => OK + pieces.join('')),
    fc.string({ unit: 'binary' }).map((rest) => OK + rest),
  );
  let allowed = 0;
  fc.assert(
    fc.property(tricky, (url) => {
      if (!resultUrlAllowed(url, ALLOWED)) return;
      allowed += 1;
      for (const read of [new URL(url), new URL(url, 'https://evil.example/x')]) {
        expect(ALLOWED).toContain(read.origin);
        expect([read.username, read.password]).toEqual(['', '']);
      }
      // A reader that does not know WHATWG's rules takes the host up to the first sign after it.
      expect(/^https?:\/\/([^/?#]*)/.exec(url)?.[0]).toBe(new URL(url).origin);
      expect(() => new Headers({ location: url })).not.toThrow();
    }),
    { numRuns: 3000 },
  );
  expect(allowed).toBeGreaterThan(100);
});

test.each([
  ['https://app.example', true],
  ['http://localhost:3000', true],
  ['http://[::1]:3000', true],
  ['https://app.example/', false],
  ['https://app.example/a', false],
  ['https://app.example:443', false],
  ['https://APP.example', false],
  ['https://*.example', false],
  ['*', false],
  ['null', false],
  ['app.example', false],
  ['javascript:alert(1)', false],
  ['', false],
])('whether %s is an origin: %s', (text, expected) => {
  expect(isExactOrigin(text)).toBe(expected);
});
