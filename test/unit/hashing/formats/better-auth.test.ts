import { describe, expect, it } from 'vitest';
import { betterAuth } from '../../../../src/hashing/formats/better-auth.js';
import { vectors } from '../vectors/better-auth.js';
import { itIsAFormat } from './each-format.js';

const SALT = '0e22fe8347c1c8447d94809d23cb39ae';
const KEY = 'ab'.repeat(64);

describe('better-auth', () => {
  itIsAFormat(betterAuth(), vectors, [
    ['no key', 'malformed', `${SALT}:`],
    ['a short key', 'malformed', `${SALT}:${KEY.slice(2)}`],
    ['a long key', 'malformed', `${SALT}:${KEY}ab`],
    ['capitals', 'malformed', `${SALT}:${KEY.toUpperCase()}`],
    ['a line end', 'malformed', `${SALT}:${KEY}\n`],
    ['a third part', 'malformed', `${SALT}:${KEY}:1`],
    ['parameters of its own', 'malformed', `${SALT}:N=1073741824:${KEY}`],
  ]);

  it.each([`${SALT.slice(1)}:${KEY}`, `${SALT.toUpperCase()}:${KEY}`, `s2:${SALT}:${KEY}`])(
    'leaves %s to others',
    (passwordHash) => expect(betterAuth().recognizes(passwordHash)).toBe(false),
  );

  it('attack 43: takes the NFKC form, as better-auth does', async () => {
    const folded = vectors.find(({ password }) => password !== password.normalize('NFKC'));
    const { passwordHash = '', password = '' } = folded ?? {};
    expect(password.normalize('NFC')).not.toBe(password.normalize('NFKC'));
    expect(await betterAuth().verify(passwordHash, password.normalize('NFC'))).toBe(true);
    expect(await betterAuth().verify(passwordHash, password.normalize('NFKC'))).toBe(true);
  });
});
