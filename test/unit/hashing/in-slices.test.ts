import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSlices } from '../../../src/hashing/in-slices.js';

/** A round that takes about 50 microseconds. */
function busy(): void {
  const until = performance.now() + 0.05;
  while (performance.now() < until);
}

describe('rounds in slices', () => {
  it('runs each round once, in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1000 }), async (rounds) => {
        const seen: number[] = [];
        await inSlices(rounds, (n) => seen.push(n));
        expect(seen).toEqual(Array.from({ length: rounds }, (_, n) => n));
      }),
    );
  });

  it('lets the event loop turn about every 5 ms', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    // At least 100 ms of work, so twenty slices; a busy machine makes more of them.
    await inSlices(2000, busy);
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(10);
  });

  it('does not start for a caller who has gone', async () => {
    const gone = new Error('gone');
    let ran = 0;
    const run = inSlices(10, () => (ran += 1), AbortSignal.abort(gone));
    await expect(run).rejects.toBe(gone);
    expect(ran).toBe(0);
  });

  it('stops between two slices when its caller goes, with the signal’s reason', async () => {
    const caller = new AbortController();
    const gone = new Error('gone');
    let ran = 0;
    const round = () => {
      ran += 1;
      busy();
    };
    const run = inSlices(1_000_000, round, caller.signal);
    setImmediate(() => caller.abort(gone));
    await expect(run).rejects.toBe(gone);
    expect(ran).toBeGreaterThan(0);
    expect(ran).toBeLessThan(10_000);
  });

  it('passes on what a round throws', async () => {
    const broken = new Error('broken');
    const round = () => {
      throw broken;
    };
    await expect(inSlices(3, round)).rejects.toBe(broken);
  });
});
