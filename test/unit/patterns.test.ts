import { checkSync } from 'recheck';
import { describe, expect, it } from 'vitest';
import {
  builtPatterns,
  literalPatterns,
  type Pattern,
  patternBuilders,
} from '../support/patterns.js';
import { parseSource, sourceFiles } from '../support/source-files.js';

const files = sourceFiles('src', 'adapters', 'examples');

/**
 * The search counts steps, which are the same everywhere, and by itself takes a match that lasts long
 * for a slow expression as well: on a busy machine that may be any.
 */
const STEPS_ALONE = {
  timeout: 240_000,
  attackTimeout: 120_000,
  incubationTimeout: 120_000,
  seedingTimeout: 120_000,
};

/** What is slower than its text is long, with a text that shows it. */
function slowOnes(patterns: readonly Pattern[]): string[] {
  const different = new Map(patterns.map((one) => [`/${one.source}/${one.flags}`, one]));
  return [...different].flatMap(([pattern, { at, source, flags }]) => {
    const found = checkSync(source, flags, STEPS_ALONE);
    if (found.status === 'safe') return [];
    const why = found.status === 'unknown' ? found.error.kind : found.attack.pattern;
    return `${at} ${pattern} ${why}`;
  });
}

describe('attack 59: a text that takes an expression long', () => {
  it('there is none for those that are written out', { timeout: 600_000 }, () => {
    const patterns = files.flatMap(literalPatterns);
    expect(patterns.length).toBeGreaterThan(200);
    expect(slowOnes(patterns)).toEqual([]);
  });

  it('nor for those that are put together, all of them on loading', {
    timeout: 600_000,
  }, async () => {
    const builders = files.filter((file) => patternBuilders(file).length > 0);
    const built = await builtPatterns(builders);
    expect(new Set(built.map(({ at }) => at))).toEqual(new Set(files.flatMap(patternBuilders)));
    expect(slowOnes(built)).toEqual([]);
  });

  it('one is seen, be it exponential or quadratic', () => {
    const text = `
      const address = /^(?:[\\w.-]|[\\p{L}\\p{N}])+$/u;
      const path = /\\/+$/;
      const fine = /^[a-z]+$/;
      const built = [new RegExp('a'), RegExp('b')];
    `;
    const file = parseSource('src/a.ts', text);
    expect(slowOnes(literalPatterns(file))).toEqual([
      expect.stringContaining('src/a.ts:2 /^(?:'),
      expect.stringContaining('src/a.ts:3 /\\/+$/'),
    ]);
    expect(patternBuilders(file)).toEqual(['src/a.ts:5', 'src/a.ts:5']);
  });
});
