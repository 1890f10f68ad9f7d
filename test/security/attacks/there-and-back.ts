import { expect, it } from 'vitest';
import { ANN, annsAccount, DAYS, THIEF } from '../../support/anns-account.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, lastNotice, openWith } from '../../support/notices.js';
import { passwordOf, tokenIn } from '../../support/open-service.js';

const address = ANN.email;
const accountId = ANN.id;
const superseded = { ok: false, reason: 'token_superseded' };

/** A thief moves an account away and back, to have notices of it once its owner's link is dead. */
export function thereAndBackAttacks(engine: Engine): void {
  const { addressNow, annIsBack, disavow, lockOf, move, onAddressDisavowal } = annsAccount(engine);

  /** Ann's links are dead, and two of the thief's are not. */
  async function hisNotices() {
    const service = await openWith(engine, ANN, { hooks: { onAddressDisavowal } });
    const hers = await move(service, THIEF);
    service.clock.advance(3 * DAYS - 60);
    await service.passwords.accountChanged({ accountId, change: 'passkey_added' });
    await drained(service);
    const spare = disavowTokenIn(lastNotice(service, THIEF));
    const toHer = disavowTokenIn(lastNotice(service, address));
    const his = await move(service, address);
    service.clock.advance(3 * DAYS - 60);
    expect(await disavow(service, hers)).toMatchObject({ ok: false });
    return { service, his, spare, toHer };
  }

  it('attack 55: holds her up once, and she is back in alone', async () => {
    const { service, his, spare } = await hisNotices();
    const session = (await service.signIn(address, ANN.password))!;
    expect(await disavow(service, his, THIEF)).toMatchObject({
      ok: true,
      linkFollows: false,
      addressPutBack: false,
    });
    expect(await addressNow(), 'it is not his by the notice of the way back').toBe(address);
    expect(await lockOf(service)).toBe('disavowed');
    expect(await service.isSessionGood(session)).toBe(false);
    expect(service.eventsOf('disavowal.needs_operator'), 'whom he is told to ask').toMatchObject([
      { accountKey: accountId, because: 'address_changed' },
    ]);
    await annIsBack(service);
    expect(await disavow(service, spare, THIEF)).toEqual(superseded);
    expect(await lockOf(service)).toBeNull();
    expect(service.eventsOf('disavowal.needs_operator')).toHaveLength(1);
  });

  it('her link stays good, whatever else he holds', async () => {
    const { service, his, spare } = await hisNotices();
    await disavow(service, his, THIEF);
    const before = await service.stores.credentials.read(accountId);
    expect(await disavow(service, spare, THIEF)).toEqual(superseded);
    expect(await service.stores.credentials.read(accountId)).toEqual(before);
    await annIsBack(service);
  });

  it('the mail to her says nothing of the one who objects, who may be she herself elsewhere', async () => {
    const { service, his } = await hisNotices();
    const context = {
      ip: '198.51.100.7',
      userAgent: 'Elsewhere',
      place: 'Lyon',
      device: 'Another',
      locale: 'fr',
      correlationId: 'c1',
    };
    await service.passwords.disavowChange({ token: his, address: THIEF }, { context });
    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'disavowal', to: address }]);
    expect(JSON.stringify(mails)).not.toMatch(/198\.51|Elsewhere|Lyon|Another|"fr"/);
    expect(JSON.stringify(mails)).not.toContain(THIEF);
  });

  it('she who comes back after weeks asks for a link, and is in', async () => {
    const { service, his } = await hisNotices();
    await disavow(service, his, THIEF);
    await drained(service);
    service.clock.advance(21 * DAYS);
    expect(await service.request(address)).toMatchObject([{ kind: 'reset_link', to: address }]);
    const newPassword = passwordOf('ann again');
    const redeem = { token: service.lastToken(), newPassword };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await service.signIn(address, newPassword)).not.toBeNull();
  });

  it('attack 23: by moves of the locked account he has her mailed no link after the first', async () => {
    const service = await openWith(engine, ANN, { hooks: { onAddressDisavowal } });
    await move(service, THIEF);
    await disavow(service, await move(service, address), THIEF);
    await drained(service);
    for (let n = 0; n < 4; n += 1) {
      // By a session that another server takes for good.
      await move(service, THIEF);
      const his = await move(service, address);
      expect(await disavow(service, his, THIEF)).toMatchObject({ linkFollows: false });
      expect(await lockOf(service)).toBe('disputed');
    }
    expect(service.mails.filter(({ kind }) => kind === 'disavowal')).toHaveLength(1);
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ linkFollows: true });
    await annIsBack(service);
  });

  it('a link that leads out of a lock at an address of his gives that one no say', async () => {
    const service = await openWith(engine, ANN, { hooks: { onAddressDisavowal } });
    const hers = await move(service, THIEF);
    await service.passwords.lock({ accountId, notify: true });
    const link = tokenIn((await drained(service)).find((mail) => 'url' in mail));
    const redeem = { token: link, newPassword: passwordOf('thief') };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await disavow(service, hers)).toMatchObject({ addressPutBack: true });
  });

  it('changes nothing of the lock of an operator, and has nobody mailed', async () => {
    const { service, his } = await hisNotices();
    await service.passwords.lock({ accountId });
    expect(await disavow(service, his, THIEF)).toEqual(superseded);
    expect(await lockOf(service)).toBe('locked');
    expect(await drained(service)).toEqual([]);
  });

  it('what he has added is not taken back by his own word, and is by hers', async () => {
    const told: string[] = [];
    const service = await openWith(engine, ANN, {
      hooks: {
        onAddressDisavowal,
        onDisavowal: ({ change }) => void told.push(change),
      },
    });
    await move(service, THIEF);
    const his = await move(service, address);
    await service.passwords.accountChanged({ accountId, change: 'passkey_added' });
    await drained(service);
    const hers = disavowTokenIn(lastNotice(service, address));
    await disavow(service, his, THIEF);
    expect(told).toEqual([]);
    expect(await disavow(service, hers)).toMatchObject({ ok: true, linkFollows: true });
    expect(told).toEqual(['passkey_added']);
  });

  it('a link that an operator hands out says nothing of whose address it is', async () => {
    const { service, his, spare } = await hisNotices();
    await disavow(service, his, THIEF);
    await drained(service);
    const issued = await service.passwords.issueTicket({ accountId });
    const token = issued.ok ? issued.ticket.token : '';
    const redeem = { token, newPassword: passwordOf('by telephone') };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
    expect(await disavow(service, spare, THIEF)).toMatchObject({ ok: true, linkFollows: false });
    expect((await drained(service)).map(({ kind }) => kind)).toContain('disavowal');
  });

  it('where its owner has closed it, it is locked, and nobody is mailed', async () => {
    const { service, his } = await hisNotices();
    await engine.update(accountId, { enabled: false });
    expect(await disavow(service, his, THIEF)).toMatchObject({ ok: true, linkFollows: false });
    expect(await lockOf(service)).toBe('disavowed');
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([{ because: 'no_link' }]);
    expect(await drained(service)).toEqual([]);
  });

  it('an operator is called where the account is disabled before her link is mailed', async () => {
    const service = await openWith(engine, ANN, { hooks: { onAddressDisavowal } });
    await disavow(service, await move(service, THIEF));
    await engine.update(accountId, { enabled: false });
    await drained(service);
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([{ because: 'no_link' }]);
  });

  it('nor does a mail of hers that he has brought about outlive a further move', async () => {
    const { service, his } = await hisNotices();
    await disavow(service, his, THIEF);
    const link = tokenIn((await drained(service)).find((mail) => 'url' in mail));
    // By a session that another server takes for good.
    const again = await move(service, THIEF);
    expect(await lockOf(service)).toBe('disputed');
    const redeem = { token: link, newPassword: passwordOf(9) };
    expect(await service.passwords.redeemTicket(redeem)).toMatchObject({ ok: false });
    expect(await disavow(service, again)).toMatchObject({ addressPutBack: true });
    await annIsBack(service);
  });
}
