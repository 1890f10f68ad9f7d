import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyOf, escaped, slashed, trimmed } from '../../../../src/hashing/formats/php-spellings.js';

const texts = fc.string({
  unit: fc.constantFrom(...' \t\n\r\0\v\'"\\&<>;aé€\u00a0\u3000'.split('')),
});

describe('what PHP applications hashed instead of what was typed', () => {
  it('trim drops PHP’s six characters at both ends, and no others', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const core = trimmed(text);
        expect(text).toContain(core);
        expect(core).not.toMatch(/^[ \t\n\r\0\v]|[ \t\n\r\0\v]$/);
        expect(text.replace(core, '')).toMatch(/^[ \t\n\r\0\v]*$/);
      }),
    );
    expect(trimmed('\u00a0 a \u3000')).toBe('\u00a0 a \u3000');
  });

  it('attack 39: a long run of spaces takes no time', () => {
    const hostile = `a${' '.repeat(4094)}b`;
    const startedAt = performance.now();
    for (let n = 0; n < 1000; n += 1) trimmed(hostile);
    // A regular expression takes ten seconds here.
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('addslashes and htmlspecialchars can be undone, and leave the rest alone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const unslashed = slashed(text).replace(/\\(.)/gs, (_, next) =>
          next === '0' ? '\0' : next,
        );
        expect(unslashed).toBe(text);
        const entities = { amp: '&', lt: '<', gt: '>', quot: '"' } as Record<string, string>;
        expect(escaped(text).replace(/&(\w+);/g, (_, name) => entities[name] ?? '?')).toBe(text);
      }),
    );
    // php -r 'echo addslashes(…), htmlspecialchars(…, ENT_COMPAT);'
    expect(slashed('it\'s "a\\b"')).toBe('it\\\'s \\"a\\\\b\\"');
    expect(escaped('<a href="x">it\'s & so</a>')).toBe(
      "&lt;a href=&quot;x&quot;&gt;it's &amp; so&lt;/a&gt;",
    );
  });

  it('tries each spelling once, until one verifies', async () => {
    const tried: string[] = [];
    const verify = async (spelling: string) => {
      tried.push(spelling);
      return spelling === 'b';
    };
    expect(await anyOf(['a', 'a', 'b', 'c'], verify)).toBe(true);
    expect(tried).toEqual(['a', 'b']);
    expect(await anyOf(['x', 'y'], verify)).toBe(false);
  });
});
