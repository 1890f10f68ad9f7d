/** Says in one line what a proof has seen, so that a reader can tell that it was none of nothing. */
export function summarise(
  what: string,
  place: string,
  startedAt: number,
  counts: Readonly<Record<string, number | string>>,
): void {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const seen = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  process.stdout.write(`proof: ${what} on ${place}: ${seen.join(', ')} (${seconds} s)\n`);
}
