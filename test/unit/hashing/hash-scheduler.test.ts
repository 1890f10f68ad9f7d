import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { argon2id, HashScheduler } from '../../../src/hashing/index.js';
import { gate } from '../../support/gate.js';

/** A job that ends when the test says so. */
function heldJob<T>(value: T) {
  const held = gate<T>();
  const state = { started: false };
  return {
    run: () => {
      state.started = true;
      return held.promise;
    },
    get started() {
      return state.started;
    },
    end: () => held.resolve(value),
    fail: (error: unknown) => held.reject(error),
  };
}

/** Lets everything that is ready run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('HashScheduler', () => {
  it('attack 40: runs at most `concurrency` jobs at a time, whatever comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }),
        async (concurrency, succeeds) => {
          const scheduler = new HashScheduler({ concurrency });
          let running = 0;
          let most = 0;
          const outcomes = await Promise.allSettled(
            succeeds.map((succeed, index) =>
              scheduler.run(async () => {
                running += 1;
                most = Math.max(most, running);
                await settled();
                running -= 1;
                if (!succeed) throw new Error('a failed job');
                return index;
              }),
            ),
          );
          expect(most).toBe(Math.min(concurrency, succeeds.length));
          expect(outcomes.map((outcome) => outcome.status === 'fulfilled')).toEqual(succeeds);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('serves in the order of arrival, and newcomers cannot jump the line', async () => {
    const scheduler = new HashScheduler({ concurrency: 1 });
    const order: number[] = [];
    const first = heldJob(0);
    const runs = [scheduler.run(first.run)];
    for (const n of [1, 2, 3]) runs.push(scheduler.run(async () => order.push(n)));
    first.end();
    await runs[0];
    runs.push(scheduler.run(async () => order.push(4)));
    await Promise.all(runs);
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('attack 40: turns away at once where the line is full: n wait, n + 1 does not', async () => {
    const scheduler = new HashScheduler({ concurrency: 1, maxWaiting: 2, retryAfterSeconds: 7 });
    const first = heldJob('done');
    const kept = [
      scheduler.run(first.run),
      scheduler.run(async () => 'b'),
      scheduler.run(async () => 'c'),
    ];
    let ran = false;
    await expect(
      scheduler.run(async () => {
        ran = true;
      }),
    ).rejects.toMatchObject({
      code: 'ERR_HASHER_BUSY',
      statusCode: 503,
      retryAfterSeconds: 7,
      headers: { 'Retry-After': '7' },
    });
    first.end();
    expect(await Promise.all(kept)).toEqual(['done', 'b', 'c']);
    expect(ran).toBe(false);
    expect(await scheduler.run(async () => 'open again')).toBe('open again');
  });

  it('lets an aborted waiter leave the line with the reason, and its place is free', async () => {
    const scheduler = new HashScheduler({ concurrency: 1, maxWaiting: 1 });
    const first = heldJob('done');
    const running = scheduler.run(first.run);
    const abort = new AbortController();
    const left = heldJob('never');
    const leaving = scheduler.run(left.run, abort.signal);
    const reason = new Error('the client hung up');
    abort.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    const next = scheduler.run(async () => 'next');
    first.end();
    expect(await Promise.all([running, next])).toEqual(['done', 'next']);
    expect(left.started).toBe(false);
  });

  it('does not start a job whose signal is aborted already', async () => {
    const scheduler = new HashScheduler({ concurrency: 1 });
    const job = heldJob('never');
    const reason = new Error('too late');
    await expect(scheduler.run(job.run, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(job.started).toBe(false);
    expect(await scheduler.run(async () => 'free')).toBe('free');
  });

  it('attack 40: the place belongs to the job: an abort frees it only when the work is done', async () => {
    const scheduler = new HashScheduler({ concurrency: 1 });
    const abort = new AbortController();
    const abandoned = heldJob('nobody waits');
    const running = scheduler.run(abandoned.run, abort.signal);
    const reason = new Error('the client hung up');
    abort.abort(reason);
    await expect(running).rejects.toBe(reason);

    const next = heldJob('next');
    const waiting = scheduler.run(next.run);
    await settled();
    expect(next.started).toBe(false);
    abandoned.end();
    await settled();
    expect(next.started).toBe(true);
    next.end();
    expect(await waiting).toBe('next');
  });

  it('an abandoned job that fails later is nobody’s unhandled rejection', async () => {
    const scheduler = new HashScheduler({ concurrency: 1 });
    const abort = new AbortController();
    const job = heldJob('');
    const running = scheduler.run(job.run, abort.signal);
    abort.abort();
    await expect(running).rejects.toThrow();
    job.fail(new Error('later'));
    expect(await scheduler.run(async () => 'next')).toBe('next');
  });

  it('a job that throws before its first await frees its place', async () => {
    const scheduler = new HashScheduler({ concurrency: 1 });
    const thrown = new Error('at once');
    await expect(
      scheduler.run(() => {
        throw thrown;
      }),
    ).rejects.toBe(thrown);
    expect(await scheduler.run(async () => 'next')).toBe('next');
  });

  it.each([{ concurrency: 0 }, { concurrency: 1.5 }, { maxWaiting: -1 }, { retryAfterSeconds: 0 }])(
    'refuses %o',
    (options) => {
      expect(() => new HashScheduler(options)).toThrowError(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      );
    },
  );

  it.each([
    [undefined, 3],
    ['8', 7],
    ['1', 1],
    ['nonsense', 3],
  ])('attack 40: with UV_THREADPOOL_SIZE %s it runs %i at a time', async (size, expected) => {
    vi.stubEnv('UV_THREADPOOL_SIZE', size);
    const scheduler = new HashScheduler();
    vi.unstubAllEnvs();
    const jobs = Array.from({ length: 10 }, () => heldJob(''));
    const runs = jobs.map((job) => scheduler.run(job.run));
    await settled();
    expect(jobs.filter((job) => job.started)).toHaveLength(expected);
    for (const job of jobs) job.end();
    await Promise.all(runs);
  });

  it('attack 40: a file read overtakes a flood of hashes: a thread is left for it', async () => {
    const scheduler = new HashScheduler();
    const slow = argon2id({ memoryKib: 32_768, passes: 8 });
    let hashed = 0;
    const flood = Array.from({ length: 6 }, () =>
      scheduler
        .run(() => slow.hash('flood'))
        .then(() => {
          hashed += 1;
        }),
    );
    await settled();
    expect(await readFile('package.json', 'utf8')).toContain('latchkey');
    expect(hashed).toBe(0);
    await Promise.all(flood);
  });
});
