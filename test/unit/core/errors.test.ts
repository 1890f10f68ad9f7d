import { isLatchkeyError, LatchkeyError, MailDeliveryError, unwrap } from 'latchkey';
import { describe, expect, it } from 'vitest';

describe('LatchkeyError', () => {
  const busy = new LatchkeyError('ERR_HASHER_BUSY', 'The line is full.', { retryAfterSeconds: 2 });

  it('carries what Express needs to answer 503 with Retry-After', () => {
    expect(busy).toMatchObject({
      statusCode: 503,
      expose: false,
      headers: { 'Retry-After': '2' },
      retryAfterSeconds: 2,
    });
  });

  it('is recognised by its brand, not by its class', () => {
    expect(busy instanceof LatchkeyError).toBe(true);
    expect(busy instanceof Error).toBe(true);
    expect(isLatchkeyError(new Error('ERR_HASHER_BUSY'))).toBe(false);
    for (const value of [null, undefined, 'x', 1, {}]) expect(isLatchkeyError(value)).toBe(false);
  });

  it('tells the mail worker what is final', () => {
    expect(new MailDeliveryError('refused', { permanent: true })).toMatchObject({
      permanent: true,
    });
  });
});

describe('unwrap', () => {
  it('returns the ok side', () => {
    expect(unwrap({ ok: true, value: 1 } as { ok: true; value: number }).value).toBe(1);
  });

  it('throws the reason of the other', () => {
    const refused = { ok: false, reason: 'token_used' } as { ok: true } | { ok: false };
    expect(() => unwrap(refused)).toThrowError(
      expect.objectContaining({ code: 'ERR_UNWRAPPED', cause: refused }),
    );
  });
});
