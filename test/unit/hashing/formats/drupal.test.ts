import { describe, expect, it } from 'vitest';
import { drupal } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/drupal.js';
import { itIsAFormat } from './each-format.js';

const ofRounds = (digit: string) =>
  `$S$${digit}TOxWPdvJRs0P/xZBdrrPlGgzViOS0drHu3jaIjitesfttrp18bk`;
const format = drupal();

describe('drupal', () => {
  itIsAFormat(format, vectors, [
    ['2^21 rounds', 'too_costly', ofRounds('J')],
    ['2^30 rounds', 'too_costly', ofRounds('S')],
    ['2^30 rounds, of Drupal 6', 'too_costly', `U${ofRounds('S')}`],
    ['2^31 rounds', 'malformed', ofRounds('T')],
    ['2^6 rounds', 'malformed', ofRounds('4')],
    ['a cut digest', 'malformed', ofRounds('5').slice(0, -1)],
    ['the whole digest of 86 characters', 'malformed', ofRounds('5') + 'a'.repeat(43)],
    ['a line end', 'malformed', `${ofRounds('5')}\n`],
    ['nothing but the beginning', 'malformed', '$S$'],
  ]);

  it.each(['UU', 'X', 'u'])('leaves %s$S$ to others', (mark) => {
    expect(format.recognizes(mark + ofRounds('5'))).toBe(false);
  });

  it('attack 41: the ceiling itself is within it', () => {
    expect(format.faultOf(ofRounds('I'))).toBeNull();
  });

  it('verifies an empty password', async () => {
    const empty = '$S$5saltsaltdLOFhqsQ4uCw7nSTaALkk6vgVcqNw8FCnNKlMNhmZDB';
    expect(await format.verify(empty, '')).toBe(true);
    expect(await format.verify(empty, 'x')).toBe(false);
  });

  it('takes what Drupal took: white space around a password', async () => {
    for (const { passwordHash } of vectors.slice(0, 2)) {
      expect(await format.verify(passwordHash, ' valid password\t')).toBe(true);
      expect(await format.verify(passwordHash, 'validpassword')).toBe(false);
    }
  });

  it('the MD5 of Drupal 6 is no password itself', async () => {
    const { passwordHash } = vectors[1]!;
    // printf 'valid password' | md5sum
    const md5 = 'cfaa05b8fb12ad04a960c762103dffe2';
    expect(await format.verify(passwordHash, md5)).toBe(false);
  });

  it('attack 39: never matches more than 512 bytes, but for the MD5 of them', async () => {
    const [plain, ofDrupal6] = vectors.filter(({ password }) => password.length === 512);
    expect(await format.verify(plain!.passwordHash, 'x'.repeat(512))).toBe(true);
    expect(await format.verify(plain!.passwordHash, 'x'.repeat(513))).toBe(false);
    expect(await format.verify(ofDrupal6!.passwordHash, 'x'.repeat(513))).toBe(false);
  });

  it('stops when its caller goes', async () => {
    const caller = new AbortController();
    const gone = new Error('gone');
    const running = format.verify(ofRounds('I'), 'x', caller.signal);
    setImmediate(() => caller.abort(gone));
    await expect(running).rejects.toBe(gone);
  });
});
