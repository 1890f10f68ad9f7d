import { memoryThrottle } from 'latchkey';
import { expect, it } from 'vitest';
import { ANN, annsAccount, DAYS, FURTHER, THIEF } from '../../support/anns-account.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, lastNotice, openWith } from '../../support/notices.js';
import type { AppMail, OpenService, ServiceOverrides } from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const address = ANN.email;
const accountId = ANN.id;
const FEW = { addressNoticesPerReader: { points: 1, windowSeconds: 86_400 } };

/** What who reads the address of before is told as well: how much, how long, and what of its owner. */
export function toldAsWellAttacks(engine: Engine): void {
  const { annIsBack, disavow, lockOf, moveUnsent, onAddressDisavowal } = annsAccount(engine);
  const open = (overrides: ServiceOverrides = {}) =>
    openWith(engine, ANN, { hooks: { onAddressDisavowal }, ...overrides });

  async function move(service: OpenService, to: string): Promise<AppMail[]> {
    await moveUnsent(service, to);
    return drained(service);
  }
  const change = (
    { passwords }: OpenService,
    kind: 'passkey_added' | 'second_factor_added' | 'second_factor_removed',
  ) => passwords.accountChanged({ accountId, change: kind });
  const toHer = (mails: readonly AppMail[]) => mails.filter(({ to }) => to === address);

  it('attack 23: what a thief has her told of meanwhile uses up nothing of what she is told of once she is back', async () => {
    const service = await open();
    await move(service, THIEF);
    const hers = disavowTokenIn(lastNotice(service, address));
    for (let n = 0; n < 13; n += 1) {
      await change(service, 'second_factor_added');
      await change(service, 'second_factor_removed');
      await move(service, n % 2 === 0 ? FURTHER : THIEF);
    }
    expect(service.eventsOf('notice.limited').length).toBeGreaterThan(5);
    await disavow(service, hers);
    await annIsBack(service);
    await change(service, 'second_factor_added');
    expect(toHer(await drained(service))).toMatchObject([{ change: 'second_factor_added' }]);
    for (let n = 0; n < 5; n += 1) {
      expect(toHer(await move(service, THIEF))).toMatchObject([{ kind: 'address_changed' }]);
      await move(service, address);
    }
  });

  it('attack 23: nor does a throttle that is away for a moment let more through', async () => {
    const counted = memoryThrottle();
    let fails = false;
    const service = await open({
      limits: FEW,
      throttle: {
        ...counted,
        consume: (key, limit) => {
          const isNow = fails;
          fails = false;
          return isNow ? Promise.reject(new Error('away')) : counted.consume(key, limit);
        },
      },
    });
    await move(service, THIEF);
    for (let n = 0; n < 10; n += 1) await move(service, n % 2 === 0 ? FURTHER : THIEF);
    const before = service.mails.length;
    for (let n = 0; n < 6; n += 1) {
      fails = true;
      await move(service, n % 2 === 0 ? FURTHER : THIEF);
      service.clock.advance(60);
      await drained(service);
    }
    expect(service.mails).toHaveLength(before);
  });

  it('attack 23: nor does a crash after one was held back', async () => {
    let fails = false;
    const service = await open({
      limits: FEW,
      stores: (stores) =>
        wrapStores(stores, ({ name }, run) => {
          if (fails && name === 'outbox.complete') {
            fails = false;
            return Promise.reject(new Error('killed'));
          }
          return run();
        }),
    });
    await move(service, THIEF);
    for (let n = 0; n < 10; n += 1) await move(service, n % 2 === 0 ? FURTHER : THIEF);
    const before = service.mails.length;
    fails = true;
    await move(service, FURTHER);
    expect(fails).toBe(false);
    service.clock.advance(3600);
    await drained(service);
    expect(service.mails).toHaveLength(before);
  });

  it('attack 55: what he changes elsewhere is told to her, though it is hers again before the mail is written', async () => {
    const service = await open();
    await move(service, THIEF);
    service.clock.advance(4 * DAYS);
    await change(service, 'passkey_added');
    await moveUnsent(service, address);
    expect(toHer(await drained(service))).toMatchObject([{ change: 'passkey_added' }]);
    const hers = disavowTokenIn(lastNotice(service, address));
    expect(await disavow(service, hers)).toMatchObject({ ok: true, linkFollows: true });
  });

  it('attack 55: what he changes when little of her say is left is taken back by her alone, whenever he moves it on', async () => {
    const told: string[] = [];
    const onDisavowal = ({ change }: { readonly change: string }) => void told.push(change);
    const service = await open({ hooks: { onAddressDisavowal, onDisavowal } });
    await move(service, THIEF);
    service.clock.advance(6 * DAYS - 150);
    await change(service, 'second_factor_added');
    const ofFactor = disavowTokenIn(toHer(await drained(service))[0]);
    service.clock.advance(80);
    const ofMove = disavowTokenIn(toHer(await move(service, FURTHER))[0]);
    service.clock.advance(3 * DAYS - 81);
    expect(await disavow(service, ofMove)).toMatchObject({ addressPutBack: true });
    expect(await disavow(service, ofFactor)).toMatchObject({ ok: true, linkFollows: true });
    expect(told).toEqual(['address_changed', 'second_factor_added']);
    expect(service.eventsOf('disavowal.needs_operator')).toEqual([]);
  });

  it('a link that outlasts her say begins a dispute, and gives nobody the account', async () => {
    const service = await open();
    await move(service, THIEF);
    service.clock.advance(6 * DAYS - 60);
    await change(service, 'passkey_added');
    const hers = disavowTokenIn(toHer(await drained(service))[0]);
    service.clock.advance(60);
    await move(service, FURTHER);
    expect(await disavow(service, hers)).toMatchObject({ ok: true, addressPutBack: false });
    expect(await lockOf(service)).toBe('disputed');
  });

  it('she is told no name of who is there now, who may be she herself', async () => {
    const account = { ...ANN, displayName: 'ann@new.example' };
    const links = { reset: 'https://app.example/password/reset' };
    const service = await openWith(engine, account, { links, hooks: { onAddressDisavowal } });
    await move(service, THIEF);
    await change(service, 'passkey_added');
    const mails = await drained(service);
    expect(mails.map(({ to }) => to).sort()).toEqual([address, THIEF]);
    expect(JSON.stringify(toHer(mails))).not.toContain('ann@new.example');
  });

  it('in dispute no session is good, not even one that a passkey of his has begun', async () => {
    const service = await openWith(engine, ANN);
    await move(service, THIEF);
    await disavow(service, disavowTokenIn(lastNotice(service, address)));
    expect(await lockOf(service)).toBe('disputed');
    const { stores, clock, passwords } = service;
    const { version: credentialsVersion } = await stores.credentials.read(accountId);
    const now = clock.now();
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const begun = { accountKey: accountId, credentialsVersion, expiresAt, now };
    const session = await stores.sessions.create(begun);
    const check = () => passwords.checkSession({ accountId, credentialsVersion });
    expect([await service.isSessionGood(session), await check()]).toEqual([
      false,
      { ok: false, reason: 'session_revoked' },
    ]);
    await passwords.unlock({ accountId });
    expect([await service.isSessionGood(session), await check()]).toEqual([true, { ok: true }]);
  });
}
