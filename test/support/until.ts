/** Waits until a condition holds, looking again and again, and fails after a bound. */
export async function until(
  condition: () => Promise<boolean> | boolean,
  what: string,
  milliseconds = 20_000,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`In vain for ${milliseconds} ms: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}
