import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { isLatchkeyError } from 'latchkey';
import { type BreachedFilterFacts, isRate, shardsOf } from './filter-format.js';
import { FilterWriter } from './filter-writer.js';
import { HashList } from './hash-list.js';
import { listError } from './list-error.js';
import { isWhole, requireKnown, requireThat } from './requirements.js';
import { writeAtomically } from './write-atomically.js';

export interface BuildBreachedFilterOptions {
  /**
   * The list: its path, or its bytes. Lines of `SHA1` or `SHA1:COUNT` in hexadecimal, sorted by
   * hash, as the downloader of Pwned Passwords writes them.
   */
  readonly input: string | AsyncIterable<Uint8Array>;
  /** Where the filter goes. An older one there is replaced in one step when the new one is whole. */
  readonly output: string;
  /** Leaves out passwords that were seen less often. @default 1 */
  readonly minimumCount?: number | undefined;
  /**
   * The share of other passwords that the filter takes for breached, from 0.000001 to 0.05. A
   * hash costs 1.8 bytes at 0.001, and 0.6 bytes more for each digit. @default 0.001
   */
  readonly falsePositiveRate?: number | undefined;
  /** Hears how far it is, a few times for each megabyte. */
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
  /** Stops the work; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

export interface BuildProgress {
  readonly bytesRead: number;
  readonly linesRead: number;
  readonly entries: number;
}

export interface BuiltFilter extends BreachedFilterFacts {
  readonly linesRead: number;
  /** The size of the file. */
  readonly bytes: number;
}

/**
 * Makes a filter file for `breachedFilter()` of a list of SHA-1 hashes, in one pass and
 * under 50 MB of memory, however long it is: a million hashes take one or two seconds. The program
 * `latchkey-breached-filter` does the same from a shell.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION`; `ERR_BREACHED_LIST` for a list that cannot be read,
 *   is not sorted, has a line that is no hash, or leaves no hash at all, and where the filter cannot
 *   be written; `ERR_MISSING_PEER` without the package `bloomfilter`. An older filter stays then
 *
 * @example
 * ```ts
 * const { entries, bytes } = await buildBreachedFilter({
 *   input: 'pwnedpasswords.txt',
 *   output: '/var/lib/acme/pwned.filter',
 *   minimumCount: 10,
 * });
 * ```
 */
export async function buildBreachedFilter(
  options: BuildBreachedFilterOptions,
): Promise<BuiltFilter> {
  const settings = settled(options);
  const shards = await shardsOf(settings.falsePositiveRate);
  try {
    return await writeAtomically(settings.output, (file) =>
      fill(new FilterWriter(file, shards), settings),
    );
  } catch (error) {
    settings.signal?.throwIfAborted();
    if (isLatchkeyError(error)) throw error;
    throw listError('The list could not be read, or its filter not be written.', error);
  }
}

const CHUNK_BYTES = 262_144;

type Settings = ReturnType<typeof settled>;

async function fill(writer: FilterWriter, settings: Settings): Promise<BuiltFilter> {
  const { input, minimumCount, falsePositiveRate, onProgress, signal } = settings;
  const list = new HashList(minimumCount);
  let bytesRead = 0;
  const take = async (hashes: Iterable<string>) => {
    for (const hash of hashes) writer.add(hash);
    await writer.flush();
    signal?.throwIfAborted();
    onProgress?.({ bytesRead, linesRead: list.lines, entries: writer.entries });
  };
  const chunks =
    typeof input === 'string'
      ? createReadStream(input, { highWaterMark: CHUNK_BYTES, signal })
      : input;
  for await (const chunk of chunks) {
    bytesRead += chunk.byteLength;
    await take(list.read(chunk));
  }
  await take(list.end());
  const { entries } = writer;
  // It would accept everything, as if the rule were not there.
  if (entries === 0) throw listError('The list of breached passwords leaves no hash for a filter.');
  const { bytes } = await writer.end({ falsePositiveRate, minimumCount });
  return { entries, falsePositiveRate, minimumCount, linesRead: list.lines, bytes };
}

function settled(options: BuildBreachedFilterOptions) {
  const {
    input,
    output,
    minimumCount = 1,
    falsePositiveRate = 0.001,
    onProgress,
    signal,
  } = options;
  const known = 'input output minimumCount falsePositiveRate onProgress signal'.split(' ');
  requireKnown('buildBreachedFilter', options, known);
  const must = (fits: boolean, option: keyof BuildBreachedFilterOptions, what: string) =>
    requireThat('buildBreachedFilter', fits, option, what);
  must(
    typeof input === 'string' || typeof input?.[Symbol.asyncIterator] === 'function',
    'input',
    'be a path or a stream of bytes',
  );
  must(typeof output === 'string' && output !== '', 'output', 'be a path');
  must(
    typeof input !== 'string' || resolve(input) !== resolve(output),
    'output',
    'be another file than the list',
  );
  must(isWhole(minimumCount, 1, 2 ** 32), 'minimumCount', 'be a whole number of at least 1');
  must(isRate(falsePositiveRate), 'falsePositiveRate', 'be from 0.000001 to 0.05');
  return { input, output, minimumCount, falsePositiveRate, onProgress, signal };
}
