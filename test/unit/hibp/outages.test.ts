import { memoryRangeCache, notBreached, type RangeCache } from 'latchkey/hibp';
import { describe, expect, it } from 'vitest';
import { FixedClock } from '../../support/open-service.js';
import { rangeServer, sha1Of } from './range-server.js';
import { verdictOf } from './rule-input.js';

const SEEN = { password: 9 };
const down = {
  behave: (response: { writeHead(code: number): { end(): void } }) => response.writeHead(503).end(),
};
const skipped = (cause: string) => `accepted: breached_password ${cause}`;

describe('an outage', () => {
  it('is left alone after three failures, for 30 seconds, and then tried by one', async () => {
    const server = await rangeServer(SEEN);
    const clock = new FixedClock();
    const rule = notBreached({ baseUrl: server.baseUrl, clock: clock.now });
    const passwords = Array.from({ length: 30 }, (_, n) => `password ${n}`);
    const all = () => Promise.all(passwords.map((each) => verdictOf(rule, each)));

    server.fault = down.behave;
    for (let n = 0; n < 3; n += 1)
      expect(await verdictOf(rule, `password ${n}`)).toBe(skipped('service_error'));
    expect(new Set(await all())).toEqual(new Set([skipped('paused')]));
    expect(server.requests.length).toBe(3);

    clock.advance(29.9);
    expect(await verdictOf(rule, 'password')).toBe(skipped('paused'));
    clock.advance(0.1);
    const tried = await all();
    expect(tried.filter((each) => each === skipped('service_error'))).toHaveLength(1);
    expect(tried.filter((each) => each === skipped('paused'))).toHaveLength(29);
    expect(server.requests.length).toBe(4);

    server.fault = null;
    clock.advance(30);
    expect(await verdictOf(rule, 'password'), 'well again').toBe('refused');
    expect(new Set(await all())).toEqual(new Set(['accepted']));
  });

  it('a success in between starts the count again', async () => {
    const server = await rangeServer(SEEN);
    const rule = notBreached({ baseUrl: server.baseUrl, clock: new FixedClock().now });
    for (const fault of [down, down, null, down, down, null]) {
      server.fault = fault?.behave ?? null;
      const verdict = await verdictOf(rule, `password ${server.requests.length}`);
      expect(verdict).toBe(fault === null ? 'accepted' : skipped('service_error'));
    }
    expect(server.requests.length).toBe(6);
  });

  it('a clock that is set back does not make the pause longer', async () => {
    const server = await rangeServer(SEEN);
    const clock = new FixedClock();
    const rule = notBreached({ baseUrl: server.baseUrl, clock: clock.now });
    server.fault = down.behave;
    for (let n = 0; n < 3; n += 1) await verdictOf(rule, 'password');
    server.fault = null;
    clock.advance(-3600);
    expect(await verdictOf(rule, 'password')).toBe('refused');
  });
});

describe('many at once', () => {
  it('checks of one range share one request, also one that fails', async () => {
    const server = await rangeServer(SEEN);
    const rule = notBreached({ baseUrl: server.baseUrl, cache: false });
    const twenty = () => Promise.all(Array.from({ length: 20 }, () => verdictOf(rule, 'password')));
    expect(new Set(await twenty())).toEqual(new Set(['refused']));
    expect(server.requests.length).toBe(1);
    server.fault = down.behave;
    expect(new Set(await twenty())).toEqual(new Set([skipped('service_error')]));
    expect(server.requests.length).toBe(2);
    server.fault = null;
    expect(await verdictOf(rule, 'password'), 'a failure is not kept').toBe('refused');
  });
});

describe('the cache', () => {
  it('answers for an hour, and then no longer', async () => {
    const { baseUrl, requests } = await rangeServer(SEEN);
    const clock = new FixedClock();
    const rule = notBreached({ baseUrl, clock: clock.now });
    const check = () => verdictOf(rule, 'password');
    expect([await check(), await check()]).toEqual(['refused', 'refused']);
    clock.advance(3599);
    await check();
    expect(requests.length).toBe(1);
    clock.advance(1);
    expect(await check()).toBe('refused');
    expect(requests.length).toBe(2);
  });

  it('holds so many ranges, and lets go of the one that was not used longest', async () => {
    const cache = memoryRangeCache(2);
    const [now, later] = [new Date(0), new Date(1)];
    for (const prefix of ['A', 'B']) cache.set(prefix, prefix, later);
    expect(cache.get('A', now)).toBe('A');
    cache.set('C', 'C', later);
    expect(['A', 'B', 'C'].map((prefix) => cache.get(prefix, now))).toEqual(['A', null, 'C']);
    expect(cache.get('C', later)).toBeNull();
    for (const wrong of [0, 1.5, Number.NaN, '5'])
      expect(() => memoryRangeCache(wrong as number)).toThrowError(/maxRanges/);
  });

  it('one of the application’s own gets prefix, range and end of life, and no password', async () => {
    const { baseUrl } = await rangeServer(SEEN);
    const clock = new FixedClock();
    const kept: unknown[][] = [];
    const cache: RangeCache = { get: async () => null, set: (...all) => kept.push(all) };
    await verdictOf(
      notBreached({ baseUrl, clock: clock.now, cache, cacheSeconds: 60 }),
      'password',
    );
    expect(kept).toEqual([['5BAA6', expect.any(String), new Date(+clock.now() + 60_000)]]);
    expect(String(kept[0]?.[1])).toContain(`${sha1Of('password').slice(5)}:9\n`);
    expect(String(kept[0]?.[1]), 'padding is not kept').not.toContain(':0\n');
  });

  it.each<[string, RangeCache['get']]>([
    ['is down', () => Promise.reject(new Error('no connection'))],
    [
      'throws',
      () => {
        throw new Error('no connection');
      },
    ],
    ['hangs', () => new Promise(() => {})],
    ['holds nonsense', () => '<html>'],
    ['holds an empty text', () => ''],
    ['holds a cut range', () => `${'A'.repeat(35)}:1\n${'B'.repeat(20)}`],
    ['holds something else', () => ({}) as never],
    ['is huge', () => `${'A'.repeat(35)}:1\n`.repeat(40_000)],
  ])('one that %s is an empty one', async (_name, get) => {
    const { baseUrl } = await rangeServer(SEEN);
    const cache = { get, set: () => Promise.reject(new Error('no connection')) };
    const rule = notBreached({ baseUrl, cache, timeoutMs: 2000 });
    expect(await verdictOf(rule, 'password')).toBe('refused');
  });
});
