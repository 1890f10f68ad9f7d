import type { AddressDisavowal, Disavowal, Hooks } from 'latchkey';
import { expect, it } from 'vitest';
import { ANN, annsAccount, DAYS, THIEF } from '../../support/anns-account.js';
import type { Engine } from '../../support/each-engine.js';
import { gate } from '../../support/gate.js';
import { disavowTokenIn, drained, LINKS, openWith } from '../../support/notices.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';
import { wrapStores } from '../../support/wrap-stores.js';

const address = ANN.email;
const accountId = 'ann';
const refused = (reason: string) => ({ ok: false, reason });

/** A thief moves an account to another address, where the one of before has the say. */
export function movedAccountAttacks(engine: Engine): void {
  const {
    addressNow,
    annIsBack,
    disavow,
    lockOf,
    move,
    onAddressDisavowal: putsBack,
  } = annsAccount(engine);

  const open = (hooks: Hooks<string> = {}, overrides: ServiceOverrides = {}) =>
    openWith(engine, ANN, { ...overrides, hooks: { onAddressDisavowal: putsBack, ...hooks } });

  /** The link of a notice of a new password, which goes to where the account is. */
  async function setPassword(service: OpenService, password: string): Promise<string> {
    await service.passwords.adminSetPassword({ accountId, newPassword: password, notify: true });
    return disavowTokenIn((await drained(service))[0]);
  }

  it('attack 55: is undone by its owner alone, with his password, session and links', async () => {
    const told: Disavowal<string>[] = [];
    const service = await open({ onDisavowal: (disavowal) => void told.push(disavowal) });
    const hers = await move(service, THIEF);
    await setPassword(service, passwordOf('thief'));
    await service.request(THIEF);
    const asked = service.lastToken();
    const session = (await service.signIn(THIEF, passwordOf('thief')))!;

    expect(await disavow(service, hers)).toMatchObject({
      ok: true,
      linkFollows: true,
      addressPutBack: true,
    });
    expect(told, 'what else he changed, once it is hers again').toMatchObject([
      { change: 'address_changed', account: { email: address } },
    ]);
    expect(await service.isSessionGood(session)).toBe(false);
    expect(await service.signIn(THIEF, passwordOf('thief'))).toBeNull();
    const redeem = { token: asked, newPassword: passwordOf(9) };
    expect(await service.passwords.redeemTicket(redeem)).toEqual(refused('token_superseded'));
    expect(service.eventsOf('address.put_back')).toMatchObject([{ accountKey: accountId }]);
    expect(service.eventsOf('disavowal.needs_operator')).toEqual([]);
    await annIsBack(service);
    expect(await service.request(THIEF)).toEqual([]);
  });

  it('who reads the other address is told, without a link, and not where its owner sits', async () => {
    const service = await open();
    const token = await move(service, THIEF);
    const context = { ip: '198.51.100.7', userAgent: 'Hers', place: 'Lyon', device: 'Her own' };
    await service.passwords.disavowChange({ token, address }, { context });
    const mails = await drained(service);
    const toThief = mails.filter(({ to }) => to === THIEF);
    expect(toThief).toMatchObject([
      { kind: 'address_changed', disavow: null, changedAt: service.clock.now() },
    ]);
    expect(toThief[0]?.context).toMatchObject({ ip: null, userAgent: null });
    expect(JSON.stringify(toThief)).not.toMatch(/198\.51|Hers|Lyon|Her own/);
    expect(JSON.stringify(mails.filter(({ to }) => to === address))).toContain('198.51');
  });

  it('any notice of hers does it, if it is of before', async () => {
    const service = await open();
    const hers = await setPassword(service, passwordOf('thief'));
    await move(service, THIEF);
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    await annIsBack(service);
  });

  it('his notices change nothing afterwards: not her fresh link, nor a session, nor the lock', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    const his = await setPassword(service, passwordOf('thief'));
    const told = { accountId, change: 'passkey_added' } as const;
    expect(await service.passwords.accountChanged(told)).toMatchObject({ noticeFollows: true });
    await disavow(service, hers);
    const after = await drained(service);
    const late = disavowTokenIn(after.find(({ kind }) => kind === 'account_changed'));
    const link = tokenIn(after.find(({ kind }) => kind === 'disavowal'));
    const before = await service.stores.credentials.read(accountId);

    for (const token of [his, late, his])
      expect(await disavow(service, token, THIEF)).toEqual(refused('token_superseded'));
    expect(await service.stores.credentials.read(accountId)).toEqual(before);
    expect(await drained(service)).toEqual([]);
    const redeem = { token: link, newPassword: passwordOf('ann again') };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    const session = (await service.signIn(address, redeem.newPassword))!;
    for (const token of [his, late])
      expect(await disavow(service, token, THIEF)).toEqual(refused('token_superseded'));
    expect(await service.isSessionGood(session)).toBe(true);
    expect(service.eventsOf('disavowal.needs_operator')).toEqual([]);
  });

  it('moved on and on, it goes back to where it was first, and out of the dispute of between', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    const his = await move(service, 'thief@further.example');
    expect(await disavow(service, his, THIEF)).toMatchObject({
      linkFollows: false,
      addressPutBack: false,
    });
    expect(await lockOf(service)).toBe('disputed');
    expect(await addressNow()).toBe('thief@further.example');
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    await annIsBack(service);
  });

  it('moved back by himself in a dispute, it is out of it by her word', async () => {
    const service = await open();
    await disavow(service, await setPassword(service, passwordOf('thief')));
    const hers = await move(service, THIEF);
    await move(service, address);
    expect(await lockOf(service)).toBe('disputed');
    await drained(service);
    expect(await disavow(service, hers)).toMatchObject({
      linkFollows: true,
      addressPutBack: false,
    });
    await annIsBack(service);
  });

  it('moved away again by a session that another server takes for good, it comes back again', async () => {
    const service = await open();
    await disavow(service, await move(service, THIEF));
    const again = await move(service, THIEF);
    expect(await lockOf(service)).toBe('disputed');
    expect(await disavow(service, again)).toMatchObject({ linkFollows: true });
    expect(await addressNow()).toBe(address);
  });

  it.each([
    [6 * DAYS - 0.001, false],
    [6 * DAYS, true],
  ])('an address has the say once it has stood for six days: after %d s %s', async (stood, has) => {
    const service = await open();
    await move(service, 'new@example.org');
    service.clock.advance(stood);
    const notice = await move(service, THIEF);
    expect(await disavow(service, notice, 'new@example.org')).toMatchObject({
      addressPutBack: has,
    });
    expect(await lockOf(service)).toBe(has ? 'disavowed' : 'disputed');
    expect(await addressNow()).toBe(has ? 'new@example.org' : THIEF);
  });

  it('each move within the six days begins them anew, so that he wins nothing by going back for a while', async () => {
    const service = await open();
    await move(service, THIEF);
    service.clock.advance(6 * DAYS - 60);
    await move(service, address);
    const hers = await move(service, THIEF);
    service.clock.advance(120);
    const his = await move(service, 'thief@further.example');
    expect(await disavow(service, his, THIEF)).toMatchObject({ addressPutBack: false });
    expect(await disavow(service, hers)).toMatchObject({ addressPutBack: true });
    await annIsBack(service);
  });

  it('a notice that goes out more than 72 hours late moves nothing', async () => {
    const service = await open();
    const changedAt = new Date(service.clock.now().getTime() - 3 * DAYS * 1000 - 1);
    await service.passwords.accountChanged({ accountId, change: 'passkey_added', changedAt });
    const late = disavowTokenIn((await drained(service))[0]);
    await move(service, THIEF);
    expect(await disavow(service, late)).toMatchObject({ linkFollows: false });
    expect(await lockOf(service)).toBe('disputed');
    expect(await addressNow()).toBe(THIEF);
  });

  it('the application may leave it where it is, and it is in dispute', async () => {
    const asked: AddressDisavowal<string>[] = [];
    const service = await open({ onAddressDisavowal: (disavowal) => void asked.push(disavowal) });
    const hers = await move(service, THIEF);
    const changedAt = service.clock.now();
    expect(await disavow(service, hers)).toMatchObject({
      ok: true,
      linkFollows: false,
      addressPutBack: false,
    });
    expect(asked).toMatchObject([
      { accountKey: accountId, address, account: { email: THIEF }, changedAt },
    ]);
    expect(await lockOf(service)).toBe('disputed');
    expect(service.eventsOf('disavowal.needs_operator')).toHaveLength(1);
    expect(await drained(service)).toEqual([]);
  });

  it.each([
    ['throws', () => Promise.reject(new RangeError('ann@example.org is taken')), 'RangeError'],
    [
      'puts a third address there',
      ({ transaction }: AddressDisavowal<string>) =>
        updateWithin(engine, transaction, { id: accountId, email: 'third@example.org' }),
      'ERR_HOOK',
    ],
  ])(
    'where the hook %s it is in dispute, and locked all the same',
    async (_what, broken, cause) => {
      const service = await open({ onAddressDisavowal: broken });
      const hers = await move(service, THIEF);
      const session = (await service.signIn(THIEF, ANN.password))!;
      expect(await disavow(service, hers)).toMatchObject({
        ok: true,
        linkFollows: false,
        addressPutBack: false,
      });
      expect(await addressNow()).toBe(THIEF);
      expect(await lockOf(service)).toBe('disputed');
      expect(await service.isSessionGood(session)).toBe(false);
      expect(service.eventsOf('address.not_put_back')).toMatchObject([
        { accountKey: accountId, cause },
      ]);
      expect(service.eventsOf('disavowal.needs_operator')).toHaveLength(1);
      expect(await drained(service)).toEqual([]);
    },
  );

  it('attack 25: a move that is still being committed is undone, too', async () => {
    const service = await open();
    const { clock, stores, passwords } = service;
    const hers = await move(service, THIEF);
    const locking = gate();
    const begin = gate();
    const other = openService(engine, {
      links: LINKS,
      clock,
      hooks: { onAddressDisavowal: putsBack },
      stores: () =>
        wrapStores(engine.furtherStores(), ({ name }, run) => {
          if (name === 'credentials.lock') locking.resolve();
          return run();
        }),
    });
    const disavowing = begin.promise.then(() => disavow(other, hers));
    await stores.unitOfWork.run(async (transaction) => {
      const email = 'thief@further.example';
      await passwords.addressChanged({ accountId, oldAddress: THIEF, transaction });
      await updateWithin(engine, transaction, { id: accountId, email });
      begin.resolve();
      // Elsewhere there is one connection, or one writer, and its first look waits already.
      if (['postgres', 'mariadb'].includes(engine.name)) await locking.promise;
    });
    expect(await disavowing).toMatchObject({ linkFollows: true, addressPutBack: true });
    expect(await addressNow()).toBe(address);
  });
}
