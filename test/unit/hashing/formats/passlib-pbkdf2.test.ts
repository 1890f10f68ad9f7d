import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromAdaptedBase64 } from '../../../../src/hashing/encodings/adapted-base64.js';
import { passlibPbkdf2 } from '../../../../src/hashing/formats/passlib-pbkdf2.js';
import { vectors } from '../vectors/passlib-pbkdf2.js';
import { vectors as werkzeugVectors } from '../vectors/werkzeug.js';
import { itIsAFormat } from './each-format.js';

const adapted = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '').replaceAll('+', '.');
const SALT = adapted(Buffer.alloc(16, 0xfb));
const KEY = adapted(Buffer.alloc(32, 0xfb));

describe('passlib-pbkdf2', () => {
  itIsAFormat(passlibPbkdf2(), vectors, [
    ['all rounds that Passlib takes', 'too_costly', `$pbkdf2-sha256$4294967295$${SALT}$${KEY}`],
    ['one round too many', 'too_costly', `$pbkdf2-sha256$6000001$${SALT}$${KEY}`],
    ['no rounds', 'malformed', `$pbkdf2-sha256$0$${SALT}$${KEY}`],
    // These are of Passlib's own tests.
    [
      'zero-padded rounds',
      'malformed',
      '$pbkdf2$01212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc',
    ],
    [
      'a field too many',
      'malformed',
      '$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc$',
    ],
    ['a key of another digest', 'malformed', `$pbkdf2-sha512$1000$${SALT}$${KEY}`],
    ['a cut key', 'malformed', `$pbkdf2-sha256$1000$${SALT}$${KEY.slice(0, -1)}`],
    ['a salt above a kilobyte', 'malformed', `$pbkdf2-sha256$1$${'A'.repeat(1370)}$${KEY}`],
    ['no salt', 'malformed', `$pbkdf2-sha256$1000$$${KEY}`],
    ['padding', 'malformed', `$pbkdf2-sha256$1000$${SALT}$${KEY}=`],
    ['an unknown digest', 'malformed', `$pbkdf2-sha224$1000$${SALT}$${KEY}`],
    ['a line end', 'malformed', `$pbkdf2-sha256$1000$${SALT}$${KEY}\n`],
  ]);

  it('leaves PHC strings to their own format', () => {
    expect(passlibPbkdf2().recognizes(`$pbkdf2-sha256$i=1000$${SALT}$${KEY}`)).toBe(false);
  });

  it('reads + for . as Passlib does', async () => {
    const dotted = vectors.filter(
      ({ cost, passwordHash }) => /\./.test(passwordHash) && cost === undefined,
    );
    expect(dotted).not.toEqual([]);
    for (const { password, passwordHash } of dotted) {
      const stored = passwordHash.replaceAll('.', '+');
      expect(await passlibPbkdf2().verify(stored, password)).toBe(true);
    }
  });

  it('verifies SHA-384, which Authelia writes: a key that Werkzeug made, in this notation', async () => {
    const { passwordHash = '', password = '' } =
      werkzeugVectors.find(({ passwordHash }) => passwordHash.includes(':sha384:')) ?? {};
    const [, salt = '', hex = ''] = passwordHash.split('$');
    const [saltText, key] = [Buffer.from(salt), Buffer.from(hex, 'hex')].map(adapted);
    const stored = `$pbkdf2-sha384$1000$${saltText}$${key}`;
    expect(await passlibPbkdf2().verify(stored, password)).toBe(true);
    expect(await passlibPbkdf2().verify(stored, `${password}x`)).toBe(false);
  });
});

describe('adapted base64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromAdaptedBase64(adapted(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('is null for text that no bytes encode to', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = fromAdaptedBase64(text);
        expect(bytes === null || adapted(bytes) === text.replaceAll('+', '.')).toBe(true);
      }),
    );
    for (const text of ['A', 'AB', 'AA==', 'A-A', 'A_A', 'A A', 'AA\n'])
      expect(fromAdaptedBase64(text)).toBeNull();
  });
});
