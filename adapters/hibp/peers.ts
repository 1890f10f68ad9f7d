import { LatchkeyError } from 'latchkey';

/** Whoever has the offline list needs no `hibp`, and the other way round: each loads on first use. */
export const loadHibp = lazily('hibp', () => import('hibp'));
export const loadBloomFilter = lazily('bloomfilter', () => import('bloomfilter'));

function lazily<Module>(name: string, load: () => Promise<Module>): () => Promise<Module> {
  let loaded: Promise<Module> | undefined;
  return () => {
    loaded ??= load().catch((cause: unknown) => {
      // The next call tries again: it may have been a passing lack of memory or file handles.
      loaded = undefined;
      throw new LatchkeyError(
        'ERR_MISSING_PEER',
        `latchkey/hibp could not load the package "${name}". Install it (npm install ${name}).`,
        { cause },
      );
    });
    return loaded;
  };
}
