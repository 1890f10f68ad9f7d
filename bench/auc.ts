/** How well one number tells two groups apart: 0.5 is not at all, 0 and 1 are always. */
export interface Auc {
  readonly value: number;
  /** The 95 % interval around it. */
  readonly low: number;
  readonly high: number;
}

/**
 * The probability that a random time of `positives` is longer than one of `negatives`, ties
 * counted half: Mann–Whitney's U over n1·n2, the area under the ROC curve of an attacker who has
 * only a stopwatch. The interval is DeLong's, which needs no assumption about the distribution.
 */
export function auc(positives: readonly number[], negatives: readonly number[]): Auc {
  const ofPositives = placements(positives, negatives);
  const ofNegatives = placements(negatives, positives);
  const value = mean(ofPositives);
  const deviation = Math.sqrt(
    variance(ofPositives) / positives.length + variance(ofNegatives) / negatives.length,
  );
  return { value, low: value - 1.96 * deviation, high: value + 1.96 * deviation };
}

/** For each of `times`, the part of `others` that is shorter. */
function placements(times: readonly number[], others: readonly number[]): number[] {
  const sorted = Float64Array.from(others).sort();
  return times.map((time) => {
    const shorter = countBelow(sorted, (other) => other < time);
    const notLonger = countBelow(sorted, (other) => other <= time);
    return (shorter + notLonger) / 2 / sorted.length;
  });
}

function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBelow(sorted[middle] ?? Number.NaN)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}
