import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type HashFormat, hasher } from '../../../../src/hashing/index.js';
import type { HashFault } from '../../../../src/ports/password-hasher.js';

/** A stored string that another system made, and the password that it made it of. */
export interface Vector {
  /** The documentation, test or program that it comes from, and its version. */
  readonly source: string;
  readonly password: string;
  readonly passwordHash: string;
  /** As the format should read it. */
  readonly cost?: string;
}

/** Hostile or broken strings that begin like the format. */
export type Refused = readonly (readonly [why: string, fault: HashFault, passwordHash: string])[];

/** Halves of surrogate pairs as well. fast-check's own 'binary' takes a second to set up. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((point) => String.fromCodePoint(point));

/** What holds for every format; its own test file adds what is special. */
export function itIsAFormat(
  format: HashFormat,
  vectors: readonly Vector[],
  refused: Refused,
): void {
  const only = hasher({ alsoVerifies: [format], verifies: [] });

  it.each(vectors)('verifies what $source made', async ({ password, passwordHash, cost }) => {
    expect(format.recognizes(passwordHash)).toBe(true);
    expect(format.faultOf(passwordHash)).toBeNull();
    expect(await format.verify(passwordHash, password)).toBe(true);
    expect(await format.verify(passwordHash, `${password}x`)).toBe(false);
    expect(await format.verify(passwordHash, password.slice(0, -1))).toBe(false);
    if (cost !== undefined) expect(format.costOf?.(passwordHash)).toBe(cost);
  });

  it.each(vectors)('is upgraded at the next sign-in: $source', ({ passwordHash }) => {
    expect(hasher({ alsoVerifies: [format] }).needsRehash(passwordHash)).toBe(true);
  });

  it('knows none of the hashes of other formats', () => {
    for (const foreign of ['', 'x', '$unknown$1$abc', '$argon3$v=1$x', 'plain password', '{']) {
      expect(format.recognizes(foreign)).toBe(false);
    }
  });

  it.each(refused)('attack 41: refuses %s as %s, at once', async (_, fault, passwordHash) => {
    expect(only.inspect(passwordHash)).toMatchObject({ fault });
    const took: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const startedAt = performance.now();
      const error: unknown = await only.verify(passwordHash, 'x').catch((thrown) => thrown);
      took.push(performance.now() - startedAt);
      expect(error).toMatchObject({ code: 'ERR_HASH_REFUSED' });
      expect(String(error)).not.toContain(passwordHash.slice(0, 64));
    }
    // The quickest of them, since a busy machine slows any of them down.
    expect(Math.min(...took)).toBeLessThan(1);
  });

  it('a string that was cut or changed is refused or of another password, and never throws past its type', () => {
    const changed = fc
      .record({
        passwordHash: fc.constantFrom(...vectors.map(({ passwordHash }) => passwordHash)),
        at: fc.nat(),
        to: fc.option(fc.string({ unit: anyCharacter, maxLength: 2 }), { nil: undefined }),
      })
      .map(({ passwordHash, at, to }) => {
        const place = at % passwordHash.length;
        if (to === undefined) return passwordHash.slice(0, place);
        return passwordHash.slice(0, place) + to + passwordHash.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(changed, fc.string({ unit: anyCharacter })), (text) => {
        expect(typeof format.recognizes(text)).toBe('boolean');
        if (!format.recognizes(text)) return;
        expect([null, 'malformed', 'too_costly', 'unknown_key']).toContain(format.faultOf(text));
        if (format.faultOf(text) === null) expect(typeof format.costOf?.(text)).not.toBe('number');
      }),
    );
  });

  it.skipIf(format.elsewhere === true).each(vectors)(
    'makes a decoy of the same cost that does not match: $source',
    async ({ passwordHash, password }) => {
      const { population, groups } = await only.survey([passwordHash]);
      expect(groups).toMatchObject([{ format: format.id, count: 1 }]);
      const decoy = population[0]?.decoy ?? '';
      expect(decoy).not.toBe(passwordHash);
      expect(only.inspect(decoy)).toMatchObject({ format: format.id, fault: null });
      expect(format.costOf?.(decoy)).toBe(format.costOf?.(passwordHash));
      expect(await format.verify(decoy, password)).toBe(false);
    },
  );
}
