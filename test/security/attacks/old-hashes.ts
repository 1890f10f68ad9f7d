import { argon2id, hasher, notReused, type PasswordHasher, policy } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org' };
const password = passwordOf(1);
const newPassword = passwordOf(2);

const BCRYPT = '$2b$04$abcdefghijklmnopqrstuuYJC9Mb0Wd0WB1rRZ0vGxA3pD0xUqzMG';
const BCRYPT_5 = BCRYPT.replace('$04$', '$05$');

const HOSTILE: readonly (readonly [why: string, fault: string, passwordHash: string])[] = [
  [
    'm = 4 GiB',
    'too_costly',
    '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
  ],
  [
    't = 10^6',
    'too_costly',
    '$argon2id$v=19$m=64,t=1000000,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA',
  ],
  ['N = 2^30', 'too_costly', '$scrypt$ln=30,r=8,p=1$c29tZXNhbHQ$aGFzaGhhc2hoYXNoaGFzaA'],
  ['bcrypt of cost 31', 'too_costly', BCRYPT.replace('$04$', '$31$')],
  ['a cut hash', 'malformed', BCRYPT.slice(0, -1)],
  ['a foreign format', 'unknown_format', '$future$v=1$c2FsdA$aGFzaA'],
  ['100 kB of hash', 'unknown_format', `$argon2id$${'x'.repeat(100_000)}`],
];

/** Real formats with the cheapest parameters, and a list of what was computed. */
function counting(decoys?: Parameters<typeof hasher>[0]) {
  const real = hasher({ current: argon2id({ memoryKib: 8, passes: 1 }), ...decoys });
  const computed: string[] = [];
  const counted: PasswordHasher = {
    ...real,
    verify: async (passwordHash, given, signal) => {
      const { fault } = real.inspect(passwordHash);
      if (fault === null) computed.push(passwordHash);
      return real.verify(passwordHash, given, signal);
    },
  };
  return { hasher: counted, computed };
}

/** What strangers and hostile rows can make of stored hashes that others made. */
export function oldHashAttacks(engine: Engine): void {
  const refusals = (service: OpenService) =>
    service.eventsOf('hash.refused').map(({ accountKey, fault }) => [accountKey, fault]);

  it.each(HOSTILE)(
    'attack 41: a row with %s is told to the operator as %s, and never computed',
    async (_, fault, passwordHash) => {
      const { hasher, computed } = counting();
      const service = openService(engine, { hasher, policy: policy(notReused(1)) });
      await service.seedAccount({ ...ANN, passwordHash });
      const { passwords } = service;

      expect(await passwords.authenticate({ identifier: ANN.email, password })).toEqual({
        ok: false,
        reason: 'invalid_credentials',
      });
      expect(computed, 'a decoy in its place').toHaveLength(1);
      expect(computed).not.toContain(passwordHash);
      expect(refusals(service)).toEqual([['ann', fault]]);

      const refused = { code: 'ERR_HASH_REFUSED', statusCode: 500 };
      const accountId = 'ann';
      const change = { accountId, currentPassword: password, newPassword };
      await expect(passwords.verifyPassword({ accountId, password })).rejects.toMatchObject(
        refused,
      );
      await expect(passwords.changePassword(change)).rejects.toMatchObject(refused);
      expect(refusals(service)).toHaveLength(3);
      expect(computed).toHaveLength(1);
      expect(JSON.stringify(service.events)).not.toContain(passwordHash.slice(0, 60));

      // A reset is the way out, and the rule against reuse must not stand in it.
      await service.request(ANN.email);
      const token = service.lastToken();
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
    },
  );

  it('attack 37: unknown, passwordless and uncheckable accounts burn what the table’s mixture says', async () => {
    const population = [
      { decoy: BCRYPT, weight: 1 },
      { decoy: BCRYPT_5, weight: 1 },
    ];
    const decoys = { key: 'a key of at least thirty-two bytes', population };
    const { hasher, computed } = counting({ decoys });
    const service = openService(engine, { hasher });
    await service.seedAccount({ id: 'none', email: 'none@example.org' });
    await service.seedAccount({ id: 'odd', email: 'odd@example.org', passwordHash: '$odd$' });
    await service.seedAccount({ id: 'old', email: 'old@example.org', passwordHash: BCRYPT });
    const burntFor = async (identifier: string) => {
      computed.length = 0;
      await service.passwords.authenticate({ identifier, password });
      return [...computed];
    };
    const burnt = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      const once = await burntFor(`nobody-${n}@example.org`);
      expect(once).toHaveLength(1);
      expect(await burntFor(`Nobody-${n}@EXAMPLE.org`), 'other spellings are one').toEqual(once);
      burnt.add(once[0] ?? '');
    }
    expect([...burnt].sort()).toEqual([BCRYPT, BCRYPT_5].sort());
    for (const address of ['none@example.org', 'odd@example.org']) {
      const once = await burntFor(address);
      expect(once).toHaveLength(1);
      expect([BCRYPT, BCRYPT_5]).toContain(once[0]);
      expect(await burntFor(address)).toEqual(once);
    }
    expect(await burntFor('old@example.org')).toEqual([BCRYPT]);
  });
}
