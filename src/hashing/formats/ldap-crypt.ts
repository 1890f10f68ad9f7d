import { decoyBy, type HashFormat } from '../format.js';
import { bcrypt } from './bcrypt.js';
import { md5Crypt } from './md5-crypt.js';
import { shaCrypt } from './sha-crypt.js';

const SCHEME = '{CRYPT}';

/**
 * Verifies `{CRYPT}` of directories (RFC 2307 section 5.3) with a string of sha-crypt, md5-crypt or
 * bcrypt behind it, which is what OpenLDAP on Linux holds where it was told to use crypt(3). The
 * oldest (DES, without a `$`) and the newest (yescrypt, `$y$`) are none of its.
 */
export function ldapCrypt(): HashFormat {
  const formats = [shaCrypt(), md5Crypt(), bcrypt()];
  const read = (passwordHash: string) => {
    const name = passwordHash.slice(0, SCHEME.length);
    if (name.toUpperCase() !== SCHEME) return null;
    const crypted = passwordHash.slice(SCHEME.length);
    const format = formats.find(({ recognizes }) => recognizes(crypted));
    return format === undefined ? null : { name, crypted, format };
  };
  return {
    id: 'ldap-crypt',
    recognizes: (passwordHash) => read(passwordHash) !== null,
    faultOf(passwordHash) {
      const inner = read(passwordHash);
      return inner === null ? 'malformed' : inner.format.faultOf(inner.crypted);
    },
    costOf(passwordHash) {
      const inner = read(passwordHash);
      if (inner === null) return '';
      return `${inner.format.id} ${inner.format.costOf?.(inner.crypted) ?? ''}`;
    },
    decoyOf(passwordHash) {
      const inner = read(passwordHash);
      const decoy = inner && decoyBy(inner.format, inner.crypted);
      return inner && decoy && inner.name + decoy;
    },
    async verify(passwordHash, password, signal) {
      const inner = read(passwordHash);
      return (await inner?.format.verify(inner.crypted, password, signal)) ?? false;
    },
  };
}
