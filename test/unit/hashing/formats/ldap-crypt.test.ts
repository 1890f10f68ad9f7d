import { hash as hashBcrypt } from '@node-rs/bcrypt';
import { describe, expect, it } from 'vitest';
import { ldapCrypt } from '../../../../src/hashing/formats/ldap-crypt.js';
import { vectors } from '../vectors/ldap-crypt.js';
import { itIsAFormat } from './each-format.js';

describe('ldap-crypt', () => {
  itIsAFormat(ldapCrypt(), vectors, [
    ['nothing behind the name', 'malformed', '{CRYPT}$6$'],
    ['a cut digest', 'malformed', (vectors[0]?.passwordHash ?? '').slice(0, -1)],
    [
      'a thousand million rounds',
      'too_costly',
      (vectors[0]?.passwordHash ?? '').replace('$6$', '$6$rounds=999999999$'),
    ],
    ['bcrypt of cost 31', 'too_costly', `{CRYPT}$2b$31$${'.'.repeat(53)}`],
  ]);

  it.each(['{CRYPT}', '{CRYPT}abJnggxhB/yWI', '{CRYPT}$y$j9T$a$b', '{SSHA}AAAA', '$6$a$b'])(
    'leaves %s to others',
    (passwordHash) => expect(ldapCrypt().recognizes(passwordHash)).toBe(false),
  );

  it('reads the name in any case, and bcrypt as well', async () => {
    const stored = `{crypt}${await hashBcrypt('correct horse', 4)}`;
    expect(await ldapCrypt().verify(stored, 'correct horse')).toBe(true);
    expect(await ldapCrypt().verify(stored, 'wrong')).toBe(false);
    expect(ldapCrypt().costOf?.(stored)).toBe('bcrypt 04');
    expect(ldapCrypt().decoyOf?.(stored)).toMatch(/^\{crypt\}\$2b\$04\$/);
  });
});
