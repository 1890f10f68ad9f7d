import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argon2id, bcrypt, hasher } from '../../../src/hashing/index.js';

const BCRYPT = '$2b$04$abcdefghijklmnopqrstuuYJC9Mb0Wd0WB1rRZ0vGxA3pD0xUqzMG';
const ARGON = '$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$aGFzaGhhc2hoYXNoaGFzaA';
const KEY = 'a key of at least thirty-two bytes';
const population = [
  { decoy: BCRYPT, weight: 3 },
  { decoy: ARGON, weight: 1 },
];
const mixed = (key: string | Uint8Array = KEY) => hasher({ decoys: { key, population } });

describe('decoys of a table of mixed formats', () => {
  it('attack 37: unknown identifiers cost in the proportions of the table', () => {
    const { decoyFor } = mixed();
    const counts = new Map<string | null, number>();
    for (let n = 0; n < 20_000; n += 1) {
      const decoy = decoyFor?.(`nobody-${n}@example.org`) ?? null;
      counts.set(decoy, (counts.get(decoy) ?? 0) + 1);
    }
    // Three standard deviations of a share of 0.75 among 20,000 are 0.0092.
    expect((counts.get(BCRYPT) ?? 0) / 20_000).toBeCloseTo(0.75, 1);
    expect(Math.abs((counts.get(BCRYPT) ?? 0) / 20_000 - 0.75)).toBeLessThan(0.0092);
    expect([...counts.keys()].sort()).toEqual([BCRYPT, ARGON].sort());
  });

  it('attack 37: one identifier always costs the same, in every process that has the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (identifier) => {
        const decoy = mixed().decoyFor?.(identifier);
        expect([BCRYPT, ARGON]).toContain(decoy);
        expect(mixed().decoyFor?.(identifier)).toBe(decoy);
        expect(mixed(Buffer.from(KEY)).decoyFor?.(identifier)).toBe(decoy);
      }),
    );
  });

  it('attack 37: who has not the key cannot tell which it will be', () => {
    const mine = mixed();
    const guessed = mixed('another key of thirty-two bytes or so');
    const identifiers = Array.from({ length: 4000 }, (_, n) => `n${n}@example.org`);
    const agreeing = identifiers.filter((id) => mine.decoyFor?.(id) === guessed.decoyFor?.(id));
    // By chance 0.75² + 0.25² = 0.625 of them agree.
    expect(Math.abs(agreeing.length / 4000 - 0.625)).toBeLessThan(0.03);
  });

  it('without a population leaves it to a hash of today’s format', () => {
    expect(hasher().decoyFor?.('nobody@example.org')).toBeNull();
  });

  it.each([
    ['a short key', { key: 'short', population }],
    ['no population', { key: KEY, population: [] }],
    ['a weight of zero', { key: KEY, population: [{ decoy: ARGON, weight: 0 }] }],
    [
      'a weight that is no number',
      { key: KEY, population: [{ decoy: ARGON, weight: Number.NaN }] },
    ],
    ['a decoy of no format', { key: KEY, population: [{ decoy: '$x$', weight: 1 }] }],
    ['a malformed decoy', { key: KEY, population: [{ decoy: '$2b$04$short', weight: 1 }] }],
    [
      'a decoy above the ceiling',
      { key: KEY, population: [{ decoy: ARGON.replace('m=8', 'm=4194304'), weight: 1 }] },
    ],
  ])('refuses %s at construction', (_, decoys) => {
    expect(() => hasher({ decoys })).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});

describe('a survey of stored hashes', () => {
  it('counts by format and cost, largest first, and what nobody can sign in with', async () => {
    const cheap = argon2id({ memoryKib: 8, passes: 1 });
    const rows = [
      ...(await Promise.all(['a', 'b', 'c'].map((password) => cheap.hash(password)))),
      BCRYPT,
      BCRYPT,
      BCRYPT.replace('$04$', '$05$'),
      null,
      '$2b$04$short',
      `$2b$31$${BCRYPT.slice(7)}`,
      'md5:0123',
    ];
    const { groups, refused, population } = await hasher().survey(rows);
    expect(groups).toEqual([
      { format: 'argon2id', cost: 'm=8,t=1,p=1', count: 3 },
      { format: 'bcrypt', cost: '04', count: 2 },
      { format: 'bcrypt', cost: '05', count: 1 },
    ]);
    expect(refused).toEqual({ malformed: 1, too_costly: 1, unknown_format: 1 });
    expect(population.map(({ weight }) => weight)).toEqual([3, 2, 1]);
    for (const { decoy } of population) {
      expect(rows).not.toContain(decoy);
      expect(hasher().recognizes(decoy)).toBe(true);
    }
    expect(() => hasher({ decoys: { key: KEY, population } })).not.toThrow();
  });

  it('reads a stream of rows', async () => {
    async function* stream() {
      for (let n = 0; n < 10; n += 1) yield BCRYPT;
    }
    expect(await hasher().survey(stream())).toMatchObject({ groups: [{ count: 10 }] });
  });

  it('says nothing of the rows themselves', async () => {
    const answer = JSON.stringify(await hasher().survey([BCRYPT]));
    expect(answer).not.toContain(BCRYPT.slice(7, 29));
    expect(answer).not.toContain(BCRYPT.slice(29));
    expect(await bcrypt().verify((await hasher().survey([BCRYPT])).population[0]!.decoy, 'x')).toBe(
      false,
    );
  });
});
