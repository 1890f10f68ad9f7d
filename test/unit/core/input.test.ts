import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCall } from '../../../src/internal/call.js';
import { normalizeIdentifier, spellingsOf } from '../../../src/internal/identifier.js';
import {
  accountIdInput,
  identifierInput,
  passwordInput,
  readInput,
  tokenInput,
} from '../../../src/internal/input.js';
import { leastCpuTime } from '../../support/least-cpu-time.js';

const accepts = (schema: Parameters<typeof readInput>[0], value: unknown) =>
  readInput(schema, value).ok;

describe('identifiers', () => {
  it.each([
    'a@x.example,evil@y.example',
    'a@x.example;evil@y.example',
    '"e@x.example, "@y.example',
    '<a@x.example>b@y.example',
    'a@x.example\r\nBcc: evil@y.example',
    'a b@x.example',
    'a@x.example@y.example',
    'a\u0000@x.example',
    'a\u202e@x.example',
    'a\ud800@x.example',
    `${'a'.repeat(10_000)}@x.example`,
    '',
    ' ',
  ])('attack 3: refuses %j', (identifier) => {
    expect(accepts(identifierInput, identifier)).toBe(false);
  });

  it('accepts what people type: addresses of any script, user names, outer spaces', () => {
    for (const identifier of ['alice@example.com', 'josé@exámple.org', '用户@例え.jp', 'alice'])
      expect(readInput(identifierInput, ` ${identifier} `)).toEqual({
        ok: true,
        value: identifier,
      });
  });

  it('counts 254 and not 255 characters', () => {
    expect(accepts(identifierInput, `${'a'.repeat(242)}@example.com`)).toBe(true);
    expect(accepts(identifierInput, `${'a'.repeat(243)}@example.com`)).toBe(false);
  });

  it('attack 1: folds case and composition, and no look-alikes', () => {
    expect(normalizeIdentifier('MIKE@Example.org')).toBe('mike@example.org');
    expect(normalizeIdentifier('jose\u0301@x')).toBe('jos\u00e9@x');
    expect(normalizeIdentifier('m\u0131ke@example.org')).not.toBe('mike@example.org');
    expect(normalizeIdentifier('\uff4dike@example.org')).not.toBe('mike@example.org');
    expect(spellingsOf('MIKE@x')).toEqual(['MIKE@x', 'mike@x']);
    expect(spellingsOf('mike@x')).toEqual(['mike@x']);
  });

  it('attack 59: a stored address that none is as long as is not composed', () => {
    const marks = '\u0301\u0316'.repeat(8000);
    expect(leastCpuTime(() => normalizeIdentifier(`${marks}@x.example`))).toBeLessThan(2);
    const longest = `E\u0301${'a'.repeat(318)}`;
    expect(normalizeIdentifier(longest)).toBe(`\u00e9${'a'.repeat(318)}`);
    expect(normalizeIdentifier(`${longest}a`)).toBe(`${longest}a`);
  });
});

describe('passwords', () => {
  it('are neither trimmed nor cut', () => {
    expect(readInput(passwordInput, '  spaces count  ')).toEqual({
      ok: true,
      value: '  spaces count  ',
    });
  });

  it.each([[''], ['nul\0nul'], ['lone \ud800'], ['x'.repeat(4097)], [null], [{}], [['x']], [1]])(
    'refuses %j',
    (password) => {
      expect(accepts(passwordInput, password)).toBe(false);
    },
  );

  it('attack 39: refuses a megabyte in less than a millisecond', () => {
    const huge = 'x'.repeat(1_000_000);
    expect(leastCpuTime(() => readInput(passwordInput, huge), 20)).toBeLessThan(1);
  });
});

describe('tokens', () => {
  it('are 43 characters of base64url and nothing else', () => {
    expect(accepts(tokenInput, 'a'.repeat(43))).toBe(true);
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const wanted = typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
        expect(accepts(tokenInput, value)).toBe(wanted);
      }),
    );
  });

  it('tell nothing of themselves in the issues', () => {
    const read = readInput(tokenInput, 'secret-that-is-too-short');
    expect(JSON.stringify(read)).not.toContain('secret');
  });
});

describe('account ids', () => {
  it('are strings, safe integers or bigints', () => {
    for (const id of ['a', 'auth0|1', 7, 7n]) expect(accepts(accountIdInput, id)).toBe(true);
    for (const id of ['', 'a\nb', 1.5, Number.NaN, 2 ** 53, null, undefined, {}, [1], true])
      expect(accepts(accountIdInput, id)).toBe(false);
  });
});

describe('the context of a call', () => {
  it('drops what is no text and bounds what is', () => {
    const context = { ip: ['1.2.3.4'], userAgent: `a\r\nb${'x'.repeat(9999)}`, locale: '../x' };
    const read = readCall({ context } as never).context;
    expect(read.ip).toBeUndefined();
    expect(read.locale).toBeUndefined();
    expect(read.userAgent).toHaveLength(510);
    expect(read.userAgent).toMatch(/^abx/);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (context, signal) => {
        readCall({ context, signal } as never);
      }),
    );
  });
});
