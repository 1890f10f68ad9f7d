import { describe, expect, it } from 'vitest';
import { phpass } from '../../../../src/hashing/index.js';
import { vectors } from '../vectors/phpass.js';
import { itIsAFormat } from './each-format.js';

const ofRounds = (digit: string) => `$P$${digit}saltsaltL3FzpWcZLJU9vJ2S4.XV11`;
const format = phpass();

describe('phpass', () => {
  itIsAFormat(format, vectors, [
    ['2^21 rounds', 'too_costly', ofRounds('J')],
    ['2^30 rounds', 'too_costly', ofRounds('S')],
    ['2^31 rounds', 'malformed', ofRounds('T')],
    ['2^63 rounds', 'malformed', ofRounds('z')],
    ['2^6 rounds', 'malformed', ofRounds('4')],
    ['a foreign character for the rounds', 'malformed', ofRounds('-')],
    ['a cut digest', 'malformed', ofRounds('5').slice(0, -1)],
    ['a character too much', 'malformed', `${ofRounds('5')}.`],
    ['a last character of six bits', 'malformed', ofRounds('5').replace(/.$/, 'z')],
    ['a line end', 'malformed', `${ofRounds('5')}\n`],
    ['nothing but the beginning', 'malformed', '$P$'],
  ]);

  it('attack 41: the ceiling itself is within it', () => {
    expect(format.faultOf(ofRounds('I'))).toBeNull();
  });

  it('verifies an empty password', async () => {
    expect(await format.verify('$P$5saltsalt/VyEB6TNW7sFL3r0f4uQ31', '')).toBe(true);
  });

  it('takes what WordPress took: white space around a password, and a quote with its slash or without', async () => {
    const stored = (password: string) =>
      vectors.find((vector) => vector.password === password)?.passwordHash ?? '';
    expect(await format.verify(stored('correct horse'), ' correct horse\t\n')).toBe(true);
    expect(await format.verify(stored('correct horse'), 'correct\u00a0horse')).toBe(false);
    // PHP's trim leaves the wider Unicode's spaces.
    expect(await format.verify(stored('correct horse'), 'correct horse\u00a0')).toBe(false);
    expect(await format.verify(stored('it\'s "quoted"'), 'it\'s "quoted"')).toBe(true);
    expect(await format.verify(stored('it\'s "quoted"'), 'its "quoted"')).toBe(false);
  });

  it('takes phpBB’s spelling for phpBB’s rows only', async () => {
    const { password, passwordHash } = vectors.find((vector) => vector.password.includes('<'))!;
    expect(await format.verify(passwordHash, password)).toBe(true);
    expect(await format.verify(passwordHash.replace('$H$', '$P$'), password)).toBe(false);
  });

  it('attack 39: never matches more than 1,024 bytes', async () => {
    const longest = vectors.find(({ password }) => password.length === 1024)!;
    expect(await format.verify(longest.passwordHash, longest.password)).toBe(true);
    expect(await format.verify(longest.passwordHash, `${longest.password}x`)).toBe(false);
    expect(await format.verify(longest.passwordHash, 'x'.repeat(4096))).toBe(false);
    // phpass of WordPress 6.1.9, which allows 4,096.
    const longer = '$P$5saltsalt8MT/ljwXMbpL.mkF9F1JS0';
    expect(await format.verify(longer, 'x'.repeat(1025))).toBe(false);
  });

  it('stops when its caller goes', async () => {
    const caller = new AbortController();
    const gone = new Error('gone');
    const running = format.verify(ofRounds('I'), 'x', caller.signal);
    setImmediate(() => caller.abort(gone));
    await expect(running).rejects.toBe(gone);
  });
});
