import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { describeSecret, stepOfCode } from '../../../adapters/totp/time-code.js';
import { codeAt, fromBase32 } from '../../support/authenticator.js';

const SECRET = Buffer.from('12345678901234567890');
const step = (code: string, milliseconds: number, window = 1) =>
  stepOfCode(SECRET, code, { now: new Date(milliseconds), window });

describe('RFC 6238', () => {
  // Appendix B has eight digits; six are the last six of them.
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('appendix B at %i s', (seconds, code) => {
    expect(step(code.slice(-6), seconds * 1000, 0)).toBe(Math.floor(seconds / 30));
    expect(step(code.slice(-6), seconds * 1000 + 30_000, 0)).toBeNull();
  });

  it('agrees with an implementation from the text at any instant', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }),
        (bytes, now) => {
          const { secret } = describeSecret(bytes, { issuer: 'Acme', label: 'ann' });
          expect(fromBase32(secret)).toEqual(Buffer.from(bytes));
          const code = codeAt(secret, now);
          expect(stepOfCode(bytes, code, { now, window: 0 })).toBe(
            Math.floor(now.getTime() / 30_000),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the edges of a step', () => {
  // The step from 1,111,111,080,000 to 1,111,111,109,999 ms.
  const code = '081804';
  const first = 1_111_111_080_000;
  const last = 1_111_111_109_999;
  const number = 37_037_036;

  it('a code is good in its own step to the millisecond', () => {
    expect(step(code, first, 0)).toBe(number);
    expect(step(code, last, 0)).toBe(number);
    expect(step(code, first - 1, 0)).toBeNull();
    expect(step(code, last + 1, 0)).toBeNull();
  });

  test.each([1, 2])('with a window of %i it is good so many steps around it, and no more', (n) => {
    expect(step(code, first - n * 30_000, n)).toBe(number);
    expect(step(code, last + n * 30_000, n)).toBe(number);
    expect(step(code, first - n * 30_000 - 1, n)).toBeNull();
    expect(step(code, last + n * 30_000 + 1, n)).toBeNull();
  });

  it('an instant that is none is refused, and not taken for 1970', () => {
    const atZero = codeAt('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(0));
    expect(step(atZero, 0)).toBe(0);
    expect(() => step(atZero, Number.NaN)).toThrow(RangeError);
    expect(() => step(atZero, -1)).toThrow(RangeError);
  });
});

describe('the secret for an app', () => {
  it('comes in base32, and as a URI that names issuer and account', () => {
    const { secret, uri } = describeSecret(SECRET, {
      issuer: 'Acme & Söhne',
      label: 'ann+x@example.org',
    });
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    const url = new URL(uri);
    expect([url.protocol, url.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(url.pathname)).toBe('/Acme & Söhne:ann+x@example.org');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      issuer: 'Acme & Söhne',
      secret,
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });

  it('holds nothing of the memory around the bytes', () => {
    const around = Buffer.concat([SECRET, Buffer.from('a neighbour')]);
    const { secret } = describeSecret(around.subarray(0, 20), { issuer: 'Acme', label: 'ann' });
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  });
});
