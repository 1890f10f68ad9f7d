import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { BloomFilter } from 'bloomfilter';
import {
  type BreachedFilterFacts,
  bitsOf,
  HASHES_PER_SHARD,
  HEADER_BYTES,
  type Shards,
  writeHeader,
} from './filter-format.js';

/** Writes a filter file as its hashes come, one shard in memory at a time. */
export class FilterWriter {
  readonly #file: FileHandle;
  readonly #shards: Shards;
  #shard: BloomFilter | null = null;
  #full: Buffer[] = [];
  #index: Buffer[] = [];
  #entries = 0;
  #at = HEADER_BYTES;

  constructor(file: FileHandle, shards: Shards) {
    this.#file = file;
    this.#shards = shards;
  }

  get entries(): number {
    return this.#entries;
  }

  /** Takes the next hash of the sorted list. */
  add(hash: string): void {
    if (this.#entries % HASHES_PER_SHARD === 0) this.#begin(hash);
    this.#shard?.add(hash);
    this.#entries += 1;
  }

  /** Writes the shards that are full. */
  async flush(): Promise<void> {
    for (const bits of this.#full.splice(0)) {
      await this.#write(bits, this.#at);
      this.#at += bits.length;
    }
  }

  /** Writes what is left: a file without its header is no filter, so that one comes last. */
  async end(facts: Omit<BreachedFilterFacts, 'entries'>): Promise<{ readonly bytes: number }> {
    this.#finish();
    await this.flush();
    const index = Buffer.concat(this.#index);
    await this.#write(index, this.#at);
    const shards = this.#index.length / 2;
    const header = { ...facts, entries: this.#entries, shards, indexChecksum: crc32(index) };
    await this.#write(writeHeader(header, this.#shards), 0);
    return { bytes: this.#at + index.length };
  }

  #begin(hash: string): void {
    this.#finish();
    this.#shard = this.#shards.empty();
    this.#index.push(Buffer.from(hash, 'hex'));
  }

  #finish(): void {
    if (this.#shard === null) return;
    const bits = bitsOf(this.#shard);
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(bits));
    this.#index.push(checksum);
    this.#full.push(bits);
    this.#shard = null;
  }

  async #write(bytes: Buffer, at: number): Promise<void> {
    for (let written = 0; written < bytes.length; ) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        written,
        bytes.length - written,
        at + written,
      );
      written += bytesWritten;
    }
  }
}
