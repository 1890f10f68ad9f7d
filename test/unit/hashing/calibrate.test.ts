import fc from 'fast-check';
import { argon2id } from 'latchkey';
import { describe, expect, it } from 'vitest';
import {
  type CalibrateOptions,
  calibrate,
  climb,
  LADDERS,
} from '../../../src/hashing/calibrate.js';

type Format = CalibrateOptions<'argon2id' | 'scrypt' | 'pbkdf2' | 'bcrypt'>['format'];
type Rung = { readonly work: number };

describe('calibrate', () => {
  it.each([
    ['bcrypt', { cost: 10 }],
    ['pbkdf2', { iterations: 600_000 }],
  ] as const)(
    'never goes below OWASP’s least, and says that it misses the target: %s',
    async (format, least) => {
      const found = await calibrate({ format, targetMs: 10 });
      expect(found).toMatchObject({ options: least, withinTarget: false });
      expect(found.milliseconds).toBeGreaterThan(10);
    },
  );

  it('never goes below OWASP’s least: argon2id, which a fast machine does in 10 ms', async () => {
    const { options } = await calibrate({ format: 'argon2id', targetMs: 10 });
    expect(options.memoryKib).toBeGreaterThanOrEqual(19_456);
    expect(options.passes).toBeGreaterThanOrEqual(2);
  });

  it('finds more than the least for a target that leaves room, within the memory it may take', async () => {
    const most = 24_000;
    const { options, milliseconds, withinTarget } = await calibrate({
      format: 'argon2id',
      targetMs: 1000,
      mostMemoryKib: most,
    });
    expect(withinTarget).toBe(true);
    expect(milliseconds).toBeLessThanOrEqual(1000);
    expect(options.memoryKib).toBe(most);
    expect(options.passes).toBeGreaterThan(2);
    expect(await argon2id(options).hash('x')).toContain(`m=${most},t=${options.passes},p=1`);
  });

  it.each([
    { format: 'md5' as Format },
    { format: 'toString' as Format },
    { targetMs: 9 },
    { targetMs: 5001 },
    { targetMs: Number.NaN },
    { mostMemoryKib: 19_455 },
    { mostMemoryKib: 262_145 },
  ])('refuses %j', async (wrong) => {
    const given = { format: 'argon2id' as Format, targetMs: 100, ...wrong };
    await expect(calibrate(given)).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' });
  });
});

describe('the way up', () => {
  const ladders = fc
    .uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 1, maxLength: 30 })
    .map((works) => works.sort((a, b) => a - b).map((work) => ({ work })) as [Rung, ...Rung[]]);
  const target = fc.integer({ min: 1, max: 5000 });

  it('finds the best rung where time goes with work', async () => {
    const speed = fc.double({ min: 0.01, max: 100, noNaN: true });
    await fc.assert(
      fc.asyncProperty(ladders, target, speed, async (ladder, targetMs, perWork) => {
        const measure = async ({ work }: Rung) => work * perWork;
        const { rung, milliseconds } = await climb(ladder, targetMs, measure);
        const allowed = ladder.filter(({ work }) => work * perWork <= targetMs);
        expect(milliseconds).toBe(rung.work * perWork);
        // Within a rounding error of the target either side will do.
        const best = allowed.at(-1) ?? ladder[0];
        expect(Math.abs(best.work - rung.work) * perWork).toBeLessThanOrEqual(targetMs * 1e-9);
      }),
    );
  });

  it('whatever the machine does, it measures five rungs at most and answers one of them', async () => {
    const times = fc.array(fc.double({ min: 0.01, max: 10_000, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(ladders, target, times, async (ladder, targetMs, took) => {
        const measured = new Map<Rung, number>();
        const { rung, milliseconds } = await climb(ladder, targetMs, async (each) => {
          expect(measured.has(each)).toBe(false);
          measured.set(each, took[measured.size] ?? Number.NaN);
          return measured.get(each) ?? Number.NaN;
        });
        expect(measured.size).toBeLessThanOrEqual(5);
        expect(measured.get(rung)).toBe(milliseconds);
        if (milliseconds > targetMs) expect(rung).toBe(ladder[0]);
      }),
    );
  });
});

describe('a machine that never settles', () => {
  it('ends after five rungs', async () => {
    const ladder = Array.from({ length: 30 }, (_, n) => ({ work: n + 1 })) as [Rung, ...Rung[]];
    const wanted = [30, 2, 29, 3, 28, 4, 27, 5];
    const measured: number[] = [];
    await climb(ladder, 1000, async ({ work }) => {
      measured.push(work);
      // So that the next guess is the next that is wanted.
      return (work * 1000) / ((wanted[measured.length - 1] ?? 1) + 0.5);
    });
    expect(measured).toEqual([1, 30, 2, 29, 3]);
  });
});

describe('the ladders', () => {
  it.each([19_456, 32_768, 65_536, 100_000, 131_072, 262_144])(
    'go up from OWASP’s least, and every rung is one that the format takes: %i KiB',
    (mostMemoryKib) => {
      for (const [name, { make, rungs }] of Object.entries(LADDERS)) {
        const ladder = rungs(mostMemoryKib);
        expect(ladder.length, name).toBeGreaterThan(2);
        for (const [n, { options, work }] of ladder.entries()) {
          expect(() => (make as (given: object) => unknown)(options)).not.toThrow();
          expect(work).toBeGreaterThan(ladder[n - 1]?.work ?? 0);
        }
      }
      const [memory] = LADDERS.argon2id.rungs(mostMemoryKib).slice(-1);
      expect(memory?.options).toEqual({ memoryKib: mostMemoryKib, passes: 16 });
    },
  );

  it.each([
    [19_456, { logN: 14, parallelism: 5 }],
    [32_768, { logN: 15, parallelism: 3 }],
    [65_536, { logN: 16, parallelism: 2 }],
    [131_072, { logN: 17, parallelism: 1 }],
    [262_144, { logN: 17, parallelism: 1 }],
  ])('start scrypt with OWASP’s equivalent for %i KiB', (mostMemoryKib, least) => {
    expect(LADDERS.scrypt.rungs(mostMemoryKib)[0].options).toEqual(least);
  });
});
