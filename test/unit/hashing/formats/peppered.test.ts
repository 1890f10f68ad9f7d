import { createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import {
  argon2id,
  bcrypt,
  type CurrentHashFormat,
  type HashFormat,
  hasher,
  scrypt,
} from 'latchkey';
import { describe, expect, it } from 'vitest';
import { type PepperKey, peppered } from '../../../../src/hashing/formats/peppered.js';
import { forEachEngine } from '../../../support/each-engine.js';
import { openService, passwordOf } from '../../../support/open-service.js';
import { itIsAFormat, type Vector } from './each-format.js';

const OLD: PepperKey = { id: '2024', secret: 'an old secret of at least 32 bytes' };
const NEW: PepperKey = { id: '2026', secret: 'a new secret of at least 32 bytes.' };
const cheap = argon2id({ memoryKib: 8, passes: 1 });
const current = peppered(cheap, { keys: [NEW, OLD] });
const before = peppered(cheap, { keys: [OLD] });

/** Made with node:crypto and the inner formats alone, as any program could. */
async function madeByHand(inner: CurrentHashFormat, password: string): Promise<Vector> {
  const prehash = createHmac('sha384', OLD.secret).update(password, 'utf8').digest('base64');
  const passwordHash = `$pepper$k=2024$${await inner.hash(prehash)}`;
  return { source: `HMAC-SHA-384, base64 and ${inner.id}`, password, passwordHash };
}

describe('peppered', () => {
  const stored = '$pepper$k=2026$$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA';

  it('writes its key’s id in front of the inner string', async () => {
    expect(await current.hash('a password')).toMatch(
      /^\$pepper\$k=2026\$\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    );
  });

  it.each([cheap, scrypt({ logN: 10 }), bcrypt({ cost: 10 })])(
    'is HMAC-SHA-384 and base64 in front of the inner format: $id',
    async (inner) => {
      const { passwordHash, password } = await madeByHand(inner, 'pässwörd €');
      const format = peppered(inner, { keys: [NEW, OLD] });
      expect(await format.verify(passwordHash, password)).toBe(true);
      expect(await format.verify(passwordHash, `${password}x`)).toBe(false);
    },
  );

  it('a stolen table is worth nothing without the key', async () => {
    const passwordHash = await current.hash('a password');
    const others = peppered(cheap, { keys: [{ ...NEW, secret: 'x'.repeat(32) }] });
    expect(await others.verify(passwordHash, 'a password')).toBe(false);
    expect(await cheap.verify(passwordHash.replace('$pepper$k=2026$', ''), 'a password')).toBe(
      false,
    );
  });

  it('attack 42: every byte of a long password counts, behind bcrypt as well', async () => {
    const format = peppered(bcrypt({ cost: 10 }), { keys: [NEW] });
    expect(format.limits).toBeUndefined();
    const passwordHash = await format.hash(`${'x'.repeat(200)}\0y`);
    expect(await format.verify(passwordHash, `${'x'.repeat(200)}\0y`)).toBe(true);
    expect(await format.verify(passwordHash, `${'x'.repeat(200)}\0z`)).toBe(false);
    expect(await format.verify(passwordHash, 'x'.repeat(200))).toBe(false);
  });

  it('is up to date with the current key and current inner parameters only', async () => {
    const passwordHash = await current.hash('a password');
    const today = hasher({ current });
    expect(today.needsRehash(passwordHash)).toBe(false);
    const stronger = peppered(argon2id({ memoryKib: 16, passes: 1 }), { keys: [NEW] });
    expect(hasher({ current: stronger }).needsRehash(passwordHash)).toBe(true);
    const ofOldKey = await before.hash('a password');
    expect(today.needsRehash(ofOldKey)).toBe(true);
    expect(await today.verify(ofOldKey, 'a password')).toBe(true);
    const bare = await cheap.hash('a password');
    expect(today.needsRehash(bare)).toBe(true);
    expect(await today.verify(bare, 'a password')).toBe(true);
  });

  it('a row whose key is not in the list is refused, and never a wrong password', async () => {
    const without = hasher({ current: peppered(cheap, { keys: [NEW] }) });
    const passwordHash = await before.hash('a password');
    expect(without.inspect(passwordHash)).toMatchObject({ fault: 'unknown_key' });
    const refused = { code: 'ERR_HASH_REFUSED' };
    await expect(without.verify(passwordHash, 'a password')).rejects.toMatchObject(refused);
    const direct = peppered(cheap, { keys: [NEW] }).verify(passwordHash, 'a password');
    await expect(direct).rejects.toMatchObject(refused);
  });

  it('goes beside another peppered format with the same keys', async () => {
    const old = peppered(scrypt({ logN: 10 }), { keys: [NEW, OLD] });
    const both = hasher({ current, alsoVerifies: [old] });
    for (const format of [current, old]) {
      const passwordHash = await format.hash('a password');
      expect(both.inspect(passwordHash)).toMatchObject({ format: format.id, fault: null });
      expect(await both.verify(passwordHash, 'a password')).toBe(true);
      expect(both.needsRehash(passwordHash)).toBe(format === old);
    }
  });

  it('a survey tells which keys are still needed, and its decoys keep them', async () => {
    const survey = await hasher({ current }).survey([
      await current.hash('one'),
      await before.hash('two'),
      await before.hash('three'),
    ]);
    expect(survey.groups).toEqual([
      { format: 'peppered-argon2id', cost: 'k=2024,m=8,t=1,p=1', count: 2 },
      { format: 'peppered-argon2id', cost: 'k=2026,m=8,t=1,p=1', count: 1 },
    ]);
    expect(survey.population.map(({ decoy }) => decoy.slice(0, 15))).toEqual([
      '$pepper$k=2024$',
      '$pepper$k=2026$',
    ]);
  });

  it('lets the inner format make its decoys, or none', async () => {
    const inner: CurrentHashFormat = { ...cheap, decoyOf: () => null };
    const format: HashFormat = peppered(inner, { keys: [NEW] });
    expect(format.decoyOf?.(stored)).toBeNull();
    const ofBcrypt = peppered(bcrypt(), { keys: [NEW] });
    const row = `$pepper$k=2026$$2b$10$${'.'.repeat(53)}`;
    expect(ofBcrypt.decoyOf?.(row)).toMatch(/^\$pepper\$k=2026\$\$2b\$10\$[./A-Za-z0-9]{53}$/);
    expect(ofBcrypt.costOf?.(row)).toBe('k=2026,10');
  });

  it.each([
    ['$pepper$', 'nothing behind the name'],
    ['$pepper$k=$$argon2id$', 'no id'],
    [stored.replace('k=2026', 'k=20 26'), 'a blank in the id'],
    [stored.replace('k=2026', `k=${'x'.repeat(17)}`), 'an id of 17 characters'],
    [stored.replace('k=2026', 'k=2026,x=1'), 'another parameter'],
    [stored.replace('$$argon2id', '$argon2id'), 'one separator'],
    [stored.replace('argon2id', 'argon2d'), 'another inner format'],
    [`$${stored}`, 'something in front'],
    [`$pepper$k=2026$${stored}`, 'a pepper on a pepper'],
  ])('leaves %s to others: %s', (passwordHash) => {
    expect(current.recognizes(stored)).toBe(true);
    expect(current.recognizes(passwordHash)).toBe(false);
  });

  it('any password verifies with its own hash and key, and no other does', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 120 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.boolean(), async (password, other, isOld) => {
        const passwordHash = await (isOld ? before : current).hash(password);
        expect(await current.verify(passwordHash, password)).toBe(true);
        expect(await current.verify(passwordHash, other)).toBe(other === password);
        expect(current.isUpToDate(passwordHash)).toBe(!isOld);
      }),
    );
  });

  it.each([
    ['no key', []],
    ['a secret of 31 bytes', [{ id: 'a', secret: 'x'.repeat(31) }]],
    ['a secret of 31 bytes as bytes', [{ id: 'a', secret: new Uint8Array(31) }]],
    ['an empty secret behind a good one', [NEW, { id: 'a', secret: '' }]],
    ['an id twice', [NEW, { ...OLD, id: NEW.id }]],
    ['no id', [{ ...NEW, id: '' }]],
    ['a long id', [{ ...NEW, id: 'x'.repeat(17) }]],
    ['a separator in the id', [{ ...NEW, id: 'a$b' }]],
    ['a line end behind the id', [{ ...NEW, id: 'a\n' }]],
  ] as const)('refuses %s, without a word of the secrets', (_, keys) => {
    const make = () => peppered(cheap, { keys });
    expect(make).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
    expect(make).not.toThrowError(/secret of at least 32 bytes\.$|xxxx/);
  });

  it('takes secrets of 32 bytes, as text or bytes, and keeps them from whoever prints it', async () => {
    const secret = 'sesame open sesame open sesame o';
    const asText = peppered(cheap, { keys: [{ id: 'a', secret }] });
    const asBytes = peppered(cheap, { keys: [{ id: 'a', secret: Buffer.from(secret) }] });
    expect(await asBytes.verify(await asText.hash('a password'), 'a password')).toBe(true);
    const shown = inspect([asText, hasher({ current: asText })], {
      depth: null,
      showHidden: true,
    });
    expect(shown).not.toContain('sesame');
  });

  it('a secret that the caller overwrites afterwards is still the key', async () => {
    const secret = Buffer.alloc(32, 7);
    const format = peppered(cheap, { keys: [{ id: 'a', secret }] });
    const passwordHash = await format.hash('a password');
    secret.fill(0);
    expect(await format.verify(passwordHash, 'a password')).toBe(true);
  });
});

describe('peppered argon2id, as a format', async () => {
  const cut = '$pepper$k=2026$$argon2id$v=19$m=8,t=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA';
  itIsAFormat(
    current,
    [await madeByHand(cheap, 'pässwörd €'), await madeByHand(cheap, 'correct horse')],
    [
      ['a cut inner string', 'malformed', cut],
      ['m = 4 GiB', 'too_costly', cut.replace('m=8,t=1', 'm=4194304,t=1,p=1')],
      ['a key of nobody', 'unknown_key', cut.replace('2026', '2025').replace('t=1', 't=1,p=1')],
    ],
  );
});

forEachEngine(
  'a sign-in with a pepper',
  (engine) => {
    it('moves rows without pepper and of the last key to the first key', async () => {
      const service = openService(engine, { hasher: hasher({ current }) });
      const password = passwordOf(1);
      for (const [id, format] of [
        ['bare', cheap],
        ['old', before],
      ] as const) {
        const email = `${id}@example.org`;
        await service.seedAccount({ id, email, passwordHash: await format.hash(password) });
        expect(await service.signIn(email, password)).not.toBeNull();
        expect((await engine.account(id))?.passwordHash).toMatch(/^\$pepper\$k=2026\$\$argon2id\$/);
        expect(await service.signIn(email, password)).not.toBeNull();
      }
      expect(service.eventsOf('password.rehashed')).toHaveLength(2);
    });

    it('tells the operator of a row whose key is gone, and a reset helps its owner', async () => {
      const service = openService(engine, {
        hasher: hasher({ current: peppered(cheap, { keys: [NEW] }) }),
      });
      const [email, newPassword] = ['ann@example.org', passwordOf(2)];
      const passwordHash = await before.hash(passwordOf(1));
      await service.seedAccount({ id: 'ann', email, passwordHash });
      expect(await service.signIn(email, passwordOf(1))).toBeNull();
      expect(service.eventsOf('hash.refused')).toMatchObject([
        { accountKey: 'ann', format: 'peppered-argon2id', fault: 'unknown_key' },
      ]);
      await service.request(email);
      const token = service.lastToken();
      expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
        ok: true,
      });
      expect(await service.signIn(email, newPassword)).not.toBeNull();
    });
  },
  ['memory'],
);
