import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HashFormat, hasher, knownFormats } from '../../../src/hashing/index.js';
import type { Vector } from './formats/each-format.js';

/*
 * Every file of vectors/ is read here without being named. What it exports as
 *
 *     export const vectors: readonly Vector[]
 *
 * is of a format that is verified without further ado. Strings that need a key, a pepper or a call of
 * the application's are exported under another name, such as `pepperedVectors`.
 */
const files = readdirSync(new URL('./vectors/', import.meta.url))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length));
const modules = await Promise.all(
  files.map(async (name): Promise<readonly [name: string, exported: object]> => {
    return [name, await import(`./vectors/${name}.ts`)];
  }),
);
const vectorsOf = (exported: object) =>
  'vectors' in exported ? (exported.vectors as readonly Vector[]) : [];
const everyVector = modules.flatMap(([name, exported]) =>
  vectorsOf(exported).map((vector) => ({ name, ...vector })),
);

const formats = knownFormats();
const idsOf = (those: readonly HashFormat[]) => those.map(({ id }) => id);
const recognizing = (text: string) => formats.filter((format) => format.recognizes(text));

describe('the known formats', () => {
  it('have each an id of its own', () => {
    expect(new Set(idsOf(formats)).size).toBe(formats.length);
  });

  it.each(modules)('vectors/%s.ts exports vectors', (_, exported) => {
    const lists = Object.values(exported).filter(Array.isArray);
    expect(lists.flat()).not.toEqual([]);
    for (const vector of vectorsOf(exported)) {
      expect(vector).toMatchObject({
        source: expect.stringMatching(/\S/),
        password: expect.any(String),
        passwordHash: expect.stringMatching(/\S/),
      });
    }
  });

  it.each(everyVector)('$name: one of them recognises what $source made', ({ passwordHash }) => {
    const ids = idsOf(recognizing(passwordHash));
    expect(ids).toHaveLength(1);
    expect(hasher().inspect(passwordHash)).toMatchObject({ format: ids[0], fault: null });
  });

  it('no string that was cut or changed is of two of them', () => {
    const changed = fc
      .record({
        vector: fc.constantFrom(...everyVector),
        at: fc.nat(),
        to: fc.constantFrom('', '$', '{', '}', ':', '=', ' ', '\n', 'A', '1', '-'),
        isCut: fc.boolean(),
      })
      .map(({ vector: { passwordHash }, at, to, isCut }) => {
        const place = at % passwordHash.length;
        return passwordHash.slice(0, place) + to + (isCut ? '' : passwordHash.slice(place + 1));
      });
    fc.assert(
      fc.property(changed, (text) => {
        expect(idsOf(recognizing(text)).slice(1)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('none of them takes clear text for a hash', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 64 });
    fc.assert(
      fc.property(word, (text) => {
        const isMarked = /^[\s$_{!]/.test(text) || text.length === 0;
        if (!isMarked) expect(idsOf(recognizing(text))).toEqual([]);
      }),
    );
    for (const text of [
      'hunter2',
      'correct horse battery staple',
      'pbkdf2',
      'scrypt: a memoir',
      'a:b',
    ])
      expect(idsOf(recognizing(text))).toEqual([]);
  });
});
