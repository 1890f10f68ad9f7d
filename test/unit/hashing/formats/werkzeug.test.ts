import { describe, expect, it } from 'vitest';
import { werkzeug } from '../../../../src/hashing/formats/werkzeug.js';
import { vectors } from '../vectors/werkzeug.js';
import { itIsAFormat } from './each-format.js';

const hex = (bytes: number) => 'a7'.repeat(bytes);
const scrypt = (cost: string) => `scrypt:${cost}$n4Tq9ZcVb2LxW7Kd$${hex(64)}`;

describe('werkzeug', () => {
  itIsAFormat(werkzeug(), vectors, [
    ['a billion iterations', 'too_costly', `pbkdf2:sha256:1000000000$salt$${hex(32)}`],
    ['one iteration too many', 'too_costly', `pbkdf2:sha512:6000001$salt$${hex(64)}`],
    ['N of 2^30', 'too_costly', scrypt('1073741824:8:1')],
    ['a gigabyte', 'too_costly', scrypt('1048576:8:1')],
    ['half a gigabyte, twice', 'too_costly', scrypt('524288:8:2')],
    ['2^21 lanes with hardly any memory', 'too_costly', scrypt('2:1:2097152')],
    ['17 lanes', 'too_costly', scrypt('1024:8:17')],
    ['blocks of 33', 'too_costly', scrypt('1024:33:1')],
    ['blocks of 2^21', 'too_costly', scrypt('2:2097152:1')],
    ['many lanes', 'too_costly', scrypt('32768:8:4294967295')],
    ['large blocks', 'too_costly', scrypt('2:4294967295:1')],
    ['N that is no power of two', 'malformed', scrypt('32767:8:1')],
    ['N = 1', 'malformed', scrypt('1:8:1')],
    ['N = 0', 'malformed', scrypt('0:8:1')],
    ['N that blocks of this size do not allow', 'malformed', scrypt('65536:1:1')],
    ['no blocks', 'malformed', scrypt('32768:0:1')],
    ['no lanes', 'malformed', scrypt('32768:8:0')],
    ['a cut key', 'malformed', scrypt('32768:8:1').slice(0, -1)],
    [
      'no iterations, which the library takes as its default',
      'malformed',
      `pbkdf2:sha256$salt$${hex(32)}`,
    ],
    ['an empty number of iterations', 'malformed', `pbkdf2:sha256:$salt$${hex(32)}`],
    ['a leading zero', 'malformed', `pbkdf2:sha256:01000$salt$${hex(32)}`],
    ['zero iterations', 'malformed', `pbkdf2:sha256:0$salt$${hex(32)}`],
    ['an unknown digest', 'malformed', `pbkdf2:md5:1000$salt$${hex(16)}`],
    ['a key of another digest', 'malformed', `pbkdf2:sha1:1000$salt$${hex(32)}`],
    ['capitals', 'malformed', `pbkdf2:sha256:1000$salt$${hex(32).toUpperCase()}`],
    ['no salt', 'malformed', `pbkdf2:sha256:1000$$${hex(32)}`],
    ['a salt with a blank', 'malformed', `pbkdf2:sha256:1000$sa lt$${hex(32)}`],
    ['a line end', 'malformed', `pbkdf2:sha256:1000$salt$${hex(32)}\n`],
  ]);

  it('computes what is just below the ceiling', () => {
    expect(werkzeug().faultOf(scrypt('524288:8:1'))).toBeNull();
    expect(werkzeug().faultOf(scrypt('32768:1:1'))).toBeNull();
    expect(werkzeug().faultOf(`pbkdf2:sha256:6000000$salt$${hex(32)}`)).toBeNull();
  });

  it.each([
    'plain$$secret',
    `sha1$salt$${hex(20)}`,
    'scrypt:abcdef',
    'pbkdf2',
    `scrypt$16384$x$8$1$`,
  ])('leaves %s to others', (passwordHash) =>
    expect(werkzeug().recognizes(passwordHash)).toBe(false),
  );
});
