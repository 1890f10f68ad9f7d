import { expect, it } from 'vitest';
import { cheapHasher } from '../../support/cheap-hasher.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, lastNotice, openWith } from '../../support/notices.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
} from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('ann') };
const EVE = { id: 'eve', email: 'eve@example.net', password: passwordOf('eve') };
const THIEF = 'thief@example.net';
const address = ANN.email;
const refused = (reason: string) => ({ ok: false, reason });

/** What a thief with a session of hers, or a stranger with an account of his own, tries against an owner. */
export function takeoverAttacks(engine: Engine): void {
  const open = (overrides?: ServiceOverrides) => openWith(engine, ANN, overrides);

  const notify = (accountId: string, n: number) =>
    ({ accountId, newPassword: passwordOf(n), notify: true }) as const;

  /** A notice's token, which Ann has. */
  async function noticed(service: OpenService): Promise<string> {
    await service.passwords.adminSetPassword(notify('ann', 7));
    return disavowTokenIn((await drained(service))[0]);
  }

  const LOCKS = {
    breached: ({ passwords }: OpenService) =>
      passwords.requireChange({ accountId: 'ann', reason: 'breached' }),
    locked: ({ passwords }: OpenService) => passwords.lock({ accountId: 'ann' }),
    disavowed: async (service: OpenService) =>
      service.passwords.disavowChange({ token: await noticed(service), address }),
    'given back after a dispute': async (service: OpenService) => {
      await service.passwords.disavowChange({ token: await noticed(service), address });
      await service.passwords.lock({ accountId: 'ann', endDispute: true });
    },
  };

  it.each(Object.entries(LOCKS))(
    'attack 25: an address that is changed while the account is %s brings the thief no link',
    async (_name, lock) => {
      const service = await open();
      const { passwords } = service;
      await lock(service);
      await drained(service);
      // By a session that some server still takes for good; the notice comes a moment later.
      await engine.update('ann', { email: THIEF });
      await service.request(THIEF);
      const early = { token: service.lastToken(), newPassword: passwordOf('thief') };
      expect(await passwords.addressChanged({ accountId: 'ann', oldAddress: address })).toEqual({
        ok: true,
      });
      const { changeRequired } = await service.stores.credentials.read('ann');
      expect(changeRequired).toBe('disputed');
      expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([
        { because: 'address_changed' },
      ]);
      expect(await passwords.redeemTicket(early)).toEqual(refused('token_superseded'));
      await drained(service);
      expect(await service.request(THIEF)).toEqual([]);
      expect(lastNotice(service, address)?.kind).toBe('address_changed');
    },
  );

  it('attack 25: a redemption under way ends no dispute that begins meanwhile', async () => {
    const service = await open();
    const { passwords } = service;
    await passwords.lock({ accountId: 'ann' });
    await drained(service);
    await engine.update('ann', { email: THIEF });
    await service.request(THIEF);
    const redeem = { token: service.lastToken(), newPassword: passwordOf('thief') };
    // While the thief's password is hashed.
    const slow = openService(engine, {
      clock: service.clock,
      hasher: {
        ...cheapHasher,
        async hash(password) {
          await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
          return cheapHasher.hash(password);
        },
      },
    });
    expect(await slow.passwords.redeemTicket(redeem)).toEqual(refused('token_superseded'));
    const { version, changeRequired } = await service.stores.credentials.read('ann');
    expect(changeRequired).toBe('disputed');
    // Said again, it calls nobody, but who has seen the address of before sees another version.
    await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    expect(await service.stores.credentials.read('ann')).toMatchObject({
      version: version + 1,
      changeRequired: 'disputed',
    });
    expect(service.eventsOf('disavowal.needs_operator')).toHaveLength(1);
  });

  it('attack 51: the hook of a lock runs for a dispute as well, in the transaction of the change', async () => {
    const seen: (string | null)[] = [];
    const service = await open({
      hooks: {
        onPasswordLock: ({ reason, account }) => void seen.push(reason, account?.id ?? null),
      },
    });
    await service.passwords.lock({ accountId: 'ann' });
    await service.passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    expect(seen).toEqual(['locked', 'ann', 'disputed', 'ann']);
  });

  it('attack 55: no number of resets at another address takes the link out of hers', async () => {
    const service = await open();
    const { passwords, clock } = service;
    service.mailServer = 'fails';
    await engine.update('ann', { email: THIEF });
    await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    await passwords.drainOutbox();
    service.mailServer = 'accepts';
    for (let n = 0; n < 50; n += 1) await passwords.adminSetPassword(notify('ann', n % 9));
    await passwords.drainOutbox();
    // Another worker, which has not made hers.
    clock.advance(15 * 60);
    const other = openService(engine, { links: LINKS, clock });
    const [notice, ...more] = await drained(other);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'address_changed', to: address });
    expect(disavowTokenIn(notice)).toBeDefined();
  });

  it('attack 55: nor does a mail server that is away while each try is another worker’s', async () => {
    const service = await open();
    const { passwords, clock } = service;
    await passwords.adminSetPassword(notify('ann', 1));
    for (let n = 0; n < 52; n += 1) {
      const worker = openService(engine, { links: LINKS, clock });
      worker.mailServer = 'fails';
      await worker.passwords.drainOutbox();
      clock.advance(15 * 60);
    }
    expect(disavowTokenIn((await drained(service))[0])).toBeDefined();
  });

  it('attack 55: whoever toggles an account of his own silences none of three notices about hers', async () => {
    const service = await open();
    const { passwords } = service;
    await service.seedAccount(EVE);
    for (let n = 0; n < 15; n += 1)
      await passwords.addressChanged({ accountId: 'eve', oldAddress: address });
    expect(await drained(service)).toHaveLength(13);
    await engine.update('ann', { email: THIEF });
    // Moved back and away again by a session that lags behind.
    for (let n = 0; n < 3; n += 1)
      await passwords.addressChanged({ accountId: 'ann', oldAddress: address });
    const told = { kind: 'address_changed', to: address, account: { id: 'ann' } };
    const notices = await drained(service);
    expect(notices).toMatchObject([told, told, told]);
    const token = disavowTokenIn(notices[2]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
  });

  it('attack 34: many notices of one account are sent batch by batch, and hold up nobody', async () => {
    const service = await open();
    for (let n = 0; n < 10; n += 1) await service.passwords.adminSetPassword(notify('ann', n));
    for (let n = 0; n < 10; n += 1)
      await service.passwords.accountChanged({ accountId: 'ann', change: 'passkey_added' });
    await service.passwords.drainOutbox({ maxEntries: 20 });
    expect(service.mails).toHaveLength(20);
  });

  it('attack 34: fifty links to disavow are good at a time, and the first ones are among them', async () => {
    const service = await open();
    const { passwords, clock } = service;
    for (let n = 0; n < 52; n += 1) await passwords.adminSetPassword(notify('ann', n % 9));
    const notices = await drained(service);
    expect(notices).toHaveLength(52);
    const links = notices.filter((mail) => 'disavow' in mail && mail.disavow !== null);
    expect(links).toHaveLength(50);
    // What has less than half of its life before it makes room: a thief must not strike in its last hour.
    clock.advance(36 * 60 * 60 - 0.001);
    await passwords.adminSetPassword(notify('ann', 1));
    expect(await drained(service)).toMatchObject([{ disavow: null }]);
    clock.advance(0.001);
    expect(await noticed(service)).toBeDefined();
  });

  it('attack 34: a session changes the password twenty times a day, and refusals count nothing', async () => {
    const service = await open();
    const { passwords } = service;
    const change = (from: number | 'ann', to: string) =>
      passwords.changePassword({
        accountId: 'ann',
        currentPassword: passwordOf(from),
        newPassword: to,
      });
    for (let n = 0; n < 25; n += 1)
      expect(await change('ann', 'short')).toMatchObject(refused('policy_violation'));
    expect(await change('ann', passwordOf(0))).toMatchObject({ ok: true });
    for (let n = 1; n < 20; n += 1)
      expect(await change(n - 1, passwordOf(n))).toMatchObject({ ok: true });
    expect(await change(19, passwordOf(20))).toMatchObject(refused('throttled'));
    // The owner is not in his hands: a link changes it all the same.
    await drained(service);
    await service.request(address);
    const redeem = { token: service.lastToken(), newPassword: passwordOf(21) };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await change(21, passwordOf(22))).toMatchObject({ ok: true });
    expect(service.eventsOf('password.check_failed')).toMatchObject([{ reason: 'throttled' }]);
  });

  it('attack 35: mails that wait close the door to nobody, and tell nobody apart', async () => {
    const service = await open({ maxPending: 2 });
    const { passwords, clock } = service;
    for (let n = 0; n < 5; n += 1) await passwords.adminSetPassword(notify('ann', n));
    service.mailServer = 'fails';
    for (const deliver of ['link', 'code'] as const)
      for (let n = 0; n < 3; n += 1)
        for (const identifier of [address, 'nobody@example.org']) {
          expect(await passwords.requestReset({ identifier, deliver })).toMatchObject({ ok: true });
          await passwords.drainOutbox();
          clock.advance(2);
        }
    const more = { identifier: 'nobody@example.org' };
    for (let n = 0; n < 2; n += 1) await passwords.requestReset(more);
    clock.advance(2);
    await expect(passwords.requestReset(more)).rejects.toMatchObject({ code: 'ERR_OUTBOX_FULL' });
  });

  it('a breach that is reported after a disavowal leaves the owner the link that she has', async () => {
    const service = await open();
    const { passwords } = service;
    await LOCKS.disavowed(service);
    await drained(service);
    const token = service.lastToken();
    for (let n = 0; n < 3; n += 1)
      expect(await passwords.requireChange({ accountId: 'ann', reason: 'breached' })).toEqual({
        ok: true,
      });
    expect(await drained(service)).toEqual([]);
    const redeem = { token, newPassword: passwordOf('ann again') };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
  });

  it('a hook that throws uses up none of the tries of a link', async () => {
    let isBroken = true;
    const onPasswordLock = () => {
      if (isBroken) throw new Error('broken');
    };
    const service = await open({ hooks: { onPasswordLock } });
    const disavowal = { token: await noticed(service), address };
    for (let n = 0; n < 12; n += 1)
      await expect(service.passwords.disavowChange(disavowal)).rejects.toMatchObject({
        code: 'ERR_HOOK',
      });
    isBroken = false;
    expect(await service.passwords.disavowChange(disavowal)).toMatchObject({ ok: true });
  });
}
