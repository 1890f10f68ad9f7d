/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws from lists and ranges. */
export function drawing(seed: number) {
  const number = seededNumbers(seed);
  const below = (limit: number) => Math.floor(number() * limit);
  return {
    below,
    chance: (part: number) => number() < part,
    from: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
}

export type Drawing = ReturnType<typeof drawing>;
