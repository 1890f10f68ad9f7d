interface Counts {
  readonly points: number;
  readonly expire: number;
}

/**
 * Reads a counter's row, whatever the application made of 64-bit integers on its connections:
 * texts, bigints, doubles. An unreadable one becomes NaN, which the throttle refuses.
 */
export function readCounts(row: unknown): Counts {
  const { points, expire } = (row ?? {}) as Record<string, unknown>;
  return { points: Number(points), expire: Number(expire) };
}

/** Reads a field of an error of a driver. */
export function codeOf(error: unknown, field: 'code' | 'errno'): unknown {
  return (error as Record<string, unknown> | null | undefined)?.[field];
}
