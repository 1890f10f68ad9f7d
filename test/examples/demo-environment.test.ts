import { describe, expect, it, test } from 'vitest';
import { readEnvironment } from '../../examples/express/environment.js';

const KEY = 'k'.repeat(32);

describe('the demo’s variables', () => {
  it('lets people choose between link and code, with keys of its own making', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({ deliver: 'choice', keysAreRandom: true });
    expect(environment.keys).toEqual([expect.stringMatching(/^[\w-]{43}$/)]);
    expect(readEnvironment({}).keys).not.toEqual(environment.keys);
  });

  it('takes keys, the current one first', () => {
    const { keys, keysAreRandom } = readEnvironment({ LATCHKEY_KEYS: `${KEY}1,${KEY}2,` });
    expect([keys, keysAreRandom]).toEqual([[`${KEY}1`, `${KEY}2`], false]);
  });

  test.each([
    ['DELIVER', 'fax'],
    ['DELIVER', 'Link'],
    ['LATCHKEY_KEYS', 'short'],
    ['LATCHKEY_KEYS', `${KEY},short`],
  ])('%s=%s is refused by its name, and no key is printed', (name, value) => {
    const read = () => readEnvironment({ [name]: value });
    expect(read).toThrow(new RegExp(`^${name} must`));
    expect(read).not.toThrow(/short|kkk/);
  });
});
