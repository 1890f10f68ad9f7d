import type { MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { timeout } from 'hono/timeout';

const DEFAULT_TIMEOUT_SECONDS = 30;

/** What stands around every route of ours, pages or API: an end in time, and errors for throws. */
export function guards(timeoutSeconds = DEFAULT_TIMEOUT_SECONDS): MiddlewareHandler[] {
  return [timeout(timeoutSeconds * 1000, () => new HTTPException(503)), onlyErrors];
}

/** Whether it was our own clock that ended a request. */
export function isTimeout(error: unknown): boolean {
  return error instanceof HTTPException && error.status === 503;
}

/** Hono's error handler takes errors only, and an aborted request rejects with a mere text. */
const onlyErrors: MiddlewareHandler = async (_c, next) => {
  await next().catch((thrown: unknown) => {
    throw thrown instanceof Error ? thrown : new Error('A value was thrown.', { cause: thrown });
  });
};

/** Tells the host what answered 5xx. One whose own `onError` throws must not cost the answer. */
export function tellHost<Native>(
  onError: ((error: unknown, native: Native) => unknown) | undefined,
  error: unknown,
  native: Native,
): void {
  try {
    Promise.resolve(onError?.(error, native)).catch(() => {});
  } catch {}
}
