import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { describeThrottles, type OpenThrottleStore } from '../../support/throttle-stores.js';

const LIMIT = { points: 3, windowSeconds: 60 };

describeThrottles('a throttle', (kind) => {
  let store: OpenThrottleStore;
  let test = 0;
  let key = '';
  beforeAll(async () => {
    store = await kind.open();
  });
  beforeEach(() => {
    test += 1;
    key = `key of test ${test}`;
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  afterAll(() => store.close());

  const allowedOf = async (tries: number, key: string, limit = LIMIT) => {
    const throttle = store.throttle();
    let allowed = 0;
    for (let n = 0; n < tries; n += 1)
      if ((await throttle.consume(key, limit)).allowed) allowed += 1;
    return allowed;
  };

  it('allows n tries and refuses n + 1, with the seconds that are left', async () => {
    const throttle = store.throttle();
    for (let n = 1; n <= 3; n += 1) {
      const decision = await throttle.consume(key, LIMIT);
      expect(decision).toMatchObject({ allowed: true, remaining: 3 - n });
      const { resetSeconds = 0 } = decision as { resetSeconds?: number };
      expect(resetSeconds).toBeGreaterThan(0);
      expect(resetSeconds).toBeLessThanOrEqual(60);
    }
    const refused = await throttle.consume(key, LIMIT);
    const { retryAfterSeconds } = refused as { retryAfterSeconds: number };
    expect(refused).toEqual({ allowed: false, retryAfterSeconds });
    expect(Number.isInteger(retryAfterSeconds)).toBe(true);
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
  });

  it('attack 33: re-arms after the window, closed till then, time and again', async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await allowedOf(4, key)).toBe(3);
      await store.pass(30_000);
      expect(await allowedOf(4, key)).toBe(0);
      await store.pass(60_000);
    }
  });

  it('a window of less than a second ends as well', async () => {
    const blink = { points: 1, windowSeconds: 0.4 };
    for (let round = 0; round < 2; round += 1) {
      // Real time passes as well, so it may have ended before the second try.
      expect(await allowedOf(1, key, blink)).toBe(1);
      await store.pass(1_000);
    }
  });

  it('refused tries neither prolong the window nor count', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      await allowedOf(5, key);
      await store.pass(9_000);
    }
    await store.pass(6_000);
    expect(await allowedOf(5, key)).toBe(3);
    await store.throttle().refund(key, LIMIT);
    expect(await allowedOf(2, key)).toBe(1);
  });

  it('counts each key and each limit for itself', async () => {
    const one = { points: 1, windowSeconds: 60 };
    expect(await allowedOf(2, `${key}a`, one)).toBe(1);
    expect(await allowedOf(2, `${key}A`, one)).toBe(1);
    expect(await allowedOf(2, `${key}a`, { points: 1, windowSeconds: 61 })).toBe(1);
    expect(await allowedOf(2, `${key}a`, { points: 2, windowSeconds: 60 })).toBe(2);
  });

  it('a refund gives one try back, after refusals too', async () => {
    const throttle = store.throttle();
    expect(await allowedOf(9, key)).toBe(3);
    await throttle.refund(key, LIMIT);
    expect(await allowedOf(9, key)).toBe(1);
    await Promise.all([throttle.refund(key, LIMIT), throttle.refund(key, LIMIT)]);
    expect(await allowedOf(9, key)).toBe(2);
  });

  it('a refund never adds to a limit: not to an unused key, nor after the window, nor twice', async () => {
    const throttle = store.throttle();
    await throttle.refund(key, LIMIT);
    expect(await allowedOf(9, key)).toBe(3);
    await store.pass(60_000);
    await throttle.refund(key, LIMIT);
    expect(await allowedOf(9, key)).toBe(3);
    await throttle.clear(key, LIMIT);
    await throttle.consume(key, LIMIT);
    await Promise.all([1, 2, 3, 4].map(() => throttle.refund(key, LIMIT)));
    expect(await allowedOf(9, key)).toBe(3);
  });

  it('a refund prolongs no window', async () => {
    const throttle = store.throttle();
    expect(await allowedOf(3, key)).toBe(3);
    await store.pass(40_000);
    await throttle.refund(key, LIMIT);
    await store.pass(20_000);
    expect(await allowedOf(9, key)).toBe(3);
  });

  it('forgets a cleared key, and no other', async () => {
    expect(await allowedOf(4, key)).toBe(3);
    expect(await allowedOf(4, `other ${key}`)).toBe(3);
    await store.throttle().clear(key, LIMIT);
    await store.throttle().clear('never used', LIMIT);
    expect(await allowedOf(4, key)).toBe(3);
    expect(await allowedOf(4, `other ${key}`)).toBe(0);
  });

  it('takes any text of any size for a key, and stores none of it', async () => {
    const one = { points: 1, windowSeconds: 60 };
    for (const text of ['', '\0', '__proto__', 'x'.repeat(1_000_000), 'é', "'; drop table users"])
      expect(await allowedOf(2, text, one)).toBe(1);
    await allowedOf(1, 'realm:owner@example.org:192.0.2.1', one);
    const stored = await store.dump();
    for (const part of ['owner', '192.0.2.1', 'drop', 'xxxx']) expect(stored).not.toContain(part);
  });

  it.each([
    { points: 0, windowSeconds: 60 },
    { points: 1.5, windowSeconds: 60 },
    { points: Number.NaN, windowSeconds: 60 },
    { points: 1, windowSeconds: 0 },
    { points: 1, windowSeconds: Number.NaN },
    { points: 1, windowSeconds: Number.POSITIVE_INFINITY },
  ])('refuses the limit %o', async (limit) => {
    await expect(store.throttle().consume(key, limit)).rejects.toMatchObject({
      code: 'ERR_INVALID_OPTION',
    });
  });

  it('attack 30: 200 tries at once by two clients: exactly as many as the limit says', async () => {
    const throttles = [store.throttle(), await store.further()];
    for (const points of [1, 10, 150]) {
      const limit = { points, windowSeconds: 600 };
      const decisions = await Promise.all(
        Array.from({ length: 200 }, (_, n) => throttles[n % 2]?.consume(`${key} ${points}`, limit)),
      );
      expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(points);
    }
  });

  it('attack 30: tries, refusals and refunds at once never let in more than was given back', async () => {
    const throttles = [store.throttle(), await store.further()];
    const limit = { points: 5, windowSeconds: 600 };
    let allowed = 0;
    let refunded = 0;
    await Promise.all(
      Array.from({ length: 60 }, async (_, n) => {
        const throttle = throttles[n % 2];
        const decision = await throttle?.consume(key, limit);
        if (decision?.allowed !== true) return;
        allowed += 1;
        if (allowed % 2 === 0) return;
        refunded += 1;
        await throttle?.refund(key, limit);
      }),
    );
    allowed += await allowedOf(20, key, limit);
    expect(allowed).toBe(5 + refunded);
  });
});
