import type { AppStores } from './each-engine.js';
import { gate } from './gate.js';
import { wrapStores } from './wrap-stores.js';

/** The n-th call of any store waits until the test lets it go on. */
export function pauseAt(n: number) {
  const reached = gate();
  const resume = gate();
  return {
    reached: reached.promise,
    resume: () => resume.resolve(),
    skip: () => reached.resolve(),
    wrap: (stores: AppStores) =>
      wrapStores(stores, async ({ index }, run) => {
        if (index === n) {
          reached.resolve();
          await resume.promise;
        }
        return run();
      }),
  };
}
