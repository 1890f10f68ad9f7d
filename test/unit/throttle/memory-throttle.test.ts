import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dangerouslyUnlimited, memoryThrottle } from '../../../src/throttle/index.js';

const LIMIT = { points: 3, windowSeconds: 60 };

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-01-01T00:00:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('memoryThrottle', () => {
  it('allows n tries and refuses n + 1, with the seconds that are left', async () => {
    const throttle = memoryThrottle();
    for (let n = 1; n <= 3; n += 1) {
      expect(await throttle.consume('key', LIMIT)).toEqual({
        allowed: true,
        remaining: 3 - n,
        resetSeconds: 60,
      });
    }
    expect(await throttle.consume('key', LIMIT)).toEqual({ allowed: false, retryAfterSeconds: 60 });
    vi.advanceTimersByTime(45_500);
    expect(await throttle.consume('key', LIMIT)).toEqual({ allowed: false, retryAfterSeconds: 15 });
  });

  it('attack 33: re-arms after the window: closed at its last millisecond, open at its end', async () => {
    const throttle = memoryThrottle();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 3; n += 1) await throttle.consume('key', LIMIT);
      vi.advanceTimersByTime(59_999);
      expect(await throttle.consume('key', LIMIT)).toEqual({
        allowed: false,
        retryAfterSeconds: 1,
      });
      vi.advanceTimersByTime(1);
      expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
      await throttle.clear('key', LIMIT);
    }
  });

  it('refused tries do not prolong the window', async () => {
    const throttle = memoryThrottle();
    for (let second = 0; second < 60; second += 1) {
      await throttle.consume('key', LIMIT);
      vi.advanceTimersByTime(1_000);
    }
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
  });

  it('attack 30: of any number of concurrent tries exactly n are allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 60 }),
        async (points, tries) => {
          const throttle = memoryThrottle();
          const decisions = await Promise.all(
            Array.from({ length: tries }, () =>
              throttle.consume('key', { points, windowSeconds: 60 }),
            ),
          );
          const allowed = decisions.filter((decision) => decision.allowed).length;
          expect(allowed).toBe(Math.min(points, tries));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('counts each key and each limit for itself', async () => {
    const throttle = memoryThrottle();
    const one = { points: 1, windowSeconds: 60 };
    expect(await throttle.consume('a', one)).toMatchObject({ allowed: true });
    expect(await throttle.consume('a', one)).toMatchObject({ allowed: false });
    expect(await throttle.consume('b', one)).toMatchObject({ allowed: true });
    expect(await throttle.consume('a', { points: 1, windowSeconds: 61 })).toMatchObject({
      allowed: true,
    });
    expect(await memoryThrottle().consume('a', one)).toMatchObject({ allowed: true });
  });

  it('gives a refunded try back, once for each', async () => {
    const throttle = memoryThrottle();
    for (let n = 0; n < 3; n += 1) await throttle.consume('key', LIMIT);
    await throttle.refund('key', LIMIT);
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: false });
  });

  it('a refund never adds to a limit: not to an unused key, nor after the window, nor twice', async () => {
    const throttle = memoryThrottle();
    const allowedNow = async () => {
      let allowed = 0;
      for (let n = 0; n < 10; n += 1) {
        if ((await throttle.consume('key', LIMIT)).allowed) allowed += 1;
      }
      return allowed;
    };
    await throttle.refund('key', LIMIT);
    expect(await allowedNow()).toBe(3);
    vi.advanceTimersByTime(60_000);
    await throttle.refund('key', LIMIT);
    expect(await allowedNow()).toBe(3);
    await throttle.clear('key', LIMIT);
    await throttle.consume('key', LIMIT);
    await Promise.all([1, 2, 3, 4].map(() => throttle.refund('key', LIMIT)));
    expect(await allowedNow()).toBe(3);
  });

  it('forgets a cleared key', async () => {
    const throttle = memoryThrottle();
    for (let n = 0; n < 4; n += 1) await throttle.consume('key', LIMIT);
    await throttle.clear('key', LIMIT);
    expect(await throttle.consume('key', LIMIT)).toMatchObject({ allowed: true });
  });

  it('remembers at most `maxKeys` keys, and forgets the one whose window ends first', async () => {
    const throttle = memoryThrottle({ maxKeys: 2 });
    const one = { points: 1, windowSeconds: 60 };
    for (const key of ['first', 'second', 'third']) await throttle.consume(key, one);
    expect(vi.getTimerCount()).toBe(2);
    expect(await throttle.consume('second', one)).toMatchObject({ allowed: false });
    expect(await throttle.consume('third', one)).toMatchObject({ allowed: false });
    expect(await throttle.consume('first', one)).toMatchObject({ allowed: true });
  });

  it('keeps nothing once the windows have ended', async () => {
    const throttle = memoryThrottle();
    for (let n = 0; n < 50; n += 1) await throttle.consume(`key ${n}`, LIMIT);
    expect(vi.getTimerCount()).toBe(50);
    vi.advanceTimersByTime(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('takes any text of any size for a key', async () => {
    const throttle = memoryThrottle();
    const one = { points: 1, windowSeconds: 60 };
    for (const key of ['', '\0', '__proto__', 'x'.repeat(1_000_000), 'é']) {
      expect(await throttle.consume(key, one)).toMatchObject({ allowed: true });
      expect(await throttle.consume(key, one)).toMatchObject({ allowed: false });
    }
  });

  it.each([
    { points: 0, windowSeconds: 60 },
    { points: 1.5, windowSeconds: 60 },
    { points: 1, windowSeconds: 0 },
    { points: 1, windowSeconds: Number.NaN },
    // A timer of Node's would end this window after a millisecond.
    { points: 1, windowSeconds: 2_147_484 },
  ])('refuses the limit %o', async (limit) => {
    await expect(memoryThrottle().consume('key', limit)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });

  it('refuses to remember no keys', () => {
    expect(() => memoryThrottle({ maxKeys: 0 })).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});

describe('dangerouslyUnlimited', () => {
  it('allows everything', async () => {
    const throttle = dangerouslyUnlimited();
    for (let n = 0; n < 20; n += 1) {
      expect(await throttle.consume('key', { points: 1, windowSeconds: 60 })).toEqual({
        allowed: true,
      });
    }
  });
});
