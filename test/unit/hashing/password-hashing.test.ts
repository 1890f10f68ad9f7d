import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  argon2id,
  bcrypt,
  HashScheduler,
  hasher,
  PasswordHashing,
  scrypt,
} from '../../../src/hashing/index.js';
import type { PasswordHasher } from '../../../src/ports/password-hasher.js';
import { gate } from '../../support/gate.js';

const cheap = argon2id({ memoryKib: 8, passes: 1 });

/** The real hasher, with a count of what was computed. */
function counting(inner: PasswordHasher) {
  const calls: string[] = [];
  const hasher: PasswordHasher = {
    ...inner,
    hash: (password) => {
      calls.push('hash');
      return inner.hash(password);
    },
    verify: (stored, password) => {
      calls.push('verify');
      return inner.verify(stored, password);
    },
  };
  return { hasher, calls };
}

function setUp(options: { maxWaiting?: number } = {}) {
  const { hasher: counted, calls } = counting(hasher({ current: cheap }));
  const scheduler = new HashScheduler({ concurrency: 1, ...options });
  return { hashing: new PasswordHashing({ hasher: counted, scheduler }), scheduler, calls };
}

const NFC = 'caf\u00e9 au lait, s\u2019il vous pla\u00eet';
const NFD = NFC.normalize('NFD');

describe('PasswordHashing', () => {
  it('attack 43: a password set in one form is verified in the other, both ways', async () => {
    const { hashing } = setUp();
    for (const [set, typed] of [
      [NFC, NFD],
      [NFD, NFC],
      [NFC, NFC],
      [NFD, NFD],
    ] as const) {
      const stored = await hashing.hash(set);
      expect(await hashing.verify(stored, typed)).toEqual({ matches: true, needsRehash: false });
    }
  });

  it('attack 43: an old hash of the raw form still verifies, and asks for a rehash', async () => {
    const { hashing } = setUp();
    const raw = await cheap.hash(NFD);
    expect(await hashing.verify(raw, NFD)).toEqual({ matches: true, needsRehash: true });
    // The composed form was never set, and the hash holds the other.
    expect(await hashing.verify(raw, NFC)).toEqual({ matches: false, needsRehash: false });
    const renewed = await hashing.hash(NFD);
    expect(await hashing.verify(renewed, NFC)).toEqual({ matches: true, needsRehash: false });
  });

  it('trims and cuts nothing', async () => {
    const { hashing } = setUp();
    const stored = await hashing.hash(' padded ');
    expect((await hashing.verify(stored, 'padded')).matches).toBe(false);
    expect((await hashing.verify(stored, ' padded ')).matches).toBe(true);
  });

  it('any password verifies against its own hash and no other', async () => {
    const { hashing } = setUp();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        async (set, other) => {
          const stored = await hashing.hash(set);
          expect((await hashing.verify(stored, set)).matches).toBe(true);
          const same = set.normalize('NFC') === other.normalize('NFC');
          expect((await hashing.verify(stored, other)).matches).toBe(same);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('asks for a rehash of another format, only where the password matched', async () => {
    const { hashing } = setUp();
    const stored = await scrypt({ logN: 10 }).hash('an old password');
    expect(await hashing.verify(stored, 'an old password')).toEqual({
      matches: true,
      needsRehash: true,
    });
    expect(await hashing.verify(stored, 'wrong')).toEqual({ matches: false, needsRehash: false });
  });

  it.each([
    ['a composed password', NFC, 1],
    ['a decomposed password', NFD, 2],
    ['ASCII', 'plain', 1],
  ])(
    'attack 37: an unknown account costs as many hashes as a known one: %s',
    async (_, typed, n) => {
      const { hashing, calls } = setUp();
      await hashing.prepare();
      const stored = await hashing.hash('something else entirely');

      calls.length = 0;
      await hashing.verify(stored, typed);
      const known = [...calls];
      calls.length = 0;
      await hashing.verifyDecoy(typed, 'nobody@example.org');
      expect(calls).toEqual(known);
      expect(calls).toEqual(Array.from({ length: n }, () => 'verify'));
    },
  );

  it('attack 37: the decoy is made once, by `prepare`, however many ask for it at a time', async () => {
    const { hashing, calls } = setUp();
    await Promise.all([
      hashing.prepare(),
      hashing.prepare(),
      hashing.verifyDecoy('x', 'nobody@example.org'),
    ]);
    expect(calls.filter((call) => call === 'hash')).toHaveLength(1);
  });

  it('a decoy that could not be made is made by the next caller', async () => {
    const { hashing, scheduler } = setUp({ maxWaiting: 0 });
    const held = gate();
    const busy = scheduler.run(() => held.promise);
    await expect(hashing.prepare()).rejects.toMatchObject({ code: 'ERR_HASHER_BUSY' });
    held.resolve();
    await busy;
    await hashing.prepare();
  });

  it('both forms of a password are one job: the second never meets a full line', async () => {
    const { hashing } = setUp({ maxWaiting: 0 });
    const stored = await cheap.hash(NFD);
    expect((await hashing.verify(stored, NFD)).matches).toBe(true);
  });

  it('passes refusals, a full line and an abort on', async () => {
    const { hashing, scheduler } = setUp({ maxWaiting: 0 });
    await expect(hashing.verify('nonsense', 'x')).rejects.toMatchObject({
      code: 'ERR_HASH_REFUSED',
    });
    expect(hashing.recognizes('nonsense')).toBe(false);
    expect(hashing.recognizes(await cheap.hash('x'))).toBe(true);
    const reason = new Error('gone');
    await expect(hashing.hash('x', AbortSignal.abort(reason))).rejects.toBe(reason);
    const held = gate();
    const busy = scheduler.run(() => held.promise);
    await expect(hashing.hash('x')).rejects.toMatchObject({ code: 'ERR_HASHER_BUSY' });
    held.resolve();
    await busy;
  });

  it('attack 42: a long password does not open a bcrypt row, and no error tells why', async () => {
    const native = await import('@node-rs/bcrypt');
    const stored = await native.hash('x'.repeat(80), 4);
    const hashing = new PasswordHashing({
      hasher: hasher({ current: cheap, verifies: [bcrypt()] }),
      scheduler: new HashScheduler(),
    });
    expect(await hashing.verify(stored, 'x'.repeat(80))).toEqual({
      matches: false,
      needsRehash: false,
    });
  });
});
