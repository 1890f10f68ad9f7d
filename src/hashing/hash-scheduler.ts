import { LatchkeyError } from '../errors.js';
import { requireParameter } from './format.js';

export interface HashSchedulerOptions {
  /**
   * Jobs at a time. The default leaves one thread of libuv's pool to files and DNS, so that a
   * flood of sign-ins does not stop the application's own reads.
   * @default the larger of 1 and UV_THREADPOOL_SIZE (4 where it is not set) − 1
   */
  readonly concurrency?: number;
  /**
   * Jobs in line. With the default hash (about 30 ms) and three at a time, 64 wait for less than a
   * second on an idle machine, and for about two on a busy one: longer than that, people press the
   * button again, and the line is full of those who have gone.
   * @default 64
   */
  readonly maxWaiting?: number;
  /** What a turned-away client is told. @default 2 */
  readonly retryAfterSeconds?: number;
}

/**
 * Runs expensive jobs a few at a time, in the order of their arrival, behind a line of bounded
 * length. It counts jobs and not memory: the memory of a hash is bounded by its format's ceiling.
 */
export class HashScheduler {
  readonly #concurrency: number;
  readonly #maxWaiting: number;
  readonly #retryAfterSeconds: number;
  /** A Set keeps the order of arrival and lets anyone leave from the middle at no cost. */
  readonly #line = new Set<() => void>();
  #running = 0;

  constructor(options: HashSchedulerOptions = {}) {
    const { concurrency = defaultConcurrency(), maxWaiting = 64, retryAfterSeconds = 2 } = options;
    requireParameter('HashScheduler', 'concurrency', concurrency, 1, 1024);
    requireParameter('HashScheduler', 'maxWaiting', maxWaiting, 0, 1_000_000);
    requireParameter('HashScheduler', 'retryAfterSeconds', retryAfterSeconds, 1, 3600);
    this.#concurrency = concurrency;
    this.#maxWaiting = maxWaiting;
    this.#retryAfterSeconds = retryAfterSeconds;
  }

  /**
   * Runs a job when its turn comes, and settles as it does.
   *
   * An aborted caller is let go at once with the signal's reason: out of the line, or from a
   * running job. The job's place is free only when the job has settled, because native work cannot
   * be stopped: otherwise whoever connects and hangs up would start any number of hashes.
   *
   * @throws ERR_HASHER_BUSY at once where the line is full; `retryAfterSeconds` says when to return
   */
  async run<T>(job: () => Promise<T>, signal?: AbortSignal | null): Promise<T> {
    signal?.throwIfAborted();
    if (this.#running < this.#concurrency) this.#running += 1;
    else await this.#turn(signal);
    if (signal?.aborted) {
      this.#passOn();
      throw signal.reason;
    }
    const running = this.#finish(job);
    return signal == null ? running : unlessAborted(running, signal);
  }

  async #finish<T>(job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } finally {
      this.#passOn();
    }
  }

  /** Hands the place over without freeing it in between, so that no newcomer can jump the line. */
  #passOn(): void {
    const [next] = this.#line;
    if (next === undefined) {
      this.#running -= 1;
      return;
    }
    this.#line.delete(next);
    next();
  }

  #turn(signal: AbortSignal | null | undefined): Promise<void> {
    if (this.#line.size >= this.#maxWaiting) {
      throw new LatchkeyError('ERR_HASHER_BUSY', 'The line for password hashing is full.', {
        retryAfterSeconds: this.#retryAfterSeconds,
      });
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#line.delete(enter);
        reject(signal?.reason);
      };
      const enter = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#line.add(enter);
    });
  }
}

function unlessAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abandon = () => reject(signal.reason);
    signal.addEventListener('abort', abandon, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}

function defaultConcurrency(): number {
  const threads = Number(process.env.UV_THREADPOOL_SIZE);
  return Math.max(1, (Number.isInteger(threads) && threads > 0 ? Math.min(threads, 1024) : 4) - 1);
}
