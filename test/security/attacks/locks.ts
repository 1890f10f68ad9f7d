import { policy } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, openWith } from '../../support/notices.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('first') };
const address = ANN.email;
const newPassword = passwordOf('second');
const accountId = 'ann';
const refused = (reason: string) => ({ ok: false, reason });

const open = (engine: Engine, overrides?: ServiceOverrides) => openWith(engine, ANN, overrides);

/** What signs in is held against a list that has Ann's password. */
const KNOWN = {
  code: 'breached_password',
  check: ({ password }: { readonly password: string }) =>
    password === ANN.password
      ? { code: 'breached_password', params: {}, message: 'It is known.' }
      : null,
  describe: () => null,
};

const readOf = ({ stores }: OpenService) => stores.credentials.read('ann');

/** An unlock of the lock that an operator looks at now. */
async function asSeen({ passwords }: OpenService) {
  const found = await passwords.findAccounts({ accountId });
  if (!found.ok || found.accounts[0] === undefined) throw new Error('no account');
  const { credentialsVersion } = found.accounts[0];
  return { accountId, credentialsVersion };
}

/** Locks: by an operator, by a breach, and what each owner is told. */
export function lockAttacks(engine: Engine): void {
  it('attacks 24, 50: a lock ends sessions and tickets, and the password opens nothing', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const session = (await service.signIn(address, ANN.password))!;
    await service.request(address);
    const requested = service.lastToken();
    const issued = await passwords.issueTicket({ accountId });
    const before = (await engine.account('ann'))!.passwordHash;

    const context = { actor: 'operator-7' };
    expect(await passwords.lock({ accountId }, { context })).toEqual({
      ok: true,
      sessions: 'revoked',
    });
    expect(service.eventsOf('password.locked')).toMatchObject([
      { accountKey: 'ann', reason: 'locked', context },
    ]);
    expect(await service.isSessionGood(session)).toBe(false);
    for (const token of [requested, issued.ok ? issued.ticket.token : ''])
      expect(await passwords.redeemTicket({ token, newPassword })).toEqual(
        refused('token_superseded'),
      );
    const signIn = (password: string) => passwords.authenticate({ identifier: address, password });
    expect(await signIn(ANN.password)).toEqual(refused('reset_required'));
    expect(await signIn('a wrong one, of course')).toEqual(refused('invalid_credentials'));
    const change = { accountId, currentPassword: ANN.password, newPassword };
    expect(await passwords.changePassword(change)).toEqual(refused('reset_required'));
    expect((await engine.account('ann'))!.passwordHash, 'locked, not passwordless').toBe(before);
    expect(await drained(service), 'nobody asked for a mail').toEqual([]);
  });

  it('an unlock makes the same password good again, and nothing else', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const session = (await service.signIn(address, ANN.password))!;
    const issued = await passwords.issueTicket({ accountId });
    await passwords.lock({ accountId, notify: true });
    expect(await passwords.unlock({ accountId })).toEqual({ ok: true });
    expect(service.eventsOf('password.unlocked')).toMatchObject([{ accountKey: 'ann' }]);
    expect(await passwords.unlock({ accountId })).toEqual(refused('not_locked'));
    expect(await service.signIn(address, ANN.password)).not.toBeNull();
    expect(await service.isSessionGood(session)).toBe(false);
    const token = issued.ok ? issued.ticket.token : '';
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: false });
    expect(await drained(service), 'nobody waits for the way back in').toEqual([]);
  });

  it('an unlock of the lock that an operator saw takes back no disavowal that came a moment later', async () => {
    let during: (() => Promise<unknown>) | null = null;
    const service = await open(engine, {
      stores: (own) =>
        wrapStores(own, async ({ name }, run) => {
          // The last moment before it is judged.
          const meanwhile = name === 'unitOfWork.run' ? during : null;
          if (meanwhile !== null) during = null;
          await meanwhile?.();
          return run();
        }),
    });
    const { passwords } = service;
    await passwords.adminSetPassword({ accountId, newPassword, notify: true });
    const token = disavowTokenIn((await drained(service))[0]);
    await passwords.lock({ accountId });
    const unlock = await asSeen(service);
    during = () => passwords.disavowChange({ token, address });
    for (let n = 0; n < 2; n += 1)
      expect(await passwords.unlock(unlock)).toEqual(refused('changed_meanwhile'));
    expect(await readOf(service)).toMatchObject({ changeRequired: 'disavowed' });
    expect(service.eventsOf('password.unlocked')).toEqual([]);
    expect(await service.signIn(address, newPassword), 'what the thief has set').toBeNull();

    const seenNow = await asSeen(service);
    expect(await passwords.unlock(seenNow)).toEqual({ ok: true });
    expect(await passwords.unlock(seenNow)).toEqual(refused('not_locked'));
    expect(await service.signIn(address, newPassword)).not.toBeNull();
    await passwords.requireChange({ accountId, reason: 'expired' });
    for (const each of [unlock, seenNow])
      expect(await passwords.unlock(each), 'a milder reason is no lock').toEqual(
        refused('not_locked'),
      );
    expect(await readOf(service)).toMatchObject({ changeRequired: 'expired' });
  });

  it('an unlock of the disavowal that an operator saw takes back no second one', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const thiefs = passwordOf('thief');
    const thiefChanges = async () => {
      await passwords.adminSetPassword({ accountId, newPassword: thiefs, notify: true });
      return disavowTokenIn((await drained(service))[0]);
    };
    const annDisavows = async (token: string) =>
      expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
    await annDisavows(await thiefChanges());
    const first = await asSeen(service);

    const redeem = { token: tokenIn((await drained(service))[0]), newPassword };
    expect(await passwords.redeemTicket(redeem), 'she is back').toMatchObject({ ok: true });
    await annDisavows(await thiefChanges());
    expect(await readOf(service)).toMatchObject({ changeRequired: 'disavowed' });

    expect(await passwords.unlock(first)).toEqual(refused('changed_meanwhile'));
    expect(await readOf(service)).toMatchObject({ changeRequired: 'disavowed' });
    expect(service.eventsOf('password.unlocked')).toEqual([]);
    expect(await service.signIn(address, thiefs)).toBeNull();
    expect(await passwords.unlock(await asSeen(service))).toEqual({ ok: true });
  });

  it('an end of every requirement that ends a lock says so', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const context = { actor: 'operator-7' };
    const end = () => passwords.requireChange({ accountId, reason: null }, { context });
    for (const reason of ['expired', null] as const) {
      await passwords.requireChange({ accountId, reason });
      expect(await end()).toEqual({ ok: true });
    }
    expect(service.eventsOf('password.unlocked'), 'there was no lock').toEqual([]);
    await passwords.lock({ accountId });
    expect(await end()).toEqual({ ok: true });
    const unlocked = [{ accountKey: 'ann', context }];
    expect(service.eventsOf('password.unlocked')).toMatchObject(unlocked);
    expect(service.eventsOf('change.required').at(-1)).toMatchObject({ reason: null, context });
    expect(await service.signIn(address, ANN.password)).not.toBeNull();
    await end();
    expect(service.eventsOf('password.unlocked')).toMatchObject(unlocked);
  });

  it('attack 24: a forced change of before the lock leads nowhere, and one after it to no ticket', async () => {
    const service = await open(engine);
    const { passwords } = service;
    await passwords.requireChange({ accountId, reason: 'expired' });
    const forced = await passwords.authenticate({ identifier: address, password: ANN.password });
    if (forced.ok || forced.reason !== 'change_required') throw new Error('no change required');
    await passwords.lock({ accountId });
    const { token } = forced.ticket;
    expect(await passwords.redeemTicket({ token, newPassword })).toEqual(
      refused('token_superseded'),
    );
    await passwords.requireChange({ accountId, reason: 'expired' });
    expect(await passwords.authenticate({ identifier: address, password: ANN.password })).toEqual(
      refused('reset_required'),
    );
  });

  it.each([
    ['lock', 'operator_lock'],
    ['breach', 'breach_lock'],
  ] as const)('a %s mails the way back in, which unlocks', async (how, kind) => {
    const service = await open(engine);
    const { passwords } = service;
    if (how === 'lock') await passwords.lock({ accountId, notify: true });
    else await passwords.requireChange({ accountId, reason: 'breached' });
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind, to: address, purpose: 'reset', lifetimeSeconds: 3600 }]);
    const link = { token: tokenIn(mails[0]) };
    expect(
      await passwords.redeemTicket({ ...link, newPassword: ANN.password }),
      'not the same one',
    ).toMatchObject({ reason: 'policy_violation' });
    expect(await passwords.redeemTicket({ ...link, newPassword })).toMatchObject({ ok: true });
    expect(await service.signIn(address, newPassword)).not.toBeNull();
    expect(await readOf(service)).toMatchObject({ changeRequired: null });
  });

  it('a lock whose owner can be mailed no link calls an operator', async () => {
    const service = await open(engine, { resetUnverified: false });
    const { passwords } = service;
    await engine.update(accountId, { emailVerified: false });
    await passwords.requireChange({ accountId, reason: 'breached' });
    await passwords.lock({ accountId, notify: true });
    await passwords.lock({ accountId });
    const told = { accountKey: accountId, because: 'no_link' };
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([told, told]);
    expect(await drained(service)).toEqual([]);
  });

  it('attack 34: one lock is one mail, however many sign-ins and reports there are', async () => {
    const service = await open(engine, {
      signInPolicy: { policy: policy(KNOWN), onViolation: 'require_reset' },
    });
    const { passwords } = service;
    const signIn = () => passwords.authenticate({ identifier: address, password: ANN.password });
    const answers = await Promise.all([1, 2, 3, 4].map(signIn));
    for (const answer of [...answers, await signIn()])
      expect(['reset_required', 'invalid_credentials']).toContain(answer.ok || answer.reason);
    for (let n = 0; n < 5; n += 1)
      expect(await passwords.requireChange({ accountId, reason: 'breached' })).toEqual({
        ok: true,
      });
    expect(await readOf(service)).toMatchObject({ version: 1, changeRequired: 'breached' });
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'breach_lock', to: address }]);
    const redeem = { token: tokenIn(mails[0]), newPassword };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
  });

  it('mails nobody of a breach where it is told not to', async () => {
    const signInPolicy = { policy: policy(KNOWN), onViolation: 'require_reset', notify: false };
    const service = await open(engine, { signInPolicy } as ServiceOverrides);
    const { passwords } = service;
    await passwords.authenticate({ identifier: address, password: ANN.password });
    await passwords.unlock({ accountId });
    await passwords.requireChange({ accountId, reason: 'breached', notify: false });
    expect(await drained(service)).toEqual([]);
    expect(await readOf(service)).toMatchObject({ changeRequired: 'breached' });
  });

  it('attack 27: strangers who ask for mails do not crowd the way back in out', async () => {
    const service = await open(engine);
    const { passwords, clock } = service;
    await passwords.lock({ accountId, notify: true });
    // The worker that had it in hand dies before it could mint.
    const now = clock.now();
    const leaseUntil = new Date(+now + 60_000);
    await service.stores.outbox.claim({ now, leaseUntil, leaseId: 'crashed', limit: 1 });
    for (let n = 0; n < 10; n += 1) await service.request(address);
    expect(service.mails.map(({ kind }) => kind)).toEqual(Array(3).fill('reset_link'));
    clock.advance(61);
    const [mail] = await drained(service);
    expect(mail).toMatchObject({ kind: 'operator_lock' });
    const redeem = { token: tokenIn(mail), newPassword };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
  });

  it('the way back in survives a crash and a mail server that is away', async () => {
    const service = await open(engine);
    const { passwords, stores, clock } = service;
    service.mailServer = 'fails';
    await passwords.lock({ accountId, notify: true });
    for (let n = 0; n < 4; n += 1) {
      await passwords.drainOutbox();
      clock.advance(700);
    }
    const [claimed] = await stores.outbox.claim({
      now: clock.now(),
      leaseUntil: new Date(+clock.now() + 60_000),
      leaseId: 'crashed',
      limit: 10,
    });
    expect(claimed?.kind).toBe('lock_mail');
    clock.advance(61);
    const other = openService(engine, { links: LINKS, clock });
    const mails = await drained(other);
    expect(mails).toMatchObject([{ kind: 'operator_lock', to: address }]);
    const redeem = { token: tokenIn(mails[0]), newPassword };
    expect(await other.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
  });

  it('is not mailed where the way back in was found meanwhile, or the address has changed', async () => {
    const service = await open(engine);
    const { passwords } = service;
    await passwords.lock({ accountId, notify: true });
    const issued = await passwords.issueTicket({ accountId });
    const token = issued.ok ? issued.ticket.token : '';
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
    expect(await drained(service)).toMatchObject([{ kind: 'password_changed' }]);

    await passwords.lock({ accountId, notify: true });
    await engine.update('ann', { email: 'thief@example.net' });
    expect(await drained(service)).toEqual([]);
  });

  it('attack 19: of a lock and a reset at once the lock stands, whichever came first', async () => {
    for (let round = 0; round < 6; round += 1) {
      const service = openService(engine, { links: LINKS, hashing: { maxWaiting: 100 } });
      const id = `ann-${round}`;
      const email = `${id}@example.org`;
      await service.seedAccount({ id, email, password: ANN.password });
      const { passwords } = service;
      const issued = await passwords.issueTicket({ accountId: id });
      const token = issued.ok ? issued.ticket.token : '';
      const currentPassword = ANN.password;
      const change = { accountId: id, currentPassword, newPassword: passwordOf(3) };
      const [lock] = await Promise.all([
        (async () => {
          for (let tick = 0; tick < round * 3; tick += 1)
            await new Promise((resolve) => setImmediate(resolve));
          return passwords.lock({ accountId: id });
        })(),
        passwords.redeemTicket({ token, newPassword }),
        passwords.changePassword(change),
      ]);
      expect(lock).toMatchObject({ ok: true });
      expect((await service.stores.credentials.read(id)).changeRequired).toBe('locked');
      for (const each of [ANN.password, newPassword, passwordOf(3)])
        expect(await service.signIn(email, each)).toBeNull();
    }
  });

  it('attack 51: the application’s hook runs with the lock, and takes it back by a throw', async () => {
    let broken = true;
    const locks: unknown[] = [];
    const service = await open(engine, {
      hooks: {
        onPasswordLock({ transaction, ...lock }) {
          expect(transaction).toBeDefined();
          locks.push(lock);
          if (broken) throw new Error('boom');
        },
      },
    });
    const { passwords } = service;
    const session = (await service.signIn(address, ANN.password))!;
    await passwords.adminSetPassword({ accountId, newPassword, notify: true });
    const token = disavowTokenIn((await drained(service))[0]);
    const disavow = () => passwords.disavowChange({ token, address });
    await expect(disavow()).rejects.toMatchObject({ code: 'ERR_HOOK' });
    expect(await readOf(service)).toMatchObject({ version: 1, changeRequired: null });
    expect(await drained(service)).toEqual([]);
    broken = false;
    expect(await disavow(), 'the link is not spent').toMatchObject({ ok: true });
    expect(locks.at(-1)).toMatchObject({
      accountKey: 'ann',
      account: { id: 'ann', email: address },
      reason: 'disavowed',
      credentialsVersion: 2,
      lockedAt: service.clock.now(),
    });
    expect(JSON.stringify(locks)).not.toContain('passwordHash');
    expect(await service.isSessionGood(session)).toBe(false);
  });

  it('accounts that have no password of ours are not locked', async () => {
    const { passwords, seedAccount } = await open(engine);
    await seedAccount({ id: 'pia', email: 'pia@example.org' });
    await seedAccount({ id: 'cy', email: 'cy@example.org', identityProvider: 'Google' });
    const lock = (id: string) => passwords.lock({ accountId: id });
    expect(await lock('pia')).toEqual(refused('no_password'));
    expect(await lock('cy')).toEqual(refused('identity_provider_account'));
    expect(await lock('nobody')).toEqual(refused('account_not_found'));
    expect(await passwords.unlock({ accountId: 'nobody' })).toEqual(refused('account_not_found'));
    expect(await passwords.unlock({ accountId })).toEqual(refused('not_locked'));
  });
}
