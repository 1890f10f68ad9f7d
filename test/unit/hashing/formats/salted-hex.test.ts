import { describe, expect, it } from 'vitest';
import { saltedHex } from '../../../../src/hashing/formats/salted-hex.js';
import { vectors } from '../vectors/salted-hex.js';
import { itIsAFormat } from './each-format.js';

const SHA1 = '4c36403b692b3fde6b285350121f269e5a6c6413';

describe('salted-hex', () => {
  itIsAFormat(saltedHex(), vectors, [
    ['a cut digest', 'malformed', `sha1$salt$${SHA1.slice(1)}`],
    ['the digest of another', 'malformed', `sha256$salt$${SHA1}`],
    ['capitals', 'malformed', `sha1$salt$${SHA1.toUpperCase()}`],
    ['a field too many', 'malformed', `sha1$salt$1$${SHA1}`],
    ['no digest', 'malformed', 'sha1$salt$'],
    ['a blank in the salt', 'malformed', `sha1$sa lt$${SHA1}`],
    ['a salt of 129 characters', 'malformed', `sha1$${'s'.repeat(129)}$${SHA1}`],
    ['a line end', 'malformed', `sha1$salt$${SHA1}\n`],
  ]);

  it('tells digest from HMAC by neither text nor parameters, so it takes both', async () => {
    const [django, werkzeug] = ['django', 'werkzeug'].map(
      (system) =>
        vectors.find(
          ({ source, password }) =>
            source.startsWith(system) && source.endsWith(': sha1') && password === 'correct horse',
        )?.passwordHash ?? '',
    );
    expect(django).not.toBe(werkzeug);
    for (const stored of [django, werkzeug])
      expect(await saltedHex().verify(stored ?? '', 'correct horse')).toBe(true);
  });
});
