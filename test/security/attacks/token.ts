import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createToken } from '../../../src/tickets/index.js';
import type { Engine } from '../../support/each-engine.js';
import { cheapHasher, openService, passwordOf } from '../../support/open-service.js';
import { countCalls, wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

const NO_TOKENS: readonly unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { toString: () => 'x'.repeat(43) },
  ['x'.repeat(43)],
  [],
  {},
  0,
  1,
  Number.NaN,
  0n,
  true,
  false,
  null,
  undefined,
  '',
  '0',
  'null',
  'undefined',
  ' ',
  '%',
  '_'.repeat(42),
  'x'.repeat(44),
  `${'x'.repeat(42)}\n`,
  `${'x'.repeat(42)}=`,
  `${'x'.repeat(42)}+`,
  `${'x'.repeat(42)}ı`,
  `${'x'.repeat(42)}\0`,
  Buffer.from('x'.repeat(43)),
  new String('x'.repeat(43)),
  Symbol('token'),
  () => 'x'.repeat(43),
];

/** ATTACKS.md, "What is accepted as a token". */
export function tokenAttacks(engine: Engine): void {
  it('attack 11: an operator object or another non-string reaches no store', async () => {
    const counted = countCalls();
    const service = openService(engine, { stores: counted.wrap });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    counted.calls.length = 0;
    for (const token of NO_TOKENS) {
      const input = { token, newPassword } as { token: string; newPassword: string };
      expect(await service.passwords.redeemTicket(input)).toMatchObject({
        ok: false,
        reason: 'invalid_input',
      });
      expect(await service.passwords.inspectTicket(input)).toMatchObject({
        ok: false,
        reason: 'invalid_input',
      });
    }
    expect(counted.calls).toEqual([]);
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });

  it('attack 12: an empty token matches no account without a ticket', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    for (const token of ['', 'null', 'undefined', 'A'.repeat(43), '_'.repeat(43)]) {
      const result = await service.passwords.redeemTicket({ token, newPassword });
      expect(result.ok).toBe(false);
    }
    expect(await service.signIn(ANN.email, newPassword)).toBeNull();
  });

  it('attack 13: a store asked for something that is no digest finds nothing', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    for (const digest of [0, '0', true, '', null, new Uint8Array(), new Uint8Array(31)]) {
      // Not to be found is the point: whether a store says so or throws is its own matter.
      const found = await (async () =>
        service.stores.tickets.findByDigest(digest as unknown as Uint8Array))().catch(() => null);
      expect(found).toBeNull();
    }
  });

  it('attack 14: a JWT, signed or not, is no token', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ sub: 'ann', purpose: 'reset', exp: 9_999_999_999 });
    for (const token of [
      `${part({ alg: 'none' })}.${claims}.`,
      `${part({ alg: 'HS256' })}.${claims}.${randomBytes(32).toString('base64url')}`,
      claims.slice(0, 43),
      part({ id: 'ann' }).padEnd(43, 'A').slice(0, 43),
    ]) {
      const result = await service.passwords.redeemTicket({ token, newPassword });
      expect(['invalid_input', 'token_invalid']).toContain(result.ok || result.reason);
    }
    expect(await service.signIn(ANN.email, newPassword)).toBeNull();
  });

  it('attack 16: the stored digest is not the token and cannot be redeemed', async () => {
    const digests: Uint8Array[] = [];
    const service = openService(engine, {
      stores: (stores) =>
        wrapStores(stores, ({ name, args }, run) => {
          if (name === 'tickets.insert') digests.push((args[0] as { digest: Uint8Array }).digest);
          return run();
        }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    const issued = await service.passwords.issueTicket({ accountId: 'ann' });
    const dump = await engine.dump();
    // The dump is honest: what is stored can be found in it.
    expect(dump).toContain(Buffer.from(digests[0]!).toString('hex'));
    for (const secret of [token, issued.ok ? issued.ticket.token : ''])
      for (const spelling of [
        secret,
        Buffer.from(secret, 'base64url').toString('hex'),
        Buffer.from(secret, 'base64url').toString('base64'),
      ])
        expect(dump.includes(spelling)).toBe(false);

    for (const digest of digests) {
      const stolen = Buffer.from(digest).toString('base64url');
      expect(await service.passwords.redeemTicket({ token: stolen, newPassword })).toEqual({
        ok: false,
        reason: 'token_invalid',
      });
    }
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 17: tokens are looked up by digest, so a near miss is like any other miss', async () => {
    const looked: Uint8Array[] = [];
    const calls: string[][] = [];
    const service = openService(engine, {
      stores: (stores) =>
        wrapStores(stores, ({ name, args }, run) => {
          calls.at(-1)?.push(name);
          if (name === 'tickets.findByDigest') looked.push(args[0] as Uint8Array);
          return run();
        }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    const last = token.endsWith('A') ? 'B' : 'A';
    const nearMiss = token.slice(0, 42) + last;
    for (const each of [nearMiss, createToken(randomBytes)]) {
      calls.push([]);
      expect(await service.passwords.redeemTicket({ token: each, newPassword })).toEqual({
        ok: false,
        reason: 'token_invalid',
      });
    }
    expect(calls[0]).toEqual(calls[1]);
    await service.passwords.inspectTicket({ token });
    const [near, , genuine] = looked;
    expect(looked.every((digest) => digest.byteLength === 32)).toBe(true);
    const same = near!.filter((byte, at) => byte === genuine![at]).length;
    expect(same).toBeLessThan(8);
  });

  it('attack 59: a megabyte of token is refused by its length, before digest, store and hash', async () => {
    const counted = countCalls();
    const service = openService(engine, {
      stores: counted.wrap,
      hasher: { ...cheapHasher, hash: () => Promise.reject(new Error('hashed')) },
    });
    const token = 'x'.repeat(1_000_000);
    const took: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const startedAt = performance.now();
      const result = await service.passwords.redeemTicket({ token, newPassword });
      took.push(performance.now() - startedAt);
      expect(result).toEqual({
        ok: false,
        reason: 'invalid_input',
        issues: [{ path: 'token', code: 'too_long' }],
      });
    }
    // The quickest of them, since a busy machine slows any of them down.
    expect(Math.min(...took)).toBeLessThan(1);
    expect(counted.calls).toEqual([]);
  });
}
