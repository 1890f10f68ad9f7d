import type { Drawing } from './random.js';

/**
 * Climbs from each start by changes that cost more, and resolves to the dearest that was met. A cost
 * is a time, and times are noisy upwards: what seems dearer is measured a second time.
 */
export async function hillClimb<T>(options: {
  readonly starts: readonly T[];
  readonly stepsEach: number;
  readonly draw: Drawing;
  readonly mutate: (from: T, draw: Drawing) => T;
  readonly cost: (of: T) => Promise<number>;
}): Promise<{ readonly worst: T; readonly cost: number }> {
  const { starts, stepsEach, draw, mutate, cost } = options;
  const summits: { worst: T; cost: number }[] = [];
  for (const start of starts) {
    let here = { worst: start, cost: await cost(start) };
    for (let step = 0; step < stepsEach; step += 1) {
      const worst = mutate(here.worst, draw);
      const first = await cost(worst);
      if (first <= here.cost) continue;
      const again = Math.min(first, await cost(worst));
      if (again > here.cost) here = { worst, cost: again };
    }
    summits.push(here);
  }
  return summits.reduce((high, other) => (other.cost > high.cost ? other : high));
}
