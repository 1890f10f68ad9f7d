import { describe, expect, it } from 'vitest';
import { shaCrypt } from '../../../../src/hashing/index.js';
import { slowVectors, vectors } from '../vectors/sha-crypt.js';
import { itIsAFormat } from './each-format.js';

const SHA256 = '5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5';
const SHA512 =
  'svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1';
const format = shaCrypt();

describe('shaCrypt', () => {
  itIsAFormat(format, vectors, [
    ['1,000,001 rounds', 'too_costly', `$6$rounds=1000001$saltstring$${SHA512}`],
    ['the most rounds of the specification', 'too_costly', `$5$rounds=999999999$salt$${SHA256}`],
    ['999 rounds', 'malformed', `$6$rounds=999$saltstring$${SHA512}`],
    ['no rounds', 'malformed', `$6$rounds=$saltstring$${SHA512}`],
    ['a zero before the rounds', 'malformed', `$6$rounds=05000$saltstring$${SHA512}`],
    ['rounds with an exponent', 'malformed', `$6$rounds=1e4$saltstring$${SHA512}`],
    ['forty digits of rounds', 'malformed', `$6$rounds=${'9'.repeat(40)}$saltstring$${SHA512}`],
    ['a salt of 17 characters', 'malformed', `$6$saltstringsaltstr$${SHA512}`],
    ['a colon in the salt', 'malformed', `$6$salt:string$${SHA512}`],
    ['a cut digest', 'malformed', `$6$saltstring$${SHA512.slice(0, -1)}`],
    ['the other digest', 'malformed', `$5$saltstring$${SHA512}`],
    ['the other digest', 'malformed', `$6$saltstring$${SHA256}`],
    ['a last character of six bits', 'malformed', `$6$saltstring$${SHA512.slice(0, -1)}z`],
    ['a line end', 'malformed', `$6$saltstring$${SHA512}\n`],
    ['nothing but the beginning', 'malformed', '$6$'],
  ]);

  it('attack 41: the ceiling itself is within it', () => {
    expect(format.faultOf(`$6$rounds=1000000$saltstring$${SHA512}`)).toBeNull();
  });

  it('verifies an empty password and an empty salt', async () => {
    // `perl crypt.pl`, and perl -e 'print crypt("a", q($6$$))'.
    const noPassword =
      '$6$rounds=1234$s-l,t=$.enHQ5XcUMkidGQ/lxjpJuMZ22lqmGWJh7NuWyvMQQIa22cBcV3PkRaAbom38b2OWQnyCl9SE4KvD.cyIIFXv1';
    const noSalt =
      '$6$$ek/ucQg0IM8SQLyD2D66mpoW0vAF26eA0/pqoN95V.F0nZh1IFuENNo0OikacRkDBk5frNqziMYMdVVrQ0o.51';
    expect(await format.verify(noPassword, '')).toBe(true);
    expect(await format.verify(noPassword, '\0')).toBe(false);
    expect(await format.verify(noSalt, 'a')).toBe(true);
  });

  it('attack 42: never matches what crypt(3) would cut or refuse', async () => {
    const longest = vectors.find(({ password }) => password.length === 511)!;
    expect(await format.verify(longest.passwordHash, longest.password)).toBe(true);
    expect(await format.verify(longest.passwordHash, `${longest.password}x`)).toBe(false);
    expect(await format.verify(`$5$saltstring$${SHA256}`, 'Hello world!')).toBe(true);
    expect(await format.verify(`$5$saltstring$${SHA256}`, 'Hello world!\0')).toBe(false);
    expect(await format.verify(`$5$saltstring$${SHA256}`, 'Hello world!\0more')).toBe(false);
  });

  it('attack 40: 4,096 characters cost no more than 511', async () => {
    const stored = `$6$rounds=20000$saltstring$${SHA512}`;
    const cost = async (password: string) => {
      const before = process.cpuUsage();
      await format.verify(stored, password);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await cost('x'.repeat(511));
    expect(await cost('x'.repeat(4096))).toBeLessThan(3 * (await cost('x'.repeat(511))));
  });

  it.each(slowVectors)(
    'lets the event loop turn while it computes: $source',
    async ({ password, passwordHash }) => {
      let turns = 0;
      let isDone = false;
      const count = () => {
        turns += 1;
        if (!isDone) setImmediate(count);
      };
      setImmediate(count);
      expect(await format.verify(passwordHash, password)).toBe(true);
      isDone = true;
      // Half a second and more of work, 5 ms at a time.
      expect(turns).toBeGreaterThan(25);
    },
  );

  it('stops when its caller goes', async () => {
    const { password, passwordHash } = slowVectors[0]!;
    const caller = new AbortController();
    const gone = new Error('gone');
    const running = format.verify(passwordHash, password, caller.signal);
    setImmediate(() => caller.abort(gone));
    await expect(running).rejects.toBe(gone);
  });
});
