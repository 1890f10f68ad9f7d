import type { LatchkeyError } from 'latchkey';
import { listError } from './list-error.js';

/** `HASH` or `HASH:COUNT`, in either case, with either end of line. */
const LINE = /^([0-9A-Fa-f]{40})(?::(\d{1,15}))?\r?$/;
const LONGEST_LINE = 40 + 1 + 15 + 1;

/**
 * Reads a list of SHA-1 hashes, sorted by hash, as it arrives: one line in memory and not the list.
 *
 * A line that is none, or out of order, ends it with `ERR_BREACHED_LIST`, which names the number of
 * the line and not what is in it: somebody's list may turn out to be one of plain passwords.
 */
export class HashList {
  readonly #minimumCount: number;
  /** The beginning of a line whose end has not arrived. */
  #rest = '';
  #lines = 0;
  #last = '';
  #kept = '';

  /** @param minimumCount - leaves out what was seen less often; above 1 every line needs a count */
  constructor(minimumCount: number) {
    this.#minimumCount = minimumCount;
  }

  /** How many lines have been read. */
  get lines(): number {
    return this.#lines;
  }

  /** The hashes that end in this chunk: in upper case, ascending, each once. */
  *read(chunk: Uint8Array): Generator<string> {
    const { buffer, byteOffset, byteLength } = chunk;
    const text = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) yield* this.#take(line);
    if (this.#rest.length > LONGEST_LINE) yield* this.#take(this.#rest);
  }

  /** The hash of a last line that has no end. */
  *end(): Generator<string> {
    if (this.#rest !== '') yield* this.#take(this.#rest);
    this.#rest = '';
  }

  *#take(line: string): Generator<string> {
    this.#lines += 1;
    if (line === '' || line === '\r') return;
    const [, digits, count] = LINE.exec(line) ?? [];
    if (digits === undefined)
      throw this.#wrong('is no SHA-1 hash in hexadecimal, with or without ":" and a count');
    const hash = digits.toUpperCase();
    if (hash < this.#last) throw this.#wrong('is out of order: sort the list by hash');
    this.#last = hash;
    if (count === undefined && this.#minimumCount > 1)
      throw this.#wrong('has no count, which a minimum count needs');
    if (hash === this.#kept || Number(count ?? 1) < this.#minimumCount) return;
    this.#kept = hash;
    yield hash;
  }

  #wrong(what: string): LatchkeyError {
    return listError(`Line ${this.#lines} of the list of breached passwords ${what}.`);
  }
}
