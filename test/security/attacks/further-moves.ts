import type { AddressDisavowal } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, lastNotice, openWith } from '../../support/notices.js';
import {
  type AppMail,
  type OpenService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('ann') };
const address = ANN.email;
const NEW = 'ann@new.example';
const THIEF = 'thief@example.net';
const FURTHER = 'thief@further.example';
const accountId = 'ann';
const DAYS = 24 * 3600;
const refused = (reason: string) => ({ ok: false, reason });

/** Who reads the address of before hears of each move, so that a thief cannot wait for her link to die. */
export function furtherMoveAttacks(engine: Engine): void {
  const onAddressDisavowal = async ({ address: email, transaction }: AddressDisavowal<string>) =>
    updateWithin(engine, transaction, { id: accountId, email });
  const open = (overrides: ServiceOverrides = { hooks: { onAddressDisavowal } }) =>
    openWith(engine, ANN, overrides);

  /** Resolves to the mails that a move causes. */
  async function move(service: OpenService, to: string, oldAddress?: string): Promise<AppMail[]> {
    const from = oldAddress ?? (await engine.account(accountId))?.email ?? '';
    await service.stores.unitOfWork.run(async (transaction) => {
      await service.passwords.addressChanged({ accountId, oldAddress: from, transaction });
      await updateWithin(engine, transaction, { id: accountId, email: to });
    });
    return drained(service);
  }

  const readersOf = (mails: readonly AppMail[]) => mails.map(({ to }) => to).sort();
  const disavow = ({ passwords }: OpenService, token: string, typed = address) =>
    passwords.disavowChange({ token, address: typed });

  async function annIsBack(service: OpenService): Promise<void> {
    const newPassword = passwordOf('ann again');
    const links = (await drained(service)).filter((mail) => 'url' in mail);
    expect(links).toMatchObject([{ kind: 'disavowal', to: address }]);
    const redeem = { token: tokenIn(links[0]), newPassword };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await service.signIn(address, newPassword)).not.toBeNull();
    await drained(service);
  }

  it('attack 55: a thief who comes just after her own move, once its link is dead, is undone by her alone', async () => {
    const service = await open();
    expect(readersOf(await move(service, NEW))).toEqual([address]);
    const own = disavowTokenIn(lastNotice(service, address));
    service.clock.advance(4 * DAYS);
    const mails = await move(service, THIEF);
    expect(readersOf(mails)).toEqual([address, NEW]);
    expect(mails).toMatchObject([{ kind: 'address_changed' }, { kind: 'address_changed' }]);
    expect(mails.map((mail) => 'changedAt' in mail && mail.changedAt)).toEqual([
      service.clock.now(),
      service.clock.now(),
    ]);
    expect(JSON.stringify(mails)).not.toContain(THIEF);

    // She may take the one that went to her new address first, where she reads her mail by now.
    const atNew = disavowTokenIn(lastNotice(service, NEW));
    expect(await disavow(service, atNew, NEW)).toMatchObject({ ok: true, linkFollows: false });
    service.clock.advance(3600);
    // Redis has removed it by now.
    expect(await disavow(service, own)).toMatchObject({ ok: false });
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    await annIsBack(service);
  });

  it('attack 55: nor does he get away with a second move of his own', async () => {
    const service = await open();
    await move(service, THIEF);
    service.clock.advance(6 * DAYS - 60);
    expect(readersOf(await move(service, FURTHER))).toEqual([address, THIEF]);
    const his = disavowTokenIn(lastNotice(service, THIEF));
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    expect(await disavow(service, his, THIEF)).toEqual(refused('token_superseded'));
    await annIsBack(service);
  });

  it.each([
    ['until it has stood still for six days', -1, [address, NEW]],
    ['and no longer', 0, [NEW]],
  ] as const)('the address of before is told %s', async (_when, moreMs, readers) => {
    const service = await open();
    await move(service, NEW);
    service.clock.advance(6 * DAYS + moreMs / 1000);
    expect(readersOf(await move(service, THIEF))).toEqual(readers);
  });

  it('one reader is told once, however her address is spelled, and not that it came back to her', async () => {
    const service = await open();
    expect(readersOf(await move(service, THIEF))).toEqual([address]);
    expect(readersOf(await move(service, address)), 'there and back').toEqual([THIEF]);
    const spelled = 'Ann@Example.ORG';
    expect(readersOf(await move(service, THIEF, spelled))).toEqual([spelled]);
  });

  it('once she has it back, she is told as the one that it is moved away from, and nobody besides', async () => {
    const service = await open();
    await move(service, THIEF);
    await disavow(service, disavowTokenIn(lastNotice(service, address)));
    await annIsBack(service);
    service.clock.advance(60);
    expect(readersOf(await move(service, THIEF))).toEqual([address]);
    expect(readersOf(await move(service, FURTHER))).toEqual([address, THIEF]);
  });

  it('where an operator has ended a dispute, and nobody has the say, nobody is told besides', async () => {
    const service = await open();
    await move(service, THIEF);
    const accountKey = accountId;
    await service.stores.credentials.requireChange({ accountKey, reason: 'disputed' });
    await service.passwords.unlock({ accountId });
    expect(readersOf(await move(service, FURTHER))).toEqual([THIEF]);
  });

  it('without the hook she is told as well, and her word begins a dispute', async () => {
    const service = await open({});
    await move(service, NEW);
    service.clock.advance(4 * DAYS);
    expect(readersOf(await move(service, THIEF))).toEqual([address, NEW]);
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ ok: true, linkFollows: false });
    expect(await service.stores.credentials.read(accountId)).toMatchObject({
      changeRequired: 'disputed',
    });
  });

  it('attack 23: who moves it to and fro all day has her mailed ten notices, besides the first three', async () => {
    const service = await open();
    await move(service, THIEF);
    for (let n = 0; n < 20; n += 1) await move(service, n % 2 === 0 ? FURTHER : THIEF);
    expect(service.mails.filter(({ to }) => to === address)).toHaveLength(13);
  });

  it('mails nothing where what is noted is of two addresses', async () => {
    // Processes of the release before write the digest alone.
    const service = await open();
    await move(service, NEW);
    const { credentials, unitOfWork } = service.stores;
    const noted = await credentials.findFormerAddress(accountId);
    const former = { ...noted!, address: 'somebody@else.example' };
    await unitOfWork.run((tx) =>
      credentials.noteFormerAddress({ accountKey: accountId, former }, tx),
    );
    expect(readersOf(await move(service, THIEF))).toEqual([NEW]);
  });

  it('forgets the address once it can have no say any more', async () => {
    const service = await open();
    await move(service, NEW);
    const noted = () => service.stores.credentials.findFormerAddress(accountId);
    expect(await noted()).toMatchObject({ address });
    service.clock.advance(6 * DAYS);
    const { passwords, clock } = service;
    expect(await passwords.purgeExpired()).toMatchObject({ formerAddresses: 0 });
    clock.advance(0.001);
    expect(await passwords.purgeExpired()).toMatchObject({ formerAddresses: 1 });
    expect(await noted()).toBeNull();
  });

  it('forgets it with the account', async () => {
    const service = await open();
    await move(service, NEW);
    await move(service, THIEF);
    await service.passwords.forgetAccount({ accountId });
    expect(await service.stores.credentials.findFormerAddress(accountId)).toBeNull();
    expect(await drained(service)).toEqual([]);
  });
}
