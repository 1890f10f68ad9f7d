import { describe, expect, it } from 'vitest';
import { ldap } from '../../../../src/hashing/formats/ldap.js';
import { vectors } from '../vectors/ldap.js';
import { itIsAFormat } from './each-format.js';

const ofBytes = (scheme: string, count: number) =>
  `{${scheme}}${Buffer.alloc(count, 7).toString('base64')}`;

describe('ldap', () => {
  itIsAFormat(ldap(), vectors, [
    ['nothing behind the scheme', 'malformed', '{SSHA}'],
    ['a salted digest without salt', 'malformed', ofBytes('SSHA', 20)],
    ['a cut digest', 'malformed', ofBytes('SSHA512', 40)],
    ['a salt of 65 bytes', 'malformed', ofBytes('SSHA256', 32 + 65)],
    ['an unsalted digest with salt', 'malformed', ofBytes('SHA', 24)],
    ['a digest of another length', 'malformed', ofBytes('MD5', 20)],
    ['hexadecimal', 'malformed', '{MD5}5f4dcc3b5aa765d61d8327deb882cf99'],
    ['half a padding', 'malformed', ofBytes('SHA256', 32).replace('=', '==')],
    ['a line end', 'malformed', `${ofBytes('SHA', 20)}\n`],
    ['a blank', 'malformed', ofBytes('SHA', 20).replace('}', '} ')],
    ['two thousand characters', 'malformed', ofBytes('SSHA', 1500)],
  ]);

  it.each(['SSHA', 'SSHA256', 'SSHA384', 'SSHA512', 'SMD5'])(
    '{%s} takes salts of 1 to 64 bytes',
    (scheme) => {
      const digest = { SSHA: 20, SSHA256: 32, SSHA384: 48, SSHA512: 64, SMD5: 16 }[scheme] ?? 0;
      expect(ldap().faultOf(ofBytes(scheme, digest))).toBe('malformed');
      expect(ldap().faultOf(ofBytes(scheme, digest + 1))).toBeNull();
      expect(ldap().faultOf(ofBytes(scheme, digest + 64))).toBeNull();
      expect(ldap().faultOf(ofBytes(scheme, digest + 65))).toBe('malformed');
    },
  );

  it.each([
    '{CRYPT}$6$abc$def',
    '{CLEARTEXT}secret',
    '{noop}secret',
    '{SSHA1024}AAAA',
    'SSHA}AAAA',
  ])('leaves %s to others', (passwordHash) => expect(ldap().recognizes(passwordHash)).toBe(false));

  it('reads the scheme in any case and the digest without its padding', async () => {
    for (const { passwordHash, password } of vectors) {
      const bare = passwordHash.toLowerCase().split('}')[0];
      const stored = `${bare}}${passwordHash.split('}')[1]?.replace(/=+$/, '')}`;
      expect(await ldap().verify(stored, password)).toBe(true);
    }
  });

  it('counts by scheme in a survey', () => {
    expect(ldap().costOf?.(ofBytes('ssha256', 40))).toBe('SSHA256');
  });
});
