import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashList } from '../../../adapters/hibp/hash-list.js';

function read(chunks: readonly Uint8Array[], minimumCount = 1): string[] {
  const list = new HashList(minimumCount);
  return [...chunks.flatMap((chunk) => [...list.read(chunk)]), ...list.end()];
}

/** Cuts a text in pieces, so that lines end anywhere. */
function pieces(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text, 'latin1');
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
}

const hash = fc.stringMatching(/^[0-9A-F]{40}$/);
const line = fc.record({ hash, count: fc.nat({ max: 200 }), lower: fc.boolean() });

describe('a list of hashes', () => {
  it('is read whatever its case, its ends of line and the pieces that it arrives in', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { maxLength: 30, selector: (each) => each.hash }),
        fc.record({
          end: fc.constantFrom('\n', '\r\n'),
          last: fc.constantFrom('', '\n', '\r\n', '\n\n'),
          size: fc.integer({ min: 1, max: 200 }),
          minimum: fc.nat({ max: 200 }),
        }),
        (lines, { end, last, size, minimum }) => {
          const sorted = lines.sort((a, b) => (a.hash < b.hash ? -1 : 1));
          const text = sorted.map(({ hash: digits, count, lower }) =>
            lower ? `${digits.toLowerCase()}:${count}` : `${digits}:${count}`,
          );
          const kept = sorted.filter(({ count }) => count >= minimum);
          expect(read(pieces(text.join(end) + last, size), minimum)).toEqual(
            kept.map((each) => each.hash),
          );
        },
      ),
    );
  });

  it('needs no counts, and yields a hash once that is there twice', () => {
    const [a, b] = ['A'.repeat(40), 'B'.repeat(40)];
    expect(read([Buffer.from(`${a}\n${a.toLowerCase()}\n${b}`)])).toEqual([a, b]);
    expect(read([Buffer.from(`${a}:1\n${a}:9\n${a}:9\n`)], 5)).toEqual([a]);
    expect(() => read([Buffer.from(`${a}:9\n${b}\n`)], 5)).toThrowError(/Line 2 .* no count/);
  });

  it('any other bytes end with ERR_BREACHED_LIST, which quotes none of them', () => {
    const odd = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 120 }),
      fc.string({ minLength: 1, maxLength: 120 }).map((text) => Buffer.from(text)),
      fc.tuple(hash, fc.string({ minLength: 1 })).map((parts) => Buffer.from(parts.join(''))),
    );
    fc.assert(
      fc.property(odd, (bytes) => {
        try {
          for (const each of read([bytes])) expect(each).toMatch(/^[0-9A-F]{40}$/);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_BREACHED_LIST' });
          expect((error as Error).message).toMatch(
            /^\[latchkey\] Line \d+ of the list of breached passwords [a-zA-Z0-9 ,":-]+\.$/,
          );
        }
      }),
    );
  });

  it('a line without end is refused before it fills the memory', () => {
    const list = new HashList(1);
    expect(() => [...list.read(Buffer.alloc(100, 'A'))]).toThrowError(/Line 1 /);
  });

  it('a hash out of order is refused with its line, in whatever case', () => {
    for (const [first, second] of [
      ['B', 'A'],
      ['b', 'A'],
      ['B', 'a'],
    ] as const)
      expect(() => read([Buffer.from(`${first.repeat(40)}\n${second.repeat(40)}`)])).toThrowError(
        /Line 2 .* out of order/,
      );
  });
});
