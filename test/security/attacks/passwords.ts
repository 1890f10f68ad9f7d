import {
  type ChangePasswordInput,
  isLatchkeyError,
  notReused,
  type PasswordHasher,
  type Policy,
  policy,
} from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { gate } from '../../support/gate.js';
import { cheapHasher, openService, passwordOf } from '../../support/open-service.js';
import { countCalls } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

/** A hasher that counts what it computes. */
function countingHasher(): PasswordHasher & { readonly computed: string[] } {
  const computed: string[] = [];
  return {
    ...cheapHasher,
    computed,
    hash: (password) => {
      computed.push('hash');
      return cheapHasher.hash(password);
    },
    verify: (hash, password) => {
      computed.push('verify');
      return cheapHasher.verify(hash, password);
    },
  };
}

/** ATTACKS.md, "Passwords"; the forced interleavings of 44 are in races.test.ts. */
export function passwordAttacks(engine: Engine): void {
  it('attack 39: a megabyte of password is refused before policy, hash and store', async () => {
    let checks = 0;
    const counting: Policy = {
      rules: [],
      remembers: 0,
      describe: () => [],
      check: async () => {
        checks += 1;
        return [];
      },
    };
    const counted = countCalls();
    const hasher = countingHasher();
    const service = openService(engine, { stores: counted.wrap, hasher, policy: counting });
    await service.seedAccount(ANN);
    const huge = 'a\u0301'.repeat(500_000);
    const { passwords } = service;
    const operations = [
      () => passwords.redeemTicket({ token: 'x'.repeat(43), newPassword: huge }),
      () => passwords.authenticate({ identifier: ANN.email, password: huge }),
      () => passwords.adminSetPassword({ accountId: 'ann', newPassword: huge }),
      () => passwords.setInitialPassword({ accountId: 'ann', newPassword: huge }),
      () => passwords.hashNewPassword({ newPassword: huge }),
      () => passwords.validateNewPassword({ newPassword: huge }),
      () => passwords.verifyPassword({ accountId: 'ann', password: huge }),
      () =>
        passwords.changePassword({ accountId: 'ann', currentPassword: huge, newPassword: huge }),
    ];
    for (const operation of operations) {
      const took: number[] = [];
      for (let n = 0; n < 30; n += 1) {
        const startedAt = performance.now();
        const result = await operation();
        took.push(performance.now() - startedAt);
        expect(result).toMatchObject({ ok: false, reason: 'invalid_input' });
      }
      // The quickest of them, since a busy machine slows any of them down.
      expect(Math.min(...took)).toBeLessThan(1);
    }
    expect({ calls: counted.calls, computed: hasher.computed, checks }).toEqual({
      calls: [],
      computed: [],
      checks: 0,
    });
  });

  it('attack 39: the longest password that is looked at costs the policy next to nothing', async () => {
    const service = openService(engine);
    const displayName = 'ab'.repeat(200);
    for (const newPassword of [
      'a'.repeat(4096),
      'ab'.repeat(64),
      'aA1!'.repeat(1024),
      '\u{1f600}'.repeat(2048),
      `${'correct horse '.repeat(9)}`,
    ]) {
      const account = { email: `${'x'.repeat(200)}@example.org`, displayName };
      const took: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        const startedAt = performance.now();
        await service.passwords.validateNewPassword({ newPassword, account });
        took.push(performance.now() - startedAt);
      }
      expect(Math.min(...took)).toBeLessThan(100);
    }
  });

  it('attack 40: a dead token costs no hash', async () => {
    const hasher = countingHasher();
    const service = openService(engine, { hasher });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    hasher.computed.length = 0;
    for (let n = 0; n < 20; n += 1)
      await service.passwords.redeemTicket({ token: 'x'.repeat(43), newPassword });
    service.clock.advance(3600);
    await service.passwords.redeemTicket({ token, newPassword });
    expect(hasher.computed).toEqual([]);
  });

  it('attack 40: hashes run a few at a time behind a bounded line, and beyond it comes a 503', async () => {
    const open = gate();
    let running = 0;
    let most = 0;
    const service = openService(engine, {
      hashing: { concurrency: 2, maxWaiting: 3 },
      hasher: {
        ...cheapHasher,
        hash: async (password) => {
          running += 1;
          most = Math.max(most, running);
          await open.promise;
          running -= 1;
          return cheapHasher.hash(password);
        },
      },
    });
    const flood = Array.from({ length: 20 }, (_, n) =>
      service.passwords.hashNewPassword({ newPassword: passwordOf(n) }).catch((error) => error),
    );
    const busy = await Promise.race(flood);
    expect(isLatchkeyError(busy)).toBe(true);
    expect(busy).toMatchObject({
      code: 'ERR_HASHER_BUSY',
      statusCode: 503,
      headers: { 'Retry-After': expect.stringMatching(/^\d+$/) },
    });
    open.resolve();
    const outcomes = await Promise.all(flood);
    expect(outcomes.filter((outcome) => isLatchkeyError(outcome))).toHaveLength(15);
    expect(outcomes.filter((outcome) => outcome.ok === true)).toHaveLength(5);
    expect(most).toBe(2);
  });

  it('attack 40: who hangs up does not free a place for another hash', async () => {
    const open = gate();
    const started = gate();
    let running = 0;
    let most = 0;
    const service = openService(engine, {
      hashing: { concurrency: 1, maxWaiting: 64 },
      hasher: {
        ...cheapHasher,
        hash: async (password) => {
          running += 1;
          most = Math.max(most, running);
          started.resolve();
          await open.promise;
          running -= 1;
          return cheapHasher.hash(password);
        },
      },
    });
    const hashing = Array.from({ length: 10 }, (_, n) => {
      const controller = new AbortController();
      const { signal } = controller;
      const promise = service.passwords.hashNewPassword({ newPassword: passwordOf(n) }, { signal });
      return { controller, promise: promise.catch((error) => error) };
    });
    await started.promise;
    for (const { controller } of hashing) controller.abort(new Error('hung up'));
    for (const { promise } of hashing) expect(await promise).toMatchObject({ message: 'hung up' });
    expect(most).toBe(1);
    const late = service.passwords.hashNewPassword({ newPassword });
    open.resolve();
    expect(await late).toMatchObject({ ok: true });
    expect(most).toBe(1);
  });

  it('attack 40: a full line at a redemption spends nothing', async () => {
    let busy = false;
    const open = gate();
    const service = openService(engine, {
      hashing: { concurrency: 1, maxWaiting: 0 },
      hasher: {
        ...cheapHasher,
        hash: async (password) => {
          if (busy) await open.promise;
          return cheapHasher.hash(password);
        },
      },
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    busy = true;
    const other = service.passwords.hashNewPassword({ newPassword });
    await expect(service.passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
      code: 'ERR_HASHER_BUSY',
    });
    busy = false;
    open.resolve();
    await other;
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 46: a refused password spends nothing, and every violation is told', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    for (const weak of ['short', 'passwordpassword', 'ann@example.org'])
      expect(await service.passwords.redeemTicket({ token, newPassword: weak })).toMatchObject({
        ok: false,
        reason: 'policy_violation',
      });
    expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    expect(await service.stores.credentials.read('ann')).toMatchObject({ version: 0 });
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 46: a rule that throws stops the change and spends nothing', async () => {
    let broken = true;
    const service = openService(engine, {
      policy: policy({
        code: 'breached',
        check: () => {
          if (broken) throw new Error('the service of breached passwords is down');
          return null;
        },
        describe: () => null,
      }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    await expect(service.passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
      code: 'ERR_POLICY_RULE',
      statusCode: 500,
    });
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
    broken = false;
    expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
      ok: true,
    });
  });

  it('attack 46: the rule against reuse spends nothing, and a hash that nobody can check stops no reset', async () => {
    const service = openService(engine, { policy: policy(notReused(3)) });
    await service.seedAccount(ANN);
    const setTo = async (password: string) => {
      const issued = await service.passwords.issueTicket({ accountId: 'ann' });
      const token = issued.ok ? issued.ticket.token : '';
      const result = await service.passwords.redeemTicket({ token, newPassword: password });
      return result.ok || result.reason;
    };
    expect(await setTo(ANN.password)).toBe('policy_violation');
    expect(await setTo(passwordOf(2))).toBe(true);
    expect(await setTo(passwordOf(3))).toBe(true);
    expect(await setTo(ANN.password)).toBe('policy_violation');
    expect(await setTo(passwordOf(2))).toBe('policy_violation');
    expect(await setTo(passwordOf(4))).toBe(true);
    expect(await setTo(ANN.password)).toBe(true);

    await engine.update('ann', { passwordHash: '$unknown$1$of-another-program' });
    expect(await setTo(passwordOf(5))).toBe(true);
    expect(await service.signIn(ANN.email, passwordOf(5))).not.toBeNull();
    expect(service.eventsOf('hash.refused')).toHaveLength(1);
  });

  it('attack 46: a full line inside the rule against reuse is a 503 and not a broken rule', async () => {
    const open = gate();
    const started = gate();
    const service = openService(engine, {
      policy: policy(notReused(1)),
      hashing: { concurrency: 1, maxWaiting: 0 },
      hasher: {
        ...cheapHasher,
        verify: async (hash, password) => {
          started.resolve();
          await open.promise;
          return cheapHasher.verify(hash, password);
        },
      },
    });
    await service.seedAccount(ANN);
    const issued = await service.passwords.issueTicket({ accountId: 'ann' });
    const token = issued.ok ? issued.ticket.token : '';
    const other = service.passwords.verifyPassword({ accountId: 'ann', password: ANN.password });
    await started.promise;
    await expect(service.passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
      code: 'ERR_HASHER_BUSY',
    });
    open.resolve();
    expect(await other).toEqual({ ok: true });
  });

  it('attack 47: a change without the current password changes nothing', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const session = (await service.signIn(ANN.email, ANN.password))!;
    for (const currentPassword of [
      passwordOf(9),
      '',
      ' ',
      null,
      undefined,
      true,
      1,
      {},
      [ANN.password],
      { $ne: null },
      new String(ANN.password),
    ]) {
      const result = await service.passwords.changePassword({
        accountId: 'ann',
        currentPassword,
        newPassword,
        ...{ reauthenticated: true, fresh: true, skipCurrentPassword: true },
      } as unknown as ChangePasswordInput<string>);
      expect(result.ok).toBe(false);
    }
    const withoutIt = { accountId: 'ann', newPassword } as ChangePasswordInput<string>;
    expect(await service.passwords.changePassword(withoutIt)).toMatchObject({
      ok: false,
      reason: 'invalid_input',
    });
    expect(await service.isSessionGood(session)).toBe(true);
    expect(await service.signIn(ANN.email, newPassword)).toBeNull();
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });

  it('attack 47: no first password over an existing one, and no change of one that is not there', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.seedAccount({ id: 'new', email: 'new@example.org' });
    await service.seedAccount({ id: 'sso', email: 'sso@example.org', identityProvider: 'Google' });
    const { passwords } = service;
    const reasonOf = async (result: Promise<{ ok: boolean; reason?: string }>) => {
      const { ok, reason } = await result;
      return ok || reason;
    };
    const initial = (accountId: string) =>
      reasonOf(passwords.setInitialPassword({ accountId, newPassword }));
    expect(await initial('ann')).toBe('has_password');
    expect(await initial('sso')).toBe('identity_provider_account');
    expect(
      await reasonOf(
        passwords.changePassword({ accountId: 'new', currentPassword: newPassword, newPassword }),
      ),
    ).toBe('no_password');
    const both = await Promise.all([initial('new'), initial('new')]);
    expect(both.filter((outcome) => outcome === true)).toHaveLength(1);
    expect(await initial('new')).toBe('has_password');
  });

  it('attack 47: guessing the current password is throttled', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const reasons = [];
    for (let n = 0; n < 12; n += 1) {
      const guess = { accountId: 'ann', currentPassword: passwordOf(`guess ${n}`), newPassword };
      const result = await service.passwords.changePassword(guess);
      reasons.push(result.ok || result.reason);
    }
    expect(reasons.filter((reason) => reason === 'wrong_password')).toHaveLength(10);
    expect(reasons.at(-1)).toBe('throttled');
    expect(
      await service.passwords.verifyPassword({ accountId: 'ann', password: ANN.password }),
    ).toMatchObject({ ok: false, reason: 'throttled' });
  });

  it('attack 48: a redemption takes no account from its caller', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.seedAccount({ id: 'bob', email: 'bob@example.org', password: passwordOf(1) });
    await service.request(ANN.email);
    const foreign = { accountId: 'bob', accountKey: 'bob', id: 'bob', email: 'bob@example.org' };
    expect(
      await service.passwords.redeemTicket(
        { token: service.lastToken(), newPassword, ...foreign },
        { context: { actor: 'bob', ...foreign } },
      ),
    ).toMatchObject({ ok: true, account: { id: 'ann' } });
    expect(await service.signIn('bob@example.org', newPassword)).toBeNull();
    expect(await service.signIn('bob@example.org', passwordOf(1))).not.toBeNull();
  });
}
