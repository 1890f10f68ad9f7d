import { describe, expect, it } from 'vitest';
import { md5Crypt } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/md5-crypt.js';
import { itIsAFormat } from './each-format.js';

const format = md5Crypt();

describe('md5Crypt', () => {
  itIsAFormat(format, vectors, [
    ['a salt of nine characters', 'malformed', '$1$saltsalts$OOayfTT9YEVaoQhyTq673/'],
    ['a colon in the salt', 'malformed', '$1$salt:alt$OOayfTT9YEVaoQhyTq673/'],
    ['rounds', 'malformed', '$1$rounds=1000$saltsalt$OOayfTT9YEVaoQhyTq673/'],
    ['a cut digest', 'malformed', '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673'],
    ['a character too much', 'malformed', '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673/.'],
    ['a last character of six bits', 'malformed', '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673z'],
    ['a line end', 'malformed', '$1$s4lt./XY$OOayfTT9YEVaoQhyTq673/\n'],
    ['no salt and no digest', 'malformed', '$1$'],
  ]);

  it('leaves Apache’s to others', () => {
    expect(format.recognizes('$apr1$s4lt./XY$OOayfTT9YEVaoQhyTq673/')).toBe(false);
  });

  it('verifies an empty password', async () => {
    expect(await format.verify('$1$s4lt./XY$0KfLjqK62cBVhZyf9qocC/', '')).toBe(true);
  });

  it('attack 42: never matches what crypt(3) would cut or refuse', async () => {
    const longest = vectors.find(({ password }) => password.length === 511)!;
    expect(await format.verify(longest.passwordHash, `${longest.password}x`)).toBe(false);
    const { password, passwordHash } = vectors[0]!;
    expect(await format.verify(passwordHash, password)).toBe(true);
    expect(await format.verify(passwordHash, `${password}\0`)).toBe(false);
    expect(await format.verify(passwordHash, `${password}\0more`)).toBe(false);
  });
});
