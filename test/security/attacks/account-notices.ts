import type { AccountChange } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { drained, openWith } from '../../support/notices.js';
import { passwordOf } from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('ann') };
const address = ANN.email;
const NEW = 'ann@example.com';
const accountId = 'ann';
const refused = (reason: string) => ({ ok: false, reason });

/** What an owner is told of beside her password and address, and who may silence it. */
export function accountNoticeAttacks(engine: Engine): void {
  it('attack 55: what is told goes to the address at commit, in the transaction of the change or not at all', async () => {
    const service = await openWith(engine, ANN);
    const { passwords, stores } = service;
    const close = (fails: boolean) =>
      stores.unitOfWork.run(async (transaction) => {
        await updateWithin(engine, transaction, { id: 'ann', email: NEW });
        await passwords.accountChanged({ accountId, change: 'account_closed', transaction });
        await updateWithin(engine, transaction, { id: 'ann', enabled: false });
        if (fails) throw new Error('rolled back');
      });
    await expect(close(true)).rejects.toThrow('rolled back');
    expect(await drained(service)).toEqual([]);
    await close(false);
    await engine.update('ann', { email: 'ann@example.net' });
    const [notice, ...more] = await drained(service);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'account_changed',
      change: 'account_closed',
      to: NEW,
    });
  });

  it('attack 34: twenty notices in a day, and the first of each kind in any case', async () => {
    const service = await openWith(engine, ANN);
    const { passwords } = service;
    const tell = (change: AccountChange, id = accountId) =>
      passwords.accountChanged({ accountId: id, change });
    for (let n = 0; n < 25; n += 1) await tell(n % 2 === 0 ? 'passkey_added' : 'passkey_removed');
    expect(await drained(service)).toHaveLength(22);
    expect(service.eventsOf('notice.limited')).toHaveLength(3);
    await tell('second_factor_added');
    expect(await drained(service)).toMatchObject([{ change: 'second_factor_added' }]);
    // Another account that has the address by now is told of as often.
    await engine.update('ann', { email: NEW });
    await service.seedAccount({ ...ANN, id: 'eve' });
    for (let n = 0; n < 3; n += 1) await tell('passkey_added', 'eve');
    expect(await drained(service)).toMatchObject([
      { to: address },
      { to: address },
      { to: address },
    ]);
  });

  it('attack 55: a thief uses up no notices of hers at an address of his', async () => {
    const service = await openWith(engine, ANN);
    const { passwords } = service;
    await engine.update('ann', { email: 'thief@example.net' });
    const change = 'second_factor_added';
    for (let n = 0; n < 25; n += 1) await passwords.accountChanged({ accountId, change });
    await drained(service);
    await engine.update('ann', { email: address });
    for (let n = 0; n < 3; n += 1) await passwords.accountChanged({ accountId, change });
    expect(await drained(service)).toMatchObject([
      { to: address },
      { to: address },
      { to: address },
    ]);
  });

  it('an operator who revokes the links to disavow takes back notices that wait, too', async () => {
    const service = await openWith(engine, ANN);
    const { passwords } = service;
    await passwords.accountChanged({ accountId, change: 'provider_linked' });
    const purposes = ['disavow'] as const;
    expect(await passwords.revokeTickets({ accountId, purposes })).toEqual({
      ok: true,
      revoked: 1,
    });
    expect(await drained(service)).toEqual([]);
  });

  it('nobody is told where there is no account, or no address', async () => {
    const service = await openWith(engine, ANN);
    const { passwords } = service;
    const change = 'recovery_codes_replaced';
    expect(await passwords.accountChanged({ accountId: 'nobody', change })).toEqual(
      refused('account_not_found'),
    );
    await engine.update('ann', { email: null });
    expect(await passwords.accountChanged({ accountId, change })).toEqual({
      ok: true,
      noticeFollows: false,
    });
    expect(await drained(service)).toEqual([]);
  });
}
