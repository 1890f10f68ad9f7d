/** Rolls the unit of work back without being an error of anybody's: somebody else was faster. */
export class Overtaken extends Error {}

/** Resolves to what the work does, or to `null` where it was overtaken and nothing was changed. */
export async function unlessOvertaken<T extends object>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Overtaken) return null;
    throw error;
  }
}
