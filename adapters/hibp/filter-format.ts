import { crc32 } from 'node:zlib';
import type { BloomFilter } from 'bloomfilter';
import { loadBloomFilter } from './peers.js';

/**
 * The form of a filter file. Numbers are little-endian, bits as the machine has them.
 *
 *     header    64 bytes
 *     shards    one Bloom filter each, all of one size, for 16,384 hashes in a row of the sorted list
 *     index     24 bytes for each shard: its first hash (20 bytes), checksum of its bits (4)
 *
 * A check reads one shard, 29 KB at a rate of 1 in 1,000, so that a list of any size costs the
 * process its index alone: 1.5 KB for each million hashes.
 */
export const HASHES_PER_SHARD = 16_384;
export const HEADER_BYTES = 64;
export const HASH_BYTES = 20;
export const INDEX_BYTES = HASH_BYTES + 4;

const MAGIC = 'LKBREACH';
const VERSION = 1;

/** What a filter is made of, and what it answers. */
export interface BreachedFilterFacts {
  /** Hashes in it. */
  readonly entries: number;
  /** The share of passwords that no breach has and that it takes for breached all the same. */
  readonly falsePositiveRate: number;
  /** How often a password must have been seen to be in it. */
  readonly minimumCount: number;
}

export interface FilterHeader extends BreachedFilterFacts {
  readonly shards: number;
  readonly indexChecksum: number;
}

/** How large the shards are for a rate, by the usual sums for Bloom filters. */
export function shapeFor(falsePositiveRate: number): { words: number; hashes: number } {
  const bitsPerHash = -Math.log2(falsePositiveRate);
  return {
    words: Math.ceil((HASHES_PER_SHARD * bitsPerHash) / Math.LN2 / 32),
    hashes: Math.ceil(bitsPerHash),
  };
}

/**
 * Makes empty shards and opens stored ones. `fingerprint` is what a known value leaves in an empty
 * shard: a file made by another version of the package that hashes otherwise, or on a machine of
 * the other byte order, does not have it, and would know no password without a word.
 */
export async function shardsOf(falsePositiveRate: number) {
  const { BloomFilter } = await loadBloomFilter();
  const { words, hashes } = shapeFor(falsePositiveRate);
  const probe = new BloomFilter(words * 32, hashes);
  probe.add('5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8');
  return {
    bytes: words * 4,
    fingerprint: crc32(bitsOf(probe)),
    empty: () => new BloomFilter(words * 32, hashes),
    stored: (bits: Buffer) =>
      new BloomFilter(new Uint32Array(bits.buffer, bits.byteOffset, words), hashes),
  };
}

export type Shards = Awaited<ReturnType<typeof shardsOf>>;

export function bitsOf({ buckets }: BloomFilter): Buffer {
  return Buffer.from(buckets.buffer, buckets.byteOffset, buckets.byteLength);
}

export function writeHeader(header: FilterHeader, { fingerprint }: Shards): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(header.shards, 12);
  bytes.writeDoubleLE(header.falsePositiveRate, 16);
  bytes.writeDoubleLE(header.entries, 24);
  bytes.writeDoubleLE(header.minimumCount, 32);
  bytes.writeUInt32LE(fingerprint, 40);
  bytes.writeUInt32LE(header.indexChecksum, 44);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, HEADER_BYTES - 4)), HEADER_BYTES - 4);
  return bytes;
}

/** Whether a filter may be built with this share of false positives. */
export function isRate(rate: number): boolean {
  return rate >= 0.000001 && rate <= 0.05;
}

/** Reads a header that {@link writeHeader} made, and refuses every other. */
export function readHeader(
  bytes: Buffer,
  refuse: (what: string) => never,
): FilterHeader & { readonly fingerprint: number } {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) refuse('is no such filter');
  if (bytes.length < HEADER_BYTES) refuse('was cut');
  if (bytes.readUInt32LE(8) !== VERSION) refuse('was made by another version of latchkey');
  if (bytes.readUInt32LE(HEADER_BYTES - 4) !== crc32(bytes.subarray(0, HEADER_BYTES - 4)))
    refuse('is damaged');
  const falsePositiveRate = bytes.readDoubleLE(16);
  if (!isRate(falsePositiveRate)) refuse('has a rate of false positives that none is built with');
  return {
    shards: bytes.readUInt32LE(12),
    falsePositiveRate,
    entries: bytes.readDoubleLE(24),
    minimumCount: bytes.readDoubleLE(32),
    fingerprint: bytes.readUInt32LE(40),
    indexChecksum: bytes.readUInt32LE(44),
  };
}
