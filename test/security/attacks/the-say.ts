import type { Hooks } from 'latchkey';
import { expect, it } from 'vitest';
import { ANN, annsAccount, DAYS, FURTHER, THIEF } from '../../support/anns-account.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, lastNotice, openWith } from '../../support/notices.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';

const address = ANN.email;
const accountId = 'ann';
const refused = (reason: string) => ({ ok: false, reason });

/** Who has the say about an account that was moved: an operator above all, and no late notice. */
export function sayAttacks(engine: Engine): void {
  const { addressNow, disavow, lockOf, onAddressDisavowal } = annsAccount(engine);

  const open = (hooks: Hooks<string> = {}, overrides: ServiceOverrides = {}) =>
    openWith(engine, ANN, { ...overrides, hooks: { onAddressDisavowal, ...hooks } });

  async function moveUntold(service: OpenService, to: string | null): Promise<void> {
    const oldAddress = (await addressNow()) ?? '';
    if (oldAddress !== '') await service.passwords.addressChanged({ accountId, oldAddress });
    await engine.update(accountId, { email: to });
  }

  /** Resolves to the link of the notice to the address of before. */
  async function move(service: OpenService, to: string | null): Promise<string> {
    const oldAddress = (await addressNow()) ?? '';
    await moveUntold(service, to);
    await drained(service);
    return disavowTokenIn(lastNotice(service, oldAddress));
  }

  async function setPassword(service: OpenService): Promise<string> {
    const newPassword = passwordOf('thief');
    await service.passwords.adminSetPassword({ accountId, newPassword, notify: true });
    return disavowTokenIn((await drained(service))[0]);
  }

  /** In dispute at an address of the thief's, whose earlier address has the say by now. */
  async function inDispute(service: OpenService) {
    await move(service, THIEF);
    // Nobody objects in time.
    service.clock.advance(6 * DAYS);
    const his = await move(service, FURTHER);
    const last = await setPassword(service);
    await service.passwords.lock({ accountId });
    await service.stores.credentials.requireChange({ accountKey: accountId, reason: 'disputed' });
    const objects = async () => [
      await disavow(service, his, THIEF),
      await disavow(service, last, FURTHER),
    ];
    return { objects };
  }

  it('an operator who ends a dispute for an address has the last word', async () => {
    const service = await open();
    const { objects } = await inDispute(service);
    await engine.update(accountId, { email: address });
    await service.passwords.lock({ accountId, endDispute: true });
    const superseded = refused('token_superseded');
    expect(await objects()).toEqual([superseded, superseded]);
    expect(await addressNow()).toBe(address);
    expect(await lockOf(service)).toBe('locked');
  });

  it.each([
    ['unlock', {}],
    ['requireChange', { reason: null }],
  ] as const)(
    'after %s nobody has the say, whichever address the account has then',
    async (operation, more) => {
      const service = await open();
      const { objects } = await inDispute(service);
      await service.passwords[operation]({ accountId, ...more } as never);
      await engine.update(accountId, { email: address });
      for (const answer of await objects())
        expect(answer).toMatchObject({ linkFollows: false, addressPutBack: false });
      expect(await addressNow()).toBe(address);
    },
  );

  it.each(['direct set', 'link of an operator'])(
    'nor has anybody after a %s, until it has stood still for six days',
    async (way) => {
      const service = await open();
      const { objects } = await inDispute(service);
      const { passwords } = service;
      await engine.update(accountId, { email: address });
      const newPassword = passwordOf('ann again');
      if (way === 'direct set') await passwords.adminSetPassword({ accountId, newPassword });
      else {
        const issued = await passwords.issueTicket({ accountId });
        const token = issued.ok ? issued.ticket.token : '';
        expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
      }
      for (const answer of await objects())
        expect(answer).toMatchObject({ linkFollows: false, addressPutBack: false });
      expect(await addressNow()).toBe(address);
      await passwords.unlock({ accountId });
      await drained(service);

      // He waits for the end of it, and moves it just before and just after.
      service.clock.advance(6 * DAYS - 60);
      await move(service, THIEF);
      service.clock.advance(120);
      const his = await move(service, FURTHER);
      expect(await disavow(service, his, THIEF)).toMatchObject({ addressPutBack: false });
      await passwords.unlock({ accountId });
      await engine.update(accountId, { email: address });

      // Once it has stood still for as long, a move is told from.
      service.clock.advance(6 * DAYS);
      expect(await disavow(service, await move(service, THIEF))).toMatchObject({
        addressPutBack: true,
      });
    },
  );

  it('her word stands, too, where he had moved it there and back himself', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    const his = await setPassword(service);
    await move(service, address);
    expect(await disavow(service, hers)).toMatchObject({
      linkFollows: true,
      addressPutBack: false,
    });
    expect(await disavow(service, his, THIEF)).toEqual(refused('token_superseded'));
    expect(await lockOf(service)).toBe('disavowed');
  });

  it('a cause that goes round in a circle holds nobody up', async () => {
    const [one, other] = [new Error('one'), new Error('other')];
    one.cause = other;
    other.cause = one;
    const service = await open({ onAddressDisavowal: () => Promise.reject(one) });
    const hers = await move(service, THIEF);
    expect(await disavow(service, hers)).toMatchObject({ ok: true, linkFollows: false });
    expect(service.eventsOf('address.not_put_back')).toMatchObject([{ cause: 'Error' }]);
  });

  it('an operator who has seen another address than it has by now ends no dispute', async () => {
    const service = await open();
    await inDispute(service);
    await engine.update(accountId, { email: address });
    const { version: credentialsVersion } = await service.stores.credentials.read(accountId);
    // By a session that another server takes for good.
    const hers = await move(service, THIEF);
    const meanwhile = refused('changed_meanwhile');
    const seen = { accountId, credentialsVersion };
    expect(await service.passwords.unlock(seen)).toEqual(meanwhile);
    expect(await service.passwords.lock({ ...seen, endDispute: true })).toEqual(meanwhile);
    expect(await lockOf(service)).toBe('disputed');
    expect(hers).toBeDefined();
  });

  it('an owner who has moved it herself is heard, where a thief takes it back to the mailbox that she left', async () => {
    const service = await open();
    await move(service, 'new@example.org');
    const hers = await move(service, address);
    await setPassword(service);
    const session = (await service.signIn(address, passwordOf('thief')))!;
    expect(await disavow(service, hers, 'new@example.org')).toMatchObject({ ok: true });
    expect(await lockOf(service)).toBe('disavowed');
    expect(await service.isSessionGood(session)).toBe(false);
    expect(await service.signIn(address, passwordOf('thief'))).toBeNull();
    expect(service.eventsOf('disavowal.needs_operator')).toHaveLength(1);
    // Who reads it could have had the link of a further change, too.
    expect(await drained(service)).toMatchObject([{ kind: 'disavowal', to: address }]);
  });

  it('an account that was put back stays where it is for six days from then', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    service.clock.advance(3 * DAYS - 60);
    service.mailServer = 'fails';
    const told = { accountId, change: 'passkey_added' } as const;
    await service.passwords.accountChanged(told);
    await disavow(service, hers);
    service.clock.advance(2 * DAYS);
    service.mailServer = 'accepts';
    // He is told of the end of it as well, without a link, and nothing says which comes first.
    const toHim = (await drained(service)).filter(({ to }) => to === THIEF);
    const his = disavowTokenIn(toHim.find(({ kind }) => kind === 'account_changed'));
    service.clock.advance(2 * DAYS);
    expect(await disavow(service, his, THIEF)).toEqual(refused('token_superseded'));
    expect(await addressNow()).toBe(address);
  });

  it('a dispute does not end by a notice to the address that a thief has moved it to', async () => {
    const service = await open({ onAddressDisavowal: () => {} });
    const hers = await move(service, THIEF);
    const his = await setPassword(service);
    await disavow(service, hers);
    expect(await lockOf(service)).toBe('disputed');
    expect(await disavow(service, his, THIEF)).toMatchObject({ linkFollows: false });
    expect(await lockOf(service)).toBe('disputed');
    expect(await drained(service)).toEqual([]);
  });

  it('nobody has the say about an account that was never moved, nor about one of another realm', async () => {
    const other = openService(engine, { links: LINKS, realm: 'other' });
    await other.passwords.addressChanged({ accountId, oldAddress: address });
    const service = openService(engine, {
      links: LINKS,
      clock: other.clock,
      hooks: { onAddressDisavowal },
    });
    await service.seedAccount(ANN);
    const hers = await setPassword(service);
    await engine.update(accountId, { email: THIEF });
    expect(await disavow(service, hers)).toMatchObject({ addressPutBack: false });
    expect(await lockOf(service)).toBe('disputed');
    expect(await addressNow()).toBe(THIEF);
  });

  it.each([
    ['in another case', 'ANN@Example.ORG'],
    ['composed otherwise', 'a\u0308nn@example.org'],
  ])('an address counts however it is spelt: %s', async (_how, spelt) => {
    const service = await open();
    await engine.update(accountId, { email: spelt.normalize('NFC').toLowerCase() });
    await service.passwords.accountChanged({ accountId, change: 'passkey_added' });
    const hers = disavowTokenIn((await drained(service))[0]);
    await service.passwords.addressChanged({ accountId, oldAddress: spelt });
    await engine.update(accountId, { email: THIEF });
    expect(await disavow(service, hers, spelt)).toMatchObject({ addressPutBack: true });
  });

  it('of two moves in one transaction the first one counts', async () => {
    const service = await open();
    const { passwords, stores } = service;
    await stores.unitOfWork.run(async (transaction) => {
      await passwords.addressChanged({ accountId, oldAddress: address, transaction });
      await passwords.addressChanged({ accountId, oldAddress: THIEF, transaction });
      await updateWithin(engine, transaction, { id: accountId, email: FURTHER });
    });
    await drained(service);
    const his = disavowTokenIn(lastNotice(service, THIEF));
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, his, THIEF)).toMatchObject({ addressPutBack: false });
    expect(await disavow(service, hers)).toMatchObject({ addressPutBack: true });
  });

  it('an account that is at the address already is not put back, however it is spelt', async () => {
    const asked: unknown[] = [];
    const service = await open({ onAddressDisavowal: (event) => void asked.push(event) });
    const hers = await move(service, THIEF);
    await move(service, 'ANN@example.org');
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true });
    expect(asked).toEqual([]);
  });

  it('an account that a thief has left without an address is put back', async () => {
    const service = await open();
    const hers = await move(service, null);
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    expect(service.eventsOf('address.put_back')).toHaveLength(1);
    expect((await drained(service)).map(({ to }) => to)).toEqual([address]);
  });

  it('her notice that went out hours late has the say as long as its link is good', async () => {
    const service = await open();
    service.mailServer = 'fails';
    await moveUntold(service, THIEF);
    await drained(service);
    service.clock.advance(2 * DAYS);
    service.mailServer = 'accepts';
    await drained(service);
    const hers = disavowTokenIn(lastNotice(service, address));
    service.clock.advance(DAYS + 60);
    const his = await move(service, FURTHER);
    await move(service, THIEF);
    expect(await disavow(service, his, THIEF)).toMatchObject({ addressPutBack: false });
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
  });

  it('a mail that waits for him raises no alarm once the account is back', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    const his = await setPassword(service);
    await disavow(service, his, THIEF);
    expect(await disavow(service, hers)).toMatchObject({ addressPutBack: true });
    const mails = await drained(service);
    expect(mails.filter((mail) => 'url' in mail)).toMatchObject([{ to: address }]);
    expect(service.eventsOf('disavowal.needs_operator')).toEqual([]);
  });

  it('attack 55: a move is told with a link, however many links she has', async () => {
    const service = await open();
    for (let n = 0; n < 52; n += 1) {
      const newPassword = passwordOf(n % 9);
      await service.passwords.adminSetPassword({ accountId, newPassword, notify: true });
    }
    await drained(service);
    service.clock.advance(60);
    expect(await disavow(service, await move(service, THIEF))).toMatchObject({
      addressPutBack: true,
    });
  });

  it('attack 55: each move is told to her who has undone those before it, however many there are', async () => {
    const service = await open();
    for (let n = 0; n < 20; n += 1) {
      service.clock.advance(600);
      // By a session that some server still takes.
      expect(await disavow(service, await move(service, THIEF))).toMatchObject({
        addressPutBack: true,
      });
      const link = tokenIn((await drained(service)).find(({ to }) => to === address));
      const newPassword = passwordOf(`ann ${n}`);
      expect(await service.passwords.redeemTicket({ token: link, newPassword })).toMatchObject({
        ok: true,
      });
    }
  });

  it('no mail tells a reader of another address than his own', async () => {
    const service = await open();
    const hers = await move(service, THIEF);
    await disavow(service, hers);
    const mails = [...service.mails, ...(await drained(service))];
    for (const mail of mails)
      expect(JSON.stringify(mail)).not.toContain(mail.to === THIEF ? address : THIEF);
    expect(new Set(mails.map(({ to }) => to))).toEqual(new Set([address, THIEF]));
  });
}
