import { LatchkeyError } from 'latchkey';

let loading: Promise<typeof import('bloomfilter')> | undefined;

/** Whoever asks the range API needs no `bloomfilter`: it loads on first use. */
export function loadBloomFilter(): Promise<typeof import('bloomfilter')> {
  loading ??= import('bloomfilter').catch((cause: unknown) => {
    // The next call tries again: it may have been a passing lack of memory or file handles.
    loading = undefined;
    throw new LatchkeyError(
      'ERR_MISSING_PEER',
      'latchkey/hibp could not load the package "bloomfilter". Install it (npm install bloomfilter).',
      { cause },
    );
  });
  return loading;
}
