import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasDuplicateKeys } from '../../adapters/http/request/duplicate-keys.js';

describe('a key that is named twice', () => {
  test.each([
    '{"a":1,"a":2}',
    '{"a":1,"b":2,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{ "a" : {} , "a" : [] }',
    '[{"a":1},{"b":{"c":1,"c":2}}]',
    '{"a":"}","a":"{"}',
    '{"a\\"":1,"a\\"":2}',
    '{"__proto__":1,"__proto__":2}',
    '{"":1,"":2}',
  ])('is seen in %s', (json) => {
    JSON.parse(json);
    expect(hasDuplicateKeys(json)).toBe(true);
  });

  test.each([
    '{}',
    '[]',
    '"a"',
    '{"a":1,"A":2}',
    '{"a":{"a":{"a":1}},"b":{"a":1}}',
    '[{"a":1},{"a":1}]',
    '{"a":"a","b":"a:a,\\"a\\":"}',
    '{"a":["a","a"]}',
    '{"a\\\\":1,"a":2}',
    '{"toString":1,"constructor":2}',
  ])('is not seen in %s', (json) => {
    JSON.parse(json);
    expect(hasDuplicateKeys(json)).toBe(false);
  });

  test('is never seen in what JSON.stringify writes, however it is spaced', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t'), (value, space) => {
        expect(hasDuplicateKeys(JSON.stringify(value, null, space))).toBe(false);
      }),
    );
  });

  test('is found in time that grows with the text alone', () => {
    const started = performance.now();
    expect(hasDuplicateKeys(`{"a":"${'\\"'.repeat(100_000)}","a":1}`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
