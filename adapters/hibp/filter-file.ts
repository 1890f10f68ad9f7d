import * as fs from 'node:fs';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import {
  type BreachedFilterFacts,
  HASH_BYTES,
  HEADER_BYTES,
  INDEX_BYTES,
  readHeader,
  type Shards,
  shardsOf,
} from './filter-format.js';
import { listError } from './list-error.js';

// Not of node:fs/promises: its handles must be closed, or Node complains when they are forgotten.
const openFile = promisify(fs.open);
const closeFile = promisify(fs.close);
const readFile = promisify(fs.read);
const stat = promisify(fs.fstat);

/** A filter file that is open: its index is in memory, its shards are read as they are needed. */
export class FilterFile {
  readonly facts: BreachedFilterFacts;
  readonly #path: string;
  readonly #descriptor: number;
  readonly #shards: Shards;
  readonly #index: Buffer;

  private constructor(
    opened: { path: string; descriptor: number; shards: Shards; index: Buffer },
    { entries, falsePositiveRate, minimumCount }: BreachedFilterFacts,
  ) {
    this.#path = opened.path;
    this.#descriptor = opened.descriptor;
    this.#shards = opened.shards;
    this.#index = opened.index;
    this.facts = { entries, falsePositiveRate, minimumCount };
  }

  /** Opens a file. What is missing, foreign, cut or damaged is refused with `ERR_BREACHED_LIST`. */
  static async open(path: string): Promise<FilterFile> {
    const refuse = refusalOf(path);
    // Without waiting for a writer, which is what opening a pipe does.
    const flags = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);
    const descriptor = await openFile(path, flags).catch((cause) =>
      refuse('cannot be opened', cause),
    );
    try {
      const facts = await stat(descriptor);
      if (!facts.isFile()) refuse('is no file');
      const { size } = facts;
      const header = readHeader(await read(descriptor, { at: 0, length: HEADER_BYTES }), refuse);
      const shards = await shardsOf(header.falsePositiveRate);
      if (header.fingerprint !== shards.fingerprint)
        refuse('was made with another version of "bloomfilter", or on another kind of machine');
      const at = HEADER_BYTES + header.shards * shards.bytes;
      const length = header.shards * INDEX_BYTES;
      if (size !== at + length) refuse('was cut or has something behind its end');
      const index = await read(descriptor, { at, length });
      if (crc32(index) !== header.indexChecksum) refuse('is damaged');
      return new FilterFile({ path, descriptor, shards, index }, header);
    } catch (error) {
      await closeFile(descriptor);
      throw error;
    }
  }

  /** @param sha1 - 40 hexadecimal digits */
  async includes(sha1: string): Promise<boolean> {
    const shard = this.#shardOf(Buffer.from(sha1, 'hex'));
    if (shard < 0) return false;
    const { bytes: length, stored } = this.#shards;
    const bits = await read(this.#descriptor, { at: HEADER_BYTES + shard * length, length });
    const checksum = this.#index.readUInt32LE(shard * INDEX_BYTES + HASH_BYTES);
    if (bits.length < length || crc32(bits) !== checksum)
      refusalOf(this.#path)('is damaged, or was written over while it was open');
    return stored(bits).test(sha1.toUpperCase());
  }

  close(): Promise<void> {
    return closeFile(this.#descriptor);
  }

  /** The last shard that begins at or before the hash; -1 for a hash before the first. */
  #shardOf(hash: Buffer): number {
    let from = 0;
    let to = this.#index.length / INDEX_BYTES;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const at = middle * INDEX_BYTES;
      if (this.#index.compare(hash, 0, HASH_BYTES, at, at + HASH_BYTES) <= 0) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }
}

async function read(
  descriptor: number,
  { at, length }: { readonly at: number; readonly length: number },
): Promise<Buffer> {
  // Memory of its own begins where 32-bit words may begin.
  const bytes = Buffer.from(new ArrayBuffer(length));
  const { bytesRead } = await readFile(descriptor, bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}

function refusalOf(path: string): (what: string, cause?: unknown) => never {
  return (what, cause) => {
    throw listError(`The filter of breached passwords at "${path}" ${what}.`, cause);
  };
}
