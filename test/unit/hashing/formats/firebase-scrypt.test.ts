import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { firebaseScrypt } from '../../../../src/hashing/formats/firebase-scrypt.js';
import { hasher } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/firebase-scrypt.js';
import { itIsAFormat, type Vector } from './each-format.js';

const SIGNER_KEY =
  'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==';
const project = firebaseScrypt({ signerKey: SIGNER_KEY, saltSeparator: 'Bw==' });
const [sample] = vectors as [Vector];
const change = (from: string | RegExp, to: string) => sample.passwordHash.replace(from, to);
/** The rows of the sample project, without its keys. */
const short = vectors
  .filter(({ passwordHash }) => passwordHash.includes(SIGNER_KEY))
  .map((vector) => ({
    ...vector,
    passwordHash: vector.passwordHash.replace(/,ss=[^$]+/, ''),
  }));

const REFUSED = [
  ['n = 2^30', 'too_costly', change('n=14', 'n=30')],
  ['n = 4294967297', 'too_costly', change('n=14', 'n=4294967297')],
  ['r = 10^6', 'too_costly', change('r=8', 'r=1000000')],
  ['p = 256', 'too_costly', change('p=1', 'p=256')],
  ['n = 0', 'malformed', change('n=14', 'n=0')],
  ['r = 0', 'malformed', change('r=8', 'r=0')],
  ['p = 0', 'malformed', change('p=1', 'p=0')],
  ['another version', 'malformed', change('v=1,', 'v=2,')],
  ['a leading zero', 'malformed', change('n=14', 'n=014')],
  ['a number beyond exactness', 'malformed', change('r=8', 'r=18446744073709551617')],
  ['a signer key that is no base64', 'malformed', change(/sk=[^$]+/, 'sk=!!!')],
  [
    'a signer key of another length',
    'malformed',
    change(/sk=[^$]+/, 'sk=AAAAAAAAAAAAAAAAAAAAAA=='),
  ],
  ['a signer key of 3 bytes', 'malformed', change(/sk=[^$]+/, 'sk=AAAA')],
  ['a separator that is no base64', 'malformed', change('ss=Bw==', 'ss=!!!')],
  ['a separator alone', 'malformed', change(/,sk=[^$]+/, '')],
  ['no salt', 'malformed', change('$42xEC+ixf3L2lw==', '$')],
  ['a hash that is no base64', 'malformed', change(/[^$]+$/, '!!!')],
  ['a cut hash', 'malformed', change(/[^$]+$/, 'ZGlmZmVyZW50aGFzaA==')],
  ['a line end', 'malformed', `${sample.passwordHash}\n`],
] as const;

describe('firebase-scrypt, with the keys in the string', () => {
  itIsAFormat(firebaseScrypt(), vectors, [
    ...REFUSED,
    ['a row without its keys', 'unknown_key', change(/,ss=[^$]+/, '')],
  ]);

  it('no decoy holds the signer key of a row', async () => {
    const survey = await hasher().survey([sample.passwordHash]);
    expect(JSON.stringify(survey)).not.toContain(SIGNER_KEY.slice(0, 12));
  });

  it('reads the URL alphabet too, as the Admin SDK exports it', async () => {
    const url = sample.passwordHash.replaceAll('+', '-').replaceAll('/', '_');
    expect(await firebaseScrypt().verify(url, sample.password)).toBe(true);
  });
});

describe('firebase-scrypt, with the keys in the options', () => {
  itIsAFormat(project, short, REFUSED);

  it('verifies the rows that bring other keys as well', async () => {
    for (const { passwordHash, password } of vectors)
      expect(await project.verify(passwordHash, password)).toBe(true);
  });

  it('another signer key or another separator opens nothing', async () => {
    const signerKey = `A${SIGNER_KEY.slice(1)}`;
    for (const keys of [
      { signerKey, saltSeparator: 'Bw==' },
      { signerKey: SIGNER_KEY, saltSeparator: 'CA==' },
    ]) {
      const { passwordHash = '', password = '' } = short[0] ?? {};
      expect(await firebaseScrypt(keys).verify(passwordHash, password)).toBe(false);
    }
  });

  it('a hash that is shorter than the signer key is malformed', () => {
    const signerKey = SIGNER_KEY.slice(0, 44);
    const other = firebaseScrypt({ signerKey, saltSeparator: 'Bw==' });
    expect(other.faultOf(short[0]?.passwordHash ?? '')).toBe('malformed');
  });

  it.each([
    { signerKey: '', saltSeparator: 'Bw==' },
    { signerKey: 'AAAA', saltSeparator: 'Bw==' },
    { signerKey: `${SIGNER_KEY.slice(0, -3)}!==`, saltSeparator: 'Bw==' },
    { signerKey: SIGNER_KEY, saltSeparator: 'B' },
  ])('refuses keys that no console shows: %#', (keys) => {
    expect(() => firebaseScrypt(keys)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
    expect(() => firebaseScrypt(keys)).not.toThrowError(SIGNER_KEY.slice(0, 12));
  });

  it('shows its signer key to nobody', () => {
    expect(inspect(project, { depth: null, showHidden: true })).not.toContain(
      SIGNER_KEY.slice(0, 12),
    );
  });
});
