import { onTestFinished, vi } from 'vitest';

/** Sees the warnings of the process until the test ends, and keeps them off the screen. */
export function warnings(): () => unknown[] {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  onTestFinished(() => emitWarning.mockRestore());
  return () => emitWarning.mock.calls;
}
