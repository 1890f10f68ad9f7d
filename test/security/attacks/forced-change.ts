import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { openService, passwordOf } from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const identifier = ANN.email;
const newPassword = passwordOf(2);

export function forcedChangeAttacks(engine: Engine): void {
  async function open() {
    const service = openService(engine);
    await service.seedAccount(ANN);
    return service;
  }

  it.each(['administrative', 'expired', 'policy'] as const)(
    'after requireChange (%s) a sign-in opens the change and nothing else',
    async (reason) => {
      const { passwords, signIn, isSessionGood, clock } = await open();
      const session = await signIn(identifier, ANN.password);
      expect(await passwords.requireChange({ accountId: 'ann', reason })).toEqual({ ok: true });
      expect(await isSessionGood(session ?? ''), 'the next login, not this session').toBe(true);

      const answer = await passwords.authenticate({ identifier, password: ANN.password });
      if (answer.ok || answer.reason !== 'change_required') throw new Error('no change required');
      expect(answer.because).toBe(reason);
      expect(JSON.stringify(answer)).not.toContain(answer.ticket.token);
      const { token, expiresAt } = answer.ticket;
      expect(expiresAt.getTime() - clock.now().getTime()).toBe(15 * 60_000);
      expect(await passwords.inspectTicket({ token })).toMatchObject({ purpose: 'forced_change' });

      const same = await passwords.redeemTicket({ token, newPassword: ANN.password });
      expect(same, 'the present password again').toMatchObject({
        reason: 'policy_violation',
        violations: [{ code: 'reused_password' }],
      });
      expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      expect(await signIn(identifier, newPassword)).not.toBeNull();
      expect(await isSessionGood(session ?? '')).toBe(false);
    },
  );

  it('attack 59: whoever knows the password mints few tickets, and takes none of the owner’s away', async () => {
    const { passwords, stores, eventsOf } = await open();
    await passwords.requireChange({ accountId: 'ann', reason: 'administrative' });
    const signIn = (ip: string) =>
      passwords.authenticate({ identifier, password: ANN.password }, { context: { ip } });
    const kept = async () =>
      (await stores.tickets.listByAccount({ accountKey: 'ann', limit: 1000 })).length;

    const owners = await signIn('198.51.100.9');
    if (owners.ok || owners.reason !== 'change_required') throw new Error('no change required');
    for (let n = 0; n < 10; n += 1)
      expect(await signIn('192.0.2.1')).toMatchObject({ reason: 'change_required' });
    for (let n = 0; n < 30; n += 1)
      expect(await signIn('192.0.2.1')).toMatchObject({ ok: false, reason: 'throttled' });
    expect(await kept()).toBe(11);
    expect(eventsOf('sign_in.failed').at(-1)).toMatchObject({ reason: 'throttled' });
    expect(await signIn('198.51.100.9'), 'the owner again').toMatchObject({
      reason: 'change_required',
    });

    for (let n = 0; n < 6; n += 1)
      await Promise.all(Array.from({ length: 20 }, (_, client) => signIn(`192.0.2.${2 + client}`)));
    expect(await kept(), 'from anywhere').toBe(100);
    const { token } = owners.ticket;
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
    await passwords.adminSetPassword({
      accountId: 'ann',
      newPassword: ANN.password,
      mustChange: true,
    });
    expect(await signIn('198.51.100.9'), 'cleared by the change').toMatchObject({
      reason: 'change_required',
    });
  });

  it('a wrong password learns nothing of a required change', async () => {
    const { passwords } = await open();
    await passwords.requireChange({ accountId: 'ann', reason: 'breached' });
    expect(await passwords.authenticate({ identifier, password: 'wrong wrong wrong' })).toEqual({
      ok: false,
      reason: 'invalid_credentials',
    });
  });

  it('after a breach whoever knows the password gets nowhere, and the mailbox does', async () => {
    const service = await open();
    const { passwords, signIn, isSessionGood, request, lastToken } = service;
    const session = await signIn(identifier, ANN.password);
    await passwords.requireChange({ accountId: 'ann', reason: 'policy' });
    const early = await passwords.authenticate({ identifier, password: ANN.password });
    if (early.ok || early.reason !== 'change_required') throw new Error('no change required');

    await passwords.requireChange({ accountId: 'ann', reason: 'breached' });
    expect(await isSessionGood(session ?? '')).toBe(false);
    expect(await passwords.authenticate({ identifier, password: ANN.password })).toEqual({
      ok: false,
      reason: 'reset_required',
    });
    const { token } = early.ticket;
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({
      reason: 'token_superseded',
    });
    expect(
      await passwords.changePassword({
        accountId: 'ann',
        currentPassword: ANN.password,
        newPassword,
      }),
    ).toEqual({ ok: false, reason: 'reset_required' });

    await request(identifier);
    expect(await passwords.redeemTicket({ token: lastToken(), newPassword })).toMatchObject({
      ok: true,
    });
    expect(await signIn(identifier, newPassword), 'unlocked').not.toBeNull();
  });

  it('a temporary password opens nothing but its own change', async () => {
    const { passwords, signIn } = await open();
    const temporary = passwordOf('temporary');
    await passwords.adminSetPassword({
      accountId: 'ann',
      newPassword: temporary,
      mustChange: true,
    });
    expect(await signIn(identifier, temporary)).toBeNull();
    const answer = await passwords.authenticate({ identifier, password: temporary });
    if (answer.ok || answer.reason !== 'change_required') throw new Error('no change required');
    const { token } = answer.ticket;
    await passwords.redeemTicket({ token, newPassword });
    expect(await signIn(identifier, newPassword)).not.toBeNull();
    expect(await signIn(identifier, temporary)).toBeNull();
  });

  it('a requirement can be taken back', async () => {
    const { passwords, signIn } = await open();
    await passwords.requireChange({ accountId: 'ann', reason: 'expired' });
    expect(await signIn(identifier, ANN.password)).toBeNull();
    await passwords.requireChange({ accountId: 'ann', reason: null });
    expect(await signIn(identifier, ANN.password)).not.toBeNull();
  });

  it('accounts that have no password of ours are not asked to change it', async () => {
    const { passwords, seedAccount } = await open();
    await seedAccount({ id: 'pia', email: 'pia@example.org' });
    await seedAccount({ id: 'cy', email: 'cy@example.org', identityProvider: 'Google' });
    const require = (accountId: string) =>
      passwords.requireChange({ accountId, reason: 'administrative' });
    expect(await require('pia')).toEqual({ ok: false, reason: 'no_password' });
    expect(await require('cy')).toEqual({ ok: false, reason: 'identity_provider_account' });
    expect(await require('nobody')).toEqual({ ok: false, reason: 'account_not_found' });
  });

  it('findAccounts tells an administrator what there is, and no hash', async () => {
    const { passwords } = await open();
    await passwords.requireChange({ accountId: 'ann', reason: 'expired' });
    for (const query of [{ identifier: 'ANN@example.org' }, { accountId: 'ann' }]) {
      const found = await passwords.findAccounts(query);
      expect(found).toMatchObject({
        ok: true,
        accounts: [
          { id: 'ann', email: identifier, changeRequired: 'expired', credentialsVersion: 0 },
        ],
      });
      expect(JSON.stringify(found)).not.toContain('argon2');
    }
    expect(await passwords.findAccounts({ accountId: 'nobody' })).toEqual({
      ok: true,
      accounts: [],
    });
    for (const odd of [{}, { identifier, accountId: 'ann' }, null, { identifier: ['a@b.c'] }])
      expect(await passwords.findAccounts(odd as never)).toMatchObject({ reason: 'invalid_input' });
  });

  it('a state comes back untouched, with the mailed link and with an issued one', async () => {
    const { passwords, lastToken } = await open();
    const state = 'é&=%20#"<x> ٣';
    await passwords.requestReset({ identifier, state });
    await passwords.drainOutbox();
    expect(await passwords.redeemTicket({ token: lastToken(), newPassword })).toMatchObject({
      ok: true,
      state,
      includeEmailInRedirect: false,
    });
    const issued = await passwords.issueTicket({
      accountId: 'ann',
      state,
      includeEmailInRedirect: true,
    });
    const token = issued.ok ? issued.ticket.token : '';
    expect(await passwords.redeemTicket({ token, newPassword: passwordOf(3) })).toMatchObject({
      ok: true,
      state,
      includeEmailInRedirect: true,
    });
    for (const odd of ['\u0000', 'a\r\nb', 'x'.repeat(1025), ['a'], {}])
      expect(await passwords.requestReset({ identifier, state: odd as string })).toMatchObject({
        reason: 'invalid_input',
      });
  });

  it('attack 24: the password that must go cannot be set again, by any way', async () => {
    const { passwords, request, lastToken } = await open();
    const same = { newPassword: ANN.password };
    await passwords.requireChange({ accountId: 'ann', reason: 'policy' });
    const changed = { accountId: 'ann', currentPassword: ANN.password, ...same };
    const refused = { reason: 'policy_violation', violations: [{ code: 'reused_password' }] };
    expect(await passwords.changePassword(changed)).toMatchObject(refused);
    await passwords.requireChange({ accountId: 'ann', reason: 'breached' });
    expect(await passwords.verifyPassword({ accountId: 'ann', password: ANN.password })).toEqual({
      ok: false,
      reason: 'wrong_password',
    });
    await request(identifier);
    const token = lastToken();
    expect(await passwords.redeemTicket({ token, ...same })).toMatchObject(refused);
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
  });

  it('a requirement that is taken back takes its tickets along', async () => {
    const { passwords } = await open();
    await passwords.requireChange({ accountId: 'ann', reason: 'expired' });
    const answer = await passwords.authenticate({ identifier, password: ANN.password });
    if (answer.ok || answer.reason !== 'change_required') throw new Error('no change required');
    await passwords.requireChange({ accountId: 'ann', reason: null });
    const { token } = answer.ticket;
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({
      reason: 'token_superseded',
    });
  });
}
