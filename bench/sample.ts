import { type Auc, auc } from './auc.js';

/** One try of an attacker with a stopwatch, and what he wants to learn by it. */
export interface Sample {
  readonly known: boolean;
  readonly milliseconds: number;
}

/** How well the times tell the addresses of accounts from those of nobody. */
export function aucOf(samples: readonly Sample[]): Auc {
  const times = (known: boolean) =>
    samples.filter((sample) => sample.known === known).map(({ milliseconds }) => milliseconds);
  return auc(times(true), times(false));
}

export function intervalOf({ low, high }: Auc): string {
  return `95 % interval ${low.toFixed(4)} to ${high.toFixed(4)}`;
}
