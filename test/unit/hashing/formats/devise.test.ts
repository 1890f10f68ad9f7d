import { describe, expect, it } from 'vitest';
import { devise, hasher } from '../../../../src/hashing/index.js';
import { vectors as ofBcrypt } from '../vectors/bcrypt.js';
import { cutByDevise, LONG_PEPPER, pepperedVectors, SHORT_PEPPER } from '../vectors/devise.js';
import { itIsAFormat } from './each-format.js';

const ROW = '$2a$04$KAde3lEgg6V5v6ZZyWbEjeWQnZfODRtME.E/FekZ4zSWN9lAUkDHi';

describe.each([LONG_PEPPER, SHORT_PEPPER])('devise with the pepper %s', (pepper) => {
  const vectors = pepperedVectors.filter((vector) => vector.pepper === pepper);

  itIsAFormat(devise({ pepper }), vectors, [
    ['cost 17', 'too_costly', ROW.replace('$04$', '$17$')],
    ['cost 31', 'too_costly', ROW.replace('$04$', '$31$')],
    ['cost 3', 'malformed', ROW.replace('$04$', '$03$')],
    ['a cut digest', 'malformed', ROW.slice(0, -1)],
    ['a line end', 'malformed', `${ROW}\n`],
  ]);

  it('another pepper does not match, nor none', async () => {
    const { password, passwordHash } = vectors[0]!;
    const other = devise({ pepper: pepper.replace(/^./, 'z') });
    expect(await other.verify(passwordHash, password)).toBe(false);
    expect(await hasher().verify(passwordHash, password)).toBe(false);
  });
});

describe('devise', () => {
  it('attack 42: a longer password than 72 bytes never matches, as it would with Devise', async () => {
    const { pepper, password, passwordHash } = cutByDevise;
    const format = devise({ pepper });
    expect(format.faultOf(passwordHash)).toBeNull();
    expect(await format.verify(passwordHash, password)).toBe(false);
    expect(await format.verify(passwordHash, `${'x'.repeat(72)}another end`)).toBe(false);
    // Those 72 bytes are what Devise hashed: the one password that the row can stand for.
    expect(await format.verify(passwordHash, 'x'.repeat(72))).toBe(true);
    expect(await format.verify(passwordHash, 'x'.repeat(71))).toBe(false);
  });

  it('attack 42: a NUL never matches, where a password without it does', async () => {
    const { password, passwordHash } = pepperedVectors[0]!;
    const format = devise({ pepper: LONG_PEPPER });
    expect(await format.verify(passwordHash, `${password}\0`)).toBe(false);
    expect(await format.verify(passwordHash, `${password}\0x`)).toBe(false);
  });

  it('a password with the pepper behind it does not match', async () => {
    const { password, passwordHash } = pepperedVectors.find((v) => v.pepper === SHORT_PEPPER)!;
    const format = devise({ pepper: SHORT_PEPPER });
    expect(await format.verify(passwordHash, password)).toBe(true);
    expect(await format.verify(passwordHash, password + SHORT_PEPPER)).toBe(false);
    expect(await hasher().verify(passwordHash, password + SHORT_PEPPER)).toBe(true);
  });

  it('takes $2a$ of a table, and leaves the others to bcrypt', async () => {
    const table = hasher({ alsoVerifies: [devise({ pepper: LONG_PEPPER })] });
    const { password, passwordHash } = pepperedVectors[0]!;
    const plain = ofBcrypt.find((vector) => vector.passwordHash.startsWith('$2b$'))!;
    expect(table.inspect(passwordHash)).toMatchObject({ format: 'devise' });
    expect(await table.verify(passwordHash, password)).toBe(true);
    expect(table.inspect(plain.passwordHash)).toMatchObject({ format: 'bcrypt' });
    expect(await table.verify(plain.passwordHash, plain.password)).toBe(true);
  });

  it.each([
    ['empty', ''],
    ['blank, which Rails takes for none', ' \n'],
    ['with a NUL, which bcrypt would stop at', 'pep\0per'],
    ['missing', undefined as never],
  ])('refuses a pepper that is %s', (_, pepper) => {
    expect(() => devise({ pepper })).toThrow(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('"pepper"'),
      }),
    );
  });
});
