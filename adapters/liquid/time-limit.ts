import { type Context, createContext, Script } from 'node:vm';

const script = new Script('work()');
let realm: (Context & { work?: () => void }) | null = null;

/** The work has not ended in its time. */
class TimeUp extends Error {
  override readonly name = 'TimeUp';
}

/**
 * Runs synchronous work and stops it after a time, wherever it is. LiquidJS looks at its clock
 * between two tags only, and a single filter or pattern may take longer than a template; V8's own
 * watchdog interrupts those as well, loops and regular expressions included.
 *
 * Throws what the work throws, or else an error of which {@link isTimeout} knows.
 */
export function withinTime<Result>(milliseconds: number, work: () => Result): Result {
  realm ??= createContext({});
  const results: Result[] = [];
  realm.work = () => void results.push(work());
  try {
    script.runInContext(realm, { timeout: milliseconds });
  } catch (error) {
    throw saysTimeout(error) ? new TimeUp('Time is up.') : error;
  } finally {
    delete realm.work;
  }
  return results[0] as Result;
}

/** Node's error is of the other realm, so that it is no instance of our `Error`. */
function saysTimeout(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}

/** Whether an error says that time was up: by the watchdog, or by LiquidJS' own clock. */
export function isTimeout(error: unknown): boolean {
  return (
    error instanceof TimeUp ||
    (error instanceof Error && /^template render limit/.test(error.message))
  );
}
