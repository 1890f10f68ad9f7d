import { median } from './quantile.js';

type Side = (round: number) => Promise<number>;

/**
 * Runs two sides in turn, round by round, so that whatever else the machine does meets both:
 * A B, B A, A B … after one round that does not count. Resolves to the median of A ÷ B over the
 * rounds, to the medians of both and to the spread of the ratio.
 */
export async function interleave(rounds: number, a: Side, b: Side) {
  await a(0);
  await b(0);
  const ratios: number[] = [];
  const ofA: number[] = [];
  const ofB: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    const first = round % 2 === 1 ? a : b;
    const second = first === a ? b : a;
    const early = await first(round);
    const late = await second(round);
    const [atA, atB] = first === a ? [early, late] : [late, early];
    ofA.push(atA);
    ofB.push(atB);
    ratios.push(atA / atB);
  }
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    a: median(ofA),
    b: median(ofB),
  };
}
