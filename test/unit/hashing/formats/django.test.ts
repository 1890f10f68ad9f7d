import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { django } from '../../../../src/hashing/formats/django.js';
import { vectors } from '../vectors/django.js';
import { itIsAFormat } from './each-format.js';

const key = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
const pbkdf2 = (iterations: string, salt = 'seasalt') =>
  `pbkdf2_sha256$${iterations}$${salt}$${key(32)}`;
const scrypt = (n: string, cost: string) => `scrypt$${n}$seasalt$${cost}$${key(64)}`;
const argon2 = (cost: string) => `argon2$argon2id$v=19$${cost}$c29tZXNhbHQ$${key(32).slice(0, -1)}`;
const bcrypt = (cost: string) =>
  `bcrypt_sha256$$2b$${cost}$abcdefghijklmnopqrstuudBjaYqsDclOlUt6pkyNmEka5AfNc60e`;

describe('django', () => {
  itIsAFormat(django(), vectors, [
    ['a billion iterations', 'too_costly', pbkdf2('1000000000')],
    ['one iteration too many', 'too_costly', pbkdf2('6000001')],
    ['four gigabytes of argon2', 'too_costly', argon2('m=4194304,t=2,p=8')],
    ['a million passes of argon2', 'too_costly', argon2('m=102400,t=1000000,p=8')],
    ['a bcrypt cost of 31', 'too_costly', bcrypt('31')],
    ['N of 2^30', 'too_costly', scrypt('1073741824', '8$1')],
    ['many lanes of scrypt', 'too_costly', scrypt('16384', '8$1000000')],
    ['N that is no power of two', 'malformed', scrypt('16383', '8$1')],
    ['no iterations', 'malformed', pbkdf2('0')],
    ['a leading zero', 'malformed', pbkdf2('0260000')],
    ['no salt', 'malformed', pbkdf2('1000', '')],
    ['a salt of 129 characters', 'malformed', pbkdf2('1000', 's'.repeat(129))],
    ['a salt with a dollar', 'malformed', pbkdf2('1000', 'sea$salt')],
    ['a key of another digest', 'malformed', `pbkdf2_sha1$1000$seasalt$${key(32)}`],
    ['a key without padding', 'malformed', pbkdf2('1000').slice(0, -1)],
    ['a cut key of scrypt', 'malformed', `scrypt$16384$seasalt$8$1$${key(63)}`],
    ['argon2 without its variant', 'malformed', 'argon2$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAA'],
    ['bcrypt without its dollar', 'malformed', bcrypt('06').replace('$$', '$')],
    ['bcrypt of a broken cost', 'malformed', bcrypt('6')],
    ['nothing behind the name', 'malformed', 'pbkdf2_sha256$'],
    ['an unusable password', 'malformed', `!${'n4Tq9ZcVb2'.repeat(4)}`],
    ['an unusable password of Django before 1.6', 'malformed', '!'],
  ]);

  it.each([
    '!secret',
    'crypt$$ab1Hv2Lg7ltQo',
    '88a434c88cca4e900f7874cd98123f43',
    'bcrypt',
    '$2b$06$x',
  ])('leaves %s to others', (passwordHash) =>
    expect(django().recognizes(passwordHash)).toBe(false),
  );

  it('never verifies an unusable password, whatever is typed', async () => {
    const unusable = `!${'n4Tq9ZcVb2'.repeat(4)}`;
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.constant(unusable)), async (password) => {
        expect(await django().verify(unusable, password)).toBe(false);
        expect(await django().verify('!', password)).toBe(false);
      }),
    );
  });

  it('attack 42: bcrypt without SHA-256 matches no password longer than its 72 bytes', async () => {
    const { passwordHash = '' } =
      vectors.find(({ source }) => source === 'django 3.2.25: bcrypt') ?? {};
    expect(await django().verify(passwordHash, 'correct horse')).toBe(true);
    expect(await django().verify(passwordHash, 'correct horse\0')).toBe(false);
    expect(await django().verify(passwordHash, 'correct horse\0'.repeat(6))).toBe(false);
  });
});
