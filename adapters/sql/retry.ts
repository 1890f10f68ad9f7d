import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Dialect } from './dialect.js';
import { triesWorth } from './errors.js';

const TRIES = 5;

/**
 * Runs work again after a serialization failure, a deadlock or a busy database: at most five
 * times in all, with a growing, jittered pause. What failed that way has changed nothing.
 */
export async function retryConflicts<T>(dialect: Dialect, work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (tried >= triesWorth(error, dialect, TRIES)) throw error;
      await wait(randomInt(1, 10 * 2 ** tried));
    }
  }
}
