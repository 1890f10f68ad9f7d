import { describe, expect, it } from 'vitest';
import { hasher } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/laravel.js';

describe('Laravel, and every application that uses PHP’s password_hash()', () => {
  it.each(vectors)('$source needs no format of its own', async ({ password, passwordHash }) => {
    const known = hasher();
    expect(known.recognizes(passwordHash)).toBe(true);
    expect(await known.verify(passwordHash, password)).toBe(true);
    expect(await known.verify(passwordHash, `${password}x`)).toBe(false);
    expect(known.needsRehash(passwordHash)).toBe(true);
  });
});
