import { createHash, createHmac, randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  LatchkeyError,
  type Limit,
  type Throttle,
  type ThrottleDecision,
  withTimeout,
} from 'latchkey';
import { type Backend, invalidOption, type Limiter } from './backend.js';

export interface SharedThrottleOptions {
  /**
   * Keys are kept as digests under this secret, so that whoever reads the store cannot try
   * addresses until one fits. All processes need the same; 16 bytes at least.
   * @default none: a plain SHA-256
   */
  readonly secret?: string | Uint8Array | undefined;
  /**
   * How long the store may take for an answer. A store that hangs refuses, as one that is down.
   * @default 2000
   */
  readonly timeoutMs?: number | undefined;
}

const TRIES = 5;
const YEAR_SECONDS = 366 * 86_400;
/** Columns hold 32 bits, and refused tries count in them. */
const MOST_POINTS = 1_000_000_000;

const PURGE_EVERY_MS = 5 * 60_000;
const PURGE_BATCH = 1_000;
const PURGE_BATCHES = 100;
/** Another process's clock may be behind. */
const PURGE_AFTER_MS = 60 * 60_000;

/** A throttle over a store that several processes share. */
export function sharedThrottle(backend: Backend, options: SharedThrottleOptions): Throttle {
  const { secret, timeoutMs = 2_000 } = options;
  if (!Number.isFinite(timeoutMs) || timeoutMs < 1 || timeoutMs > 60_000)
    throw invalidOption('The option "timeoutMs" is between 1 and 60000.');
  if (secret !== undefined) requireSecret(secret);

  const limiters = new Map<string, Promise<Limiter>>();
  const limiterOf = (limit: Limit): Promise<Limiter> => {
    const name = nameOf(limit);
    const known = limiters.get(name);
    if (known !== undefined) return known;
    const made = backend.limiter(limit);
    limiters.set(name, made);
    made.catch(() => limiters.delete(name));
    return made;
  };
  const keyOf = (key: string, limit: Limit) => {
    const digest = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
    return `${nameOf(limit)}:${digest.update(key).digest('base64url')}`;
  };

  async function run<T>(limit: Limit, step: (signal: AbortSignal) => Promise<T>): Promise<T> {
    requireLimit(limit);
    try {
      return await withTimeout(
        timeoutMs / 1000,
        async (signal) => {
          await backend.ready?.(signal);
          return retryConflicts(backend, signal, () => step(signal));
        },
        () =>
          new LatchkeyError('ERR_STORE', `${backend.name} gave no answer within ${timeoutMs} ms.`),
      );
    } catch (error) {
      if (backend.isMissing?.(error) !== true) throw error;
      throw new LatchkeyError(
        'ERR_SCHEMA',
        'The table of the throttle is missing: make it with `await createThrottleTable(…)`, or ' +
          'with the SQL that `throttleTableSql(…)` prints.',
        { cause: error },
      );
    }
  }

  const purgeNowAndThen = purging(backend);
  return {
    consume: (key, limit) =>
      run(limit, async (signal) => {
        const limiter = await limiterOf(limit);
        signal.throwIfAborted();
        const counted = keyOf(key, limit);
        const decision = await decide(() => limiter.consume(counted), limit);
        // The caller was refused when the time was up. Else the tries of an outage would lock people
        // out after it; one that is refused late as well has used up nothing.
        if (signal.aborted && decision.allowed) await backend.refund(counted, limit.points);
        purgeNowAndThen();
        return decision;
      }),
    refund: (key, limit) => run(limit, () => backend.refund(keyOf(key, limit), limit.points)),
    clear: (key, limit) =>
      run(limit, async (signal) => {
        const limiter = await limiterOf(limit);
        signal.throwIfAborted();
        await limiter.delete(keyOf(key, limit));
      }),
  };
}

async function decide(
  consume: () => Promise<unknown>,
  { points }: Limit,
): Promise<ThrottleDecision> {
  let allowed = true;
  const counted = await consume().catch((refusal: unknown) => {
    if (refusal instanceof Error) throw refusal;
    allowed = false;
    return refusal;
  });
  const { consumedPoints, msBeforeNext } = (counted ?? {}) as Record<string, unknown>;
  const seconds = Number(msBeforeNext) / 1000;
  // A comparison with what is no number lets everybody in: an unreadable answer is none.
  if (!Number.isSafeInteger(consumedPoints) || !Number.isFinite(seconds) || seconds < 0)
    throw new LatchkeyError('ERR_STORE', 'The store of the throttle gave an unreadable answer.');
  const remaining = points - Number(consumedPoints);
  if (!allowed || remaining < 0)
    return { allowed: false, retryAfterSeconds: Math.max(1, Math.ceil(seconds)) };
  return { allowed: true, remaining, resetSeconds: seconds };
}

async function retryConflicts<T>(
  backend: Backend,
  signal: AbortSignal,
  step: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await step();
    } catch (error) {
      if (tried >= TRIES || signal.aborted || backend.isConflict?.(error) !== true) throw error;
      await wait(randomInt(1, 10 * 2 ** tried));
    }
  }
}

/**
 * Deletes rows of windows that ended an hour ago: at the first try and then every five minutes in
 * which there are tries, beside them. So there is no timer to stop, and nothing to close.
 */
function purging(backend: Backend): () => void {
  let next = 0;
  let running = false;
  return () => {
    const now = Date.now();
    if (backend.purge === undefined || running || now < next) return;
    const purge = backend.purge.bind(backend);
    running = true;
    next = now + PURGE_EVERY_MS;
    const work = async () => {
      for (let batch = 0; batch < PURGE_BATCHES; batch += 1)
        if ((await purge(now - PURGE_AFTER_MS, PURGE_BATCH)) < PURGE_BATCH) return;
    };
    // What could not be deleted is counted as ended all the same, and deleted the next time.
    work()
      .catch(() => {})
      .finally(() => {
        running = false;
      });
  };
}

function nameOf({ points, windowSeconds }: Limit): string {
  return `${points}/${windowSeconds}`;
}

function requireSecret(secret: unknown): void {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array))
    throw invalidOption('The option "secret" is a text or a Uint8Array.');
  if (Buffer.byteLength(secret) < 16)
    throw invalidOption('The option "secret" has at least 16 bytes.');
}

function requireLimit({ points, windowSeconds }: Limit): void {
  const valid =
    Number.isSafeInteger(points) &&
    points >= 1 &&
    points <= MOST_POINTS &&
    Number.isFinite(windowSeconds) &&
    windowSeconds > 0 &&
    windowSeconds <= YEAR_SECONDS;
  if (valid) return;
  throw invalidOption(
    'A limit has "points" of at least 1 and "windowSeconds" of at most those of a year.',
  );
}
