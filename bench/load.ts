/**
 * Runs jobs 0 to count − 1, `concurrency` at a time, each started as soon as one ends.
 * Resolves to jobs per second.
 */
export async function throughput(
  count: number,
  concurrency: number,
  job: (n: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await job(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, lane));
  return count / ((performance.now() - startedAt) / 1000);
}

/** How long one job takes, in milliseconds. */
export async function duration(job: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await job();
  return performance.now() - startedAt;
}
