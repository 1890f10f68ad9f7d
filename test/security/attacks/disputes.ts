import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { gate } from '../../support/gate.js';
import { disavowTokenIn, drained, LINKS, lastNotice } from '../../support/notices.js';
import {
  FixedClock,
  type OpenService,
  openService,
  passwordOf,
  tokenIn,
} from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('stolen') };
const address = ANN.email;
const THIEF = 'thief@example.net';
const thiefs = passwordOf('thief');
const anns = passwordOf('ann again');
const refused = (reason: string) => ({ ok: false, reason });

/** The application's own change of an address, by whoever has a session. */
async function changeAddress(engine: Engine, service: OpenService, to: string): Promise<void> {
  const oldAddress = (await engine.account('ann'))!.email!;
  await engine.update('ann', { email: to });
  await service.passwords.addressChanged({ accountId: 'ann', oldAddress });
}

/** The thief has put the account on an address and a password of his own; Ann has a notice of it. */
async function takeOver(engine: Engine): Promise<OpenService & { readonly token: string }> {
  const service = openService(engine, { links: LINKS });
  await service.seedAccount(ANN);
  await changeAddress(engine, service, THIEF);
  await service.passwords.changePassword({
    accountId: 'ann',
    currentPassword: ANN.password,
    newPassword: thiefs,
  });
  await service.passwords.drainOutbox();
  return { ...service, token: disavowTokenIn(lastNotice(service, address)) };
}

const lockOf = async ({ stores }: OpenService) =>
  (await stores.credentials.read('ann')).changeRequired;

/** Disavowals where the account's address is not any more the one that the notice went to. */
export function disputeAttacks(engine: Engine): void {
  it('attack 55: the address of before is told of the new one, and which that is not', async () => {
    const service = await takeOver(engine);
    const notices = service.mails.filter((mail) => mail.kind === 'address_changed');
    expect(notices).toMatchObject([{ to: address, changedAt: service.clock.now() }]);
    expect(JSON.stringify({ ...notices[0], account: null })).not.toContain(THIEF);
  });

  it('attack 25: what was mailed to the address of before is dead without a disavowal', async () => {
    const service = openService(engine, { links: LINKS });
    await service.seedAccount(ANN);
    await service.request(address);
    await changeAddress(engine, service, THIEF);
    const redeem = { token: service.lastToken(), newPassword: thiefs };
    expect(await service.passwords.redeemTicket(redeem)).toEqual(refused('token_invalid'));
  });

  it('a thief who changed the address is locked out of his own mailbox, too', async () => {
    const service = await takeOver(engine);
    const { passwords, token } = service;
    await service.request(THIEF);
    const requested = service.lastToken();
    const session = (await service.signIn(THIEF, thiefs))!;

    expect(await passwords.disavowChange({ token, address })).toMatchObject({
      ok: true,
      linkFollows: false,
    });
    expect(await lockOf(service)).toBe('disputed');
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([
      { accountKey: 'ann', because: 'address_changed' },
    ]);
    expect(await drained(service), 'nobody is mailed a way in').toEqual([]);

    expect(await service.isSessionGood(session)).toBe(false);
    expect(await passwords.authenticate({ identifier: THIEF, password: thiefs })).toEqual(
      refused('reset_required'),
    );
    const redeem = { token: requested, newPassword: passwordOf(9) };
    expect(await passwords.redeemTicket(redeem)).toEqual(refused('token_superseded'));
    for (let n = 0; n < 3; n += 1) expect(await service.request(THIEF)).toEqual([]);
    const flowId = await service.requestCode(THIEF);
    expect(service.mails.some(({ kind }) => kind === 'reset_code')).toBe(false);
    expect(await passwords.exchangeCode({ flowId, code: '12345678' })).toEqual(
      refused('code_invalid'),
    );
  });

  it('a link of self-service that came about all the same opens no account in dispute', async () => {
    const service = await takeOver(engine);
    await service.passwords.disavowChange({ token: service.token, address });
    // As if the worker had minted it between the check and the lock.
    const { tickets } = service.stores;
    const find = tickets.findByDigest.bind(tickets);
    const issued = await service.passwords.issueTicket({ accountId: 'ann' });
    const link = { token: issued.ok ? issued.ticket.token : '', newPassword: passwordOf(9) };
    const odd = openService(engine, {
      clock: service.clock,
      stores: (stores) => ({
        ...stores,
        tickets: Object.assign(Object.create(stores.tickets), {
          findByDigest: async (digest: Uint8Array) => {
            const ticket = await find(digest);
            return ticket === null ? null : { ...ticket, purpose: 'reset' as const };
          },
        }),
      }),
    });
    expect(await odd.passwords.redeemTicket(link)).toEqual(refused('token_superseded'));
    expect(await service.passwords.redeemTicket(link), 'an operator’s does').toMatchObject({
      ok: true,
    });
  });

  it('the thief disavows in turn, with a notice that went to him, and gains nothing', async () => {
    const service = await takeOver(engine);
    const { passwords, token } = service;
    const his = disavowTokenIn(lastNotice(service, THIEF));
    await passwords.disavowChange({ token, address });
    expect(await passwords.disavowChange({ token: his, address: THIEF })).toMatchObject({
      ok: true,
      linkFollows: false,
    });
    expect(await lockOf(service)).toBe('disputed');
    expect(await drained(service)).toEqual([]);
    await passwords.requireChange({ accountId: 'ann', reason: 'breached' });
    expect(await lockOf(service), 'a milder lock does not end it').toBe('disputed');
    expect(await drained(service)).toEqual([]);
  });

  it('the thief disavows first: the link is his, until the owner disavows it', async () => {
    const service = await takeOver(engine);
    const { passwords, token } = service;
    const his = disavowTokenIn(lastNotice(service, THIEF));
    await passwords.disavowChange({ token: his, address: THIEF });
    const [mail] = await drained(service);
    expect(mail).toMatchObject({ kind: 'disavowal', to: THIEF });
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
    const redeem = { token: tokenIn(mail), newPassword: passwordOf(9) };
    expect(await passwords.redeemTicket(redeem)).toEqual(refused('token_superseded'));
  });

  it('an operator gives the account back, and what the thief still holds is dead', async () => {
    const service = await takeOver(engine);
    const { passwords, token } = service;
    const his = disavowTokenIn(lastNotice(service, THIEF));
    await passwords.disavowChange({ token, address });

    await engine.update('ann', { email: address });
    await passwords.revokeTickets({ accountId: 'ann', purposes: ['disavow'] });
    expect(
      await passwords.lock({ accountId: 'ann', notify: true, endDispute: true }),
    ).toMatchObject({ ok: true });
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'operator_lock', to: address }]);
    const redeem = { token: tokenIn(mails[0]), newPassword: anns };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await service.signIn(address, anns)).not.toBeNull();
    expect(await passwords.disavowChange({ token: his, address: THIEF })).toEqual(
      refused('token_superseded'),
    );
  });

  it('a notice that the thief kept locks the account once more, and lets nobody in', async () => {
    const service = await takeOver(engine);
    const { passwords } = service;
    const his = disavowTokenIn(lastNotice(service, THIEF));
    await engine.update('ann', { email: address });
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: anns });
    expect(await passwords.disavowChange({ token: his, address: THIEF })).toMatchObject({
      linkFollows: false,
    });
    expect(await service.signIn(address, anns), 'what it costs: an operator').toBeNull();
    expect(await drained(service)).toEqual([]);
    await passwords.unlock({ accountId: 'ann' });
    expect(await service.signIn(address, anns)).not.toBeNull();
  });

  it('a stale session gives an account in dispute no first password', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords } = service;
    await service.seedAccount({ id: 'ann', email: address });
    await changeAddress(engine, service, THIEF);
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
    const first = { accountId: 'ann', newPassword: thiefs };
    expect(await passwords.setInitialPassword(first)).toEqual(refused('reset_required'));
    expect(await service.request(THIEF)).toEqual([]);
    expect(await passwords.unlock({ accountId: 'ann' })).toEqual({ ok: true });
    expect(await passwords.setInitialPassword(first)).toMatchObject({ ok: true });
  });

  it('an operator ends a dispute about an account without a password, and its owner chooses one', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords } = service;
    await service.seedAccount({ id: 'ann', email: address });
    const first = { accountId: 'ann', newPassword: thiefs };
    const end = { accountId: 'ann', notify: true, endDispute: true };
    expect(await passwords.lock(end), 'there is none yet').toEqual(refused('no_password'));
    await changeAddress(engine, service, THIEF);
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
    const seen = (await service.stores.credentials.read('ann')).version;

    await engine.update('ann', { email: address });
    await passwords.revokeTickets({ accountId: 'ann', purposes: ['disavow'] });
    expect(await passwords.lock({ accountId: 'ann' })).toEqual(refused('no_password'));
    expect(await passwords.lock({ ...end, credentialsVersion: seen - 1 })).toEqual(
      refused('changed_meanwhile'),
    );
    expect(await lockOf(service)).toBe('disputed');
    expect(await passwords.lock({ ...end, credentialsVersion: seen })).toMatchObject({ ok: true });
    expect(await lockOf(service)).toBe('locked');
    expect(await passwords.lock(end), 'it is over').toEqual(refused('no_password'));

    expect(await passwords.setInitialPassword(first)).toEqual(refused('reset_required'));
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'operator_lock', to: address }]);
    const redeem = { token: tokenIn(mails[0]), newPassword: anns };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await service.signIn(address, anns)).not.toBeNull();
  });

  it('and about one that the thief made an identity provider’s, which is mailed no link', async () => {
    const service = await takeOver(engine);
    const { passwords, token } = service;
    await engine.update('ann', { identityProvider: 'Google' });
    await passwords.disavowChange({ token, address });
    const needed = () => service.eventsOf('disavowal.needs_operator').map((event) => event.because);
    expect(needed()).toEqual(['address_changed']);

    await engine.update('ann', { email: address });
    await passwords.revokeTickets({ accountId: 'ann', purposes: ['disavow'] });
    const lock = { accountId: 'ann', notify: true };
    const provided = refused('identity_provider_account');
    expect(await passwords.lock(lock)).toEqual(provided);
    expect(await lockOf(service)).toBe('disputed');
    expect(await passwords.lock({ ...lock, endDispute: true })).toMatchObject({ ok: true });
    expect(await lockOf(service)).toBe('locked');
    expect(await passwords.lock({ ...lock, endDispute: true }), 'it is over').toEqual(provided);
    expect(await drained(service)).toEqual([]);
    expect(needed()).toEqual(['address_changed', 'no_link']);

    await engine.update('ann', { identityProvider: null });
    expect(await passwords.authenticate({ identifier: address, password: thiefs })).toEqual(
      refused('reset_required'),
    );
    await service.request(address);
    const redeem = { token: service.lastToken(), newPassword: anns };
    expect(await passwords.redeemTicket(redeem), 'asked for, as after any lock').toMatchObject({
      ok: true,
    });
    expect(await service.signIn(address, anns)).not.toBeNull();
  });

  it.each([{ accountId: 'ann' }, { identifier: address }])(
    'attack 25: a move while an operator looks ends nothing on the word of who saw her address (%j)',
    async (whom) => {
      // Whichever of the looks at the stores it comes after.
      let looks = Number.POSITIVE_INFINITY;
      let meanwhile = async () => {};
      const service = openService(engine, {
        links: LINKS,
        stores: (own) =>
          wrapStores(own, async (_call, run) => {
            const answer = await run();
            looks -= 1;
            if (looks === 0) await meanwhile();
            return answer;
          }),
      });
      const { passwords } = service;
      await service.seedAccount(ANN);
      await passwords.lock({ accountId: 'ann' });
      meanwhile = () => changeAddress(engine, service, THIEF);
      await meanwhile();
      let deceived = 0;
      for (const after of [1, 2, 3]) {
        await engine.update('ann', { email: address });
        looks = after;
        const found = await passwords.findAccounts(whom);
        looks = Number.POSITIVE_INFINITY;
        if (!found.ok) throw new Error(found.reason);
        for (const { email, credentialsVersion } of found.accounts) {
          const present = (await engine.account('ann'))!.email;
          if (email !== address || present !== THIEF) continue;
          deceived += 1;
          const end = { accountId: 'ann', notify: true, endDispute: true, credentialsVersion };
          expect(await passwords.lock(end)).toEqual(refused('changed_meanwhile'));
        }
        expect(await lockOf(service)).toBe('disputed');
      }
      expect(deceived, 'the last look is the row').toBeGreaterThan(0);
      expect((await drained(service)).map(({ kind }) => kind)).not.toContain('operator_lock');
    },
  );

  it('attack 25: an address that changes right after the disavowal leads nowhere', async () => {
    const service = openService(engine, { links: LINKS });
    const { passwords } = service;
    await service.seedAccount(ANN);
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: thiefs, notify: true });
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    // A request of the thief's that was under way at another server.
    await changeAddress(engine, service, THIEF);
    expect(await lockOf(service)).toBe('disputed');
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'address_changed', to: address }]);
    expect(service.eventsOf('disavowal.needs_operator').length).toBeGreaterThan(0);
    expect(await service.request(THIEF)).toEqual([]);
  });

  it('attack 25: a change of the address that is still being committed is seen', async () => {
    const clock = new FixedClock();
    const service = openService(engine, { links: LINKS, clock });
    const { passwords, stores } = service;
    await service.seedAccount(ANN);
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: thiefs, notify: true });
    const token = disavowTokenIn((await drained(service))[0]);
    const locking = gate();
    const other = openService(engine, {
      links: LINKS,
      clock,
      stores: () =>
        wrapStores(engine.furtherStores(), ({ name }, run) => {
          if (name === 'credentials.lock') locking.resolve();
          return run();
        }),
    });
    const begin = gate();
    const disavowing = begin.promise.then(() => other.passwords.disavowChange({ token, address }));
    await stores.unitOfWork.run(async (transaction) => {
      await updateWithin(engine, transaction, { id: 'ann', email: THIEF });
      await passwords.addressChanged({ accountId: 'ann', oldAddress: address, transaction });
      begin.resolve();
      // Elsewhere there is one connection, or one writer, and its first look waits already.
      if (['postgres', 'mariadb'].includes(engine.name)) await locking.promise;
    });
    expect(await disavowing).toMatchObject({ ok: true, linkFollows: false });
    expect(await lockOf(service)).toBe('disputed');
    expect(await drained(service)).toMatchObject([{ kind: 'address_changed', to: address }]);
  });
}
