import { afterAll, beforeAll, expect, it } from 'vitest';
import { startThrottler } from '../../support/start-throttler.js';
import {
  describeThrottles,
  type OpenThrottleStore,
  throttleStores,
} from '../../support/throttle-stores.js';

const processes = [1, 2, 3, 4].map(startThrottler);
afterAll(() => Promise.all(processes.map((process) => process.end())));

describeThrottles(
  'a throttle of several processes',
  (kind) => {
    let store: OpenThrottleStore;
    beforeAll(async () => {
      store = await kind.open();
    });
    afterAll(() => store.close());

    it('attack 30: four processes try 200 times each at once, and `points` of them get in', async () => {
      const { place } = store;
      if (place === null) throw new Error('This store is of one process.');
      const everybody = (key: string, points: number, tries: number) =>
        Promise.all(
          processes.map((process) =>
            process.consume({ place, key, points, windowSeconds: 3_600, tries }),
          ),
        );
      // Once to get all of them connected, so that the next ones meet.
      await everybody('warm-up', 1_000, 10);
      for (const points of [1, 10, 300]) {
        const outcomes = (await everybody(`key ${points}`, points, 200)).flat();
        expect(outcomes).toHaveLength(800);
        expect(new Set(outcomes)).toEqual(new Set(['allowed', 'refused']));
        expect(outcomes.filter((outcome) => outcome === 'allowed')).toHaveLength(points);
      }
    }, 180_000);
  },
  throttleStores.filter(({ name }) => name !== 'memory'),
);
