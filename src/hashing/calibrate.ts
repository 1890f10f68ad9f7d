import { LatchkeyError } from '../errors.js';
import { type CurrentHashFormat, requireParameter } from './format.js';
import { type Argon2idOptions, argon2id } from './formats/argon2.js';
import { type BcryptOptions, bcrypt } from './formats/bcrypt.js';
import { CEILING as BCRYPT_CEILING } from './formats/bcrypt-native.js';
import { type Pbkdf2Options, pbkdf2 } from './formats/pbkdf2.js';
import { type ScryptOptions, scrypt } from './formats/scrypt.js';
import { PBKDF2_CEILING } from './pbkdf2-key.js';

/** The formats that have something to calibrate, and what they are given. */
export interface Calibrated {
  readonly argon2id: Argon2idOptions;
  readonly scrypt: ScryptOptions;
  readonly pbkdf2: Pbkdf2Options;
  readonly bcrypt: BcryptOptions;
}

export interface CalibrateOptions<Format extends keyof Calibrated> {
  readonly format: Format;
  /** What one hash may take, in milliseconds, 10 to 5000. */
  readonly targetMs: number;
  /**
   * What one hash may fill, in KiB, for argon2id and scrypt: 19456 to 262144, times the hashes at
   * a time. @default 131072
   */
  readonly mostMemoryKib?: number;
}

export interface Calibration<Format extends keyof Calibrated> {
  /** For the format of that name: `argon2id(options)`. */
  readonly options: Calibrated[Format];
  /** What one hash took with them, the median of three. */
  readonly milliseconds: number;
  /** `false`: the least that OWASP allows takes longer than the target here; `options` are those. */
  readonly withinTarget: boolean;
}

/** Parameters, and how much work they are beside the other rungs'. */
interface Rung<Options> {
  readonly options: Options;
  readonly work: number;
}

type Ladder<R> = readonly [R, ...R[]];

const RUNS = 3;
const MOST_RUNGS = 5;
const STEP = 1.2;
const LEAST_ARGON2_KIB = 19_456;
const LEAST_ITERATIONS = 600_000;
/** What scrypt() allows all lanes together. */
const SCRYPT_WORK_KIB = 524_288;

/**
 * Measures this machine: finds the strongest parameters whose hash takes no longer than a target.
 * Run it by hand, once, where the application will run and while nothing else does; put what it
 * finds into the settings. It is no part of a start: on a busy machine it would find weaker ones.
 *
 * It hashes one after the other, at most sixteen times, and takes about fifteen times the target.
 * It never goes below the OWASP Password Storage Cheat Sheet (Argon2id 19 MiB and two passes,
 * scrypt N = 2^17 or its equivalents, PBKDF2-HMAC-SHA-256 600,000, bcrypt 10): where that takes longer than
 * the target, it is the answer, and `withinTarget` is `false`. Argon2id gets memory first, up to
 * `mostMemoryKib`, and then passes.
 *
 * @throws ERR_INVALID_OPTION for an unknown format, and for numbers out of range
 *
 * @example
 * ```ts
 * const { options, milliseconds } = await calibrate({ format: 'argon2id', targetMs: 100 });
 * console.log(options, `${milliseconds} ms`);
 * hasher({ current: argon2id(options) });
 * ```
 */
export async function calibrate<Format extends keyof Calibrated>({
  format,
  targetMs,
  mostMemoryKib = 131_072,
}: CalibrateOptions<Format>): Promise<Calibration<Format>> {
  requireParameter('calibrate', 'targetMs', targetMs, 10, 5000);
  requireParameter('calibrate', 'mostMemoryKib', mostMemoryKib, LEAST_ARGON2_KIB, 262_144);
  if (!Object.hasOwn(LADDERS, format)) {
    const names = Object.keys(LADDERS).join(', ');
    throw new LatchkeyError('ERR_INVALID_OPTION', `"format" of calibrate() is one of ${names}.`);
  }
  const { make, rungs } = LADDERS[format];
  const ladder = rungs(mostMemoryKib);
  const [first] = ladder;
  // The first hash loads the native package and fills caches, so it is not among those that count.
  await make(first.options).hash(PASSWORD);
  const found = await climb(ladder, targetMs, ({ options }) => medianOf(make(options)));
  return {
    options: found.rung.options,
    milliseconds: Math.round(found.milliseconds),
    withinTarget: found.milliseconds <= targetMs,
  };
}

/**
 * Finds the highest rung that was measured within the target, or else the lowest. Time goes about
 * with work, so each guess starts from what the last one took; one that comes up twice ends it.
 */
export async function climb<R extends { readonly work: number }>(
  ladder: Ladder<R>,
  targetMs: number,
  measure: (rung: R) => Promise<number>,
): Promise<{ readonly rung: R; readonly milliseconds: number }> {
  const [lowest] = ladder;
  let best = { rung: lowest, milliseconds: await measure(lowest) };
  let last = best;
  const measured = new Set([lowest]);
  while (measured.size < MOST_RUNGS) {
    const perWork = last.milliseconds / last.rung.work;
    const rung = ladder.findLast(({ work }) => work * perWork <= targetMs) ?? lowest;
    if (measured.has(rung)) break;
    measured.add(rung);
    last = { rung, milliseconds: await measure(rung) };
    if (last.milliseconds <= targetMs && rung.work > best.rung.work) best = last;
  }
  return best;
}

const PASSWORD = 'correct horse battery staple';

async function medianOf(format: CurrentHashFormat): Promise<number> {
  const took: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    const startedAt = performance.now();
    await format.hash(PASSWORD);
    took.push(performance.now() - startedAt);
  }
  return took.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

/** Each from OWASP's least upwards; the formats' own ceilings are the top. */
export const LADDERS: {
  readonly [Format in keyof Calibrated]: {
    make(options: Calibrated[Format]): CurrentHashFormat;
    rungs(mostMemoryKib: number): Ladder<Rung<Calibrated[Format]>>;
  };
} = {
  argon2id: {
    make: argon2id,
    rungs(mostMemoryKib) {
      const rung = (memoryKib: number, passes: number) => ({
        options: { memoryKib, passes },
        work: memoryKib * passes,
      });
      const memories = steps(LEAST_ARGON2_KIB, mostMemoryKib).map((memory) => rung(memory, 2));
      const passes = range(3, 16).map((more) => rung(mostMemoryKib, more));
      return [rung(LEAST_ARGON2_KIB, 2), ...memories, ...passes];
    },
  },
  scrypt: {
    make: scrypt,
    rungs(mostMemoryKib) {
      // With blocks of 8, N counts KiB. What is missing of it below 2^17, OWASP makes up in lanes.
      const logN = Math.min(17, Math.floor(Math.log2(mostMemoryKib)));
      const least = { 17: 1, 16: 2, 15: 3 }[logN] ?? 5;
      const rung = (parallelism: number) => ({ options: { logN, parallelism }, work: parallelism });
      return [
        rung(least),
        ...range(least + 1, Math.min(16, SCRYPT_WORK_KIB / 2 ** logN)).map(rung),
      ];
    },
  },
  pbkdf2: {
    make: pbkdf2,
    rungs() {
      const rung = (iterations: number) => ({ options: { iterations }, work: iterations });
      return [rung(LEAST_ITERATIONS), ...steps(LEAST_ITERATIONS, PBKDF2_CEILING.rounds).map(rung)];
    },
  },
  bcrypt: {
    make: bcrypt,
    rungs() {
      const rung = (cost: number) => ({ options: { cost }, work: 2 ** cost });
      return [rung(10), ...range(11, BCRYPT_CEILING.cost).map(rung)];
    },
  },
};

/** From above the least to the most, each a fifth more than the last. */
function steps(least: number, most: number): number[] {
  const found: number[] = [];
  for (let value = least * STEP; value < most; value *= STEP) found.push(Math.round(value));
  return most > least ? [...found, most] : found;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
