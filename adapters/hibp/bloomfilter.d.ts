/** The package has no types: as much of its surface as is used here. */
declare module 'bloomfilter' {
  export class BloomFilter {
    /**
     * @param bits - their number, at most 2^32, or the buckets of a filter, which are copied
     * @param hashes - bits that are set for each value
     */
    constructor(bits: number | Uint32Array, hashes: number);
    readonly buckets: Uint32Array<ArrayBuffer>;
    add(value: string): void;
    test(value: string): boolean;
  }
}
