import { type Disavowal, unwrap } from 'latchkey';
import { expect, it } from 'vitest';
import { ANN, annsAccount, DAYS, FURTHER, THIEF } from '../../support/anns-account.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, lastNotice, openWith } from '../../support/notices.js';
import type { AppMail, OpenService, ServiceOverrides } from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';
import { wrapStores } from '../../support/wrap-stores.js';

const address = ANN.email;
const NEW = 'ann@new.example';
const accountId = 'ann';
const CALL = {
  context: {
    ip: '198.51.100.7',
    userAgent: 'Hers',
    place: 'Lyon',
    device: 'Her own',
    locale: 'fr',
    correlationId: 'c1',
  },
};
const refused = (reason: string) => ({ ok: false, reason });

/** Who reads the address of before hears what becomes of the account, so that no thief waits for her link to die. */
export function furtherMoveAttacks(engine: Engine): void {
  const { annIsBack, disavow, moveUnsent, onAddressDisavowal } = annsAccount(engine);
  const open = (overrides: ServiceOverrides = { hooks: { onAddressDisavowal } }) =>
    openWith(engine, ANN, overrides);

  /** Resolves to the mails that a move causes. */
  async function move(
    service: OpenService,
    to: string | null,
    oldAddress?: string,
  ): Promise<AppMail[]> {
    await moveUnsent(service, to, { oldAddress, call: CALL });
    return drained(service);
  }

  async function addPasskey(service: OpenService): Promise<AppMail[]> {
    await service.passwords.accountChanged({ accountId, change: 'passkey_added' }, CALL);
    return drained(service);
  }

  const readersOf = (mails: readonly AppMail[]) => mails.map(({ to }) => to).sort();

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
    const toHers = JSON.stringify(mails.filter(({ to }) => to === address));
    expect(toHers, 'nor where she is, to a mailbox that she may have left').not.toMatch(
      /198\.51|Hers|Lyon|Her own|"fr"/,
    );

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

  it('attack 55: what he adds after her own move, and before his, is taken back by her alone', async () => {
    const told: Disavowal<string>[] = [];
    const onDisavowal = (disavowal: Disavowal<string>) => void told.push(disavowal);
    const service = await open({ hooks: { onAddressDisavowal, onDisavowal } });
    await move(service, NEW);
    service.clock.advance(3600);
    const addedAt = service.clock.now();
    const ofPasskey = await addPasskey(service);
    expect(readersOf(ofPasskey)).toEqual([address, NEW]);
    expect(ofPasskey).toMatchObject([{ change: 'passkey_added' }, { change: 'passkey_added' }]);
    service.clock.advance(3600);
    await move(service, THIEF);
    const ofMove = disavowTokenIn(lastNotice(service, address));

    // The later one first: it puts the account back, and leaves what is older.
    expect(await disavow(service, ofMove)).toMatchObject({ addressPutBack: true });
    expect(told.map(({ since }) => since > addedAt)).toEqual([true]);
    const first = disavowTokenIn(ofPasskey.find(({ to }) => to === address));
    expect(await disavow(service, first)).toMatchObject({ ok: true, linkFollows: true });
    expect(told[1]).toMatchObject({ change: 'passkey_added' });
    expect(told[1] && told[1].since < addedAt).toBe(true);
    expect(await service.signIn(address, ANN.password)).toBeNull();
  });

  it.each([
    ['within six days after the move', 6 * DAYS - 0.001, [address, NEW]],
    ['not after', 6 * DAYS, [NEW]],
  ])('who reads the address of before is told what else is changed, %s', async (_, later, to) => {
    const service = await open();
    await move(service, NEW);
    service.clock.advance(later);
    expect(readersOf(await addPasskey(service))).toEqual(to);
  });

  it('what is changed where she is, is told to her once', async () => {
    const service = await open();
    await move(service, THIEF);
    await move(service, address);
    expect(readersOf(await addPasskey(service))).toEqual([address]);
    // And so it is where the move overtakes the notice.
    await service.passwords.accountChanged({ accountId, change: 'passkey_removed' }, CALL);
    expect(readersOf(await move(service, THIEF))).toEqual([address, address]);
  });

  it('attack 55: an address that is taken out, and put in later, is told as a move is', async () => {
    const service = await open();
    expect(readersOf(await move(service, null))).toEqual([address]);
    expect(readersOf(await addPasskey(service))).toEqual([address]);
    service.clock.advance(4 * DAYS);
    expect(readersOf(await move(service, THIEF))).toEqual([address]);
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true, addressPutBack: true });
    await annIsBack(service);
  });

  it('a first address has none of before', async () => {
    const service = await open();
    await service.stores.unitOfWork.run((transaction) =>
      updateWithin(engine, transaction, { id: accountId, email: null }),
    );
    expect(await move(service, NEW)).toEqual([]);
    expect(await service.stores.credentials.findFormerAddress(accountId)).toMatchObject({
      address: null,
    });
    expect(readersOf(await move(service, address))).toEqual([NEW]);
    // A thief may have put it in, minutes before she gave hers.
    const his = disavowTokenIn(lastNotice(service, NEW));
    expect(await disavow(service, his, NEW)).toMatchObject({ addressPutBack: false });
    expect((await engine.account(accountId))?.email).toBe(address);
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
    const noted = await service.stores.credentials.findFormerAddress(accountId);
    expect(noted, 'nor is hers kept while it is that of the account').toMatchObject({
      address: null,
    });
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

  it('an operator who takes back the notices that wait takes back hers, too', async () => {
    const service = await open();
    await move(service, NEW);
    service.mailServer = 'fails';
    await move(service, THIEF);
    await service.passwords.revokeTickets({ accountId, purposes: ['disavow'] });
    service.mailServer = 'accepts';
    service.clock.advance(3600);
    expect(await drained(service)).toEqual([]);
  });

  it('nor is a mail made for her of one that he takes back while it is in hand', async () => {
    let whenFound: (() => Promise<unknown>) | null = null;
    const stores = (own: Parameters<typeof wrapStores>[0]) =>
      wrapStores(own, async ({ name }, run) => {
        const found = await run();
        const act = name === 'credentials.findFormerAddress' ? whenFound : null;
        if (act !== null) whenFound = null;
        await act?.();
        return found;
      });
    const service = await open({ stores });
    await move(service, NEW);
    await moveUnsent(service, THIEF, { call: CALL });
    whenFound = () =>
      service.passwords.revokeTickets({ accountId, purposes: ['disavow'] }).then(unwrap);
    expect(await drained(service)).toEqual([]);
    expect(whenFound).toBeNull();
    service.clock.advance(3600);
    expect(await drained(service)).toEqual([]);
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

  it('attack 23: who moves it to and fro all day has her mailed ten notices, besides the first two', async () => {
    const service = await open();
    await move(service, THIEF);
    for (let n = 0; n < 20; n += 1) await move(service, n % 2 === 0 ? FURTHER : THIEF);
    expect(service.mails.filter(({ to }) => to === address)).toHaveLength(12);
    expect(service.eventsOf('notice.limited')).toHaveLength(9);
  });

  it('a mail that is tried again tells her once', async () => {
    const service = await open();
    await move(service, NEW);
    service.mailServer = 'fails';
    expect(await move(service, THIEF)).toEqual([]);
    service.mailServer = 'accepts';
    service.clock.advance(3600);
    expect(readersOf(await drained(service))).toEqual([address, NEW]);
    service.clock.advance(3600);
    expect(await drained(service)).toEqual([]);
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
    await moveUnsent(service, THIEF, { call: CALL });
    await service.passwords.forgetAccount({ accountId });
    expect(await service.stores.credentials.findFormerAddress(accountId)).toBeNull();
    expect(await drained(service)).toEqual([]);
  });
}
