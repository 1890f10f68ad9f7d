/**
 * The least time that a processor spends on some work, of so many runs, in milliseconds. What other
 * programs do meanwhile counts for nothing, so a bound holds on a busy machine too.
 */
export function leastCpuTime(work: () => unknown, runs = 5): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
