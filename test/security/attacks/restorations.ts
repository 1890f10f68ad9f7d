import { type Disavowal, type Ticket, unwrap } from 'latchkey';
import { totp } from 'latchkey/totp';
import { expect, it } from 'vitest';
import { codeAt } from '../../support/authenticator.js';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, openWith } from '../../support/notices.js';
import {
  FixedClock,
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';
import { updateWithin } from '../../support/update-within.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('ann') };
const address = ANN.email;
const newPassword = passwordOf('new');
const accountId = 'ann';
const accountKey = accountId;
const refused = (reason: string) => ({ ok: false, reason });
const ASKED = { ...refused('second_factor_required'), methods: ['totp', 'recovery_code'] };
const HOUR = 3600;

/** What an owner's word puts back, and what nobody may have put back by it. */
export function restorationAttacks(engine: Engine): void {
  /** A service with authenticators; `restores`: whether the owner's word takes them back. */
  async function open({
    restores = true,
    ...overrides
  }: ServiceOverrides & { restores?: boolean } = {}) {
    const clock = new FixedClock();
    const secondFactor = totp({ store: engine.totpStore(), issuer: 'Acme', clock: clock.now });
    const onDisavowal = async ({ accountKey, since, transaction }: Disavowal<string>) => {
      unwrap(await secondFactor.takeBack({ accountKey, since, transaction }));
    };
    const service = await openWith(engine, ANN, {
      clock,
      secondFactor,
      ...(restores ? { hooks: { onDisavowal } } : {}),
      ...overrides,
    });
    /** Enrols an app as whoever holds a session would, and tells of it as an application does. */
    const enrol = async (): Promise<string> => {
      const begun = await secondFactor.beginEnrolment({ accountKey, label: address });
      if (!begun.ok) throw new Error(begun.reason);
      const code = codeAt(begun.secret, clock.now());
      const confirmed = await secondFactor.confirmEnrolment({ accountKey, code });
      if (!confirmed.ok) throw new Error(confirmed.reason);
      const { enrolledAt: changedAt } = confirmed;
      const changed = { accountId, change: 'second_factor_added', changedAt } as const;
      expect(await service.passwords.accountChanged(changed)).toEqual({
        ok: true,
        noticeFollows: true,
      });
      clock.advance(60);
      return begun.secret;
    };
    const isEnrolled = async () => (await secondFactor.methods({ accountKey })).length > 0;
    return { ...service, service, secondFactor, enrol, isEnrolled };
  }

  const change = (service: OpenService) =>
    service.passwords.changePassword({
      accountId,
      currentPassword: ANN.password,
      newPassword: passwordOf('thief'),
    });

  it('attacks 51, 54: a second factor that a thief has added goes by its owner’s word, with his session and password', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    const session = (await service.signIn(address, ANN.password))!;
    const secret = await enrol();
    await service.request(address);
    const before = service.lastToken();
    expect(await passwords.redeemTicket({ token: before, newPassword })).toEqual(ASKED);
    const [notice] = service.mails.filter((mail) => mail.kind === 'account_changed');
    expect(notice).toMatchObject({ to: address, change: 'second_factor_added' });

    const token = disavowTokenIn(notice);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(await isEnrolled()).toBe(false);
    expect(await service.isSessionGood(session)).toBe(false);
    const code = codeAt(secret, clock.now());
    expect(await passwords.verifySecondFactor({ token: before, method: 'totp', code })).toEqual(
      refused('token_superseded'),
    );
    const fresh = tokenIn((await drained(service)).find(({ kind }) => kind === 'disavowal'));
    expect(await passwords.redeemTicket({ token: fresh, newPassword })).toMatchObject({ ok: true });
    expect(await service.signIn(address, newPassword)).not.toBeNull();
  });

  it('attack 54: a second factor from before the noticed change stands, and her link asks for it', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    const secret = await enrol();
    await drained(service);
    clock.advance(HOUR);
    await change(service);
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(await isEnrolled()).toBe(true);
    const fresh = tokenIn((await drained(service))[0]);
    expect(await passwords.redeemTicket({ token: fresh, newPassword })).toEqual(ASKED);
    const code = codeAt(secret, clock.now());
    const shown = await passwords.verifySecondFactor({ token: fresh, method: 'totp', code });
    const secondFactor = { proof: shown.ok ? shown.secondFactorProof : '' };
    expect(await passwords.redeemTicket({ token: fresh, newPassword, secondFactor })).toMatchObject(
      { ok: true },
    );
  });

  it('attack 54: the links of earlier notices stay good, so that the oldest change can be said, too', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    await enrol();
    const [added] = await drained(service);
    clock.advance(HOUR);
    await change(service);
    const later = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token: later, address })).toMatchObject({ ok: true });
    expect(await isEnrolled(), 'it was there before the password changed').toBe(true);
    const token = disavowTokenIn(added);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(await isEnrolled()).toBe(false);
  });

  it('attack 54: in dispute nothing is put back, whoever reads the old mailbox', async () => {
    const { service, passwords, enrol, isEnrolled } = await open();
    await enrol();
    const token = disavowTokenIn((await drained(service))[0]);
    await engine.update('ann', { email: 'ann@example.net' });
    await passwords.addressChanged({ accountId, oldAddress: address });
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: false });
    const other = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token: other, address })).toMatchObject({ ok: true });
    expect(await isEnrolled()).toBe(true);
  });

  it('attack 54: nor where the account’s row is gone, or by a hook that moves the account', async () => {
    const ran: string[] = [];
    const { service, passwords } = await open({
      hooks: {
        async onDisavowal({ change, transaction }) {
          ran.push(change);
          await updateWithin(engine, transaction, { id: 'ann', email: 'thief@example.net' });
        },
      },
      stores: (stores) =>
        wrapStores(stores, ({ name }, run) =>
          hidden && name === 'users.findByKey' ? null : run(),
        ),
    });
    let hidden = false;
    await passwords.accountChanged({ accountId, change: 'passkey_added' });
    await change(service);
    const [first, second] = (await drained(service)).map(disavowTokenIn);
    hidden = true;
    expect(await passwords.disavowChange({ token: first!, address })).toMatchObject({
      linkFollows: false,
    });
    expect(ran).toEqual([]);
    hidden = false;
    await expect(passwords.disavowChange({ token: second!, address })).rejects.toMatchObject({
      code: 'ERR_HOOK',
    });
    expect(ran).toHaveLength(1);
    expect(await engine.account('ann')).toMatchObject({ email: address });
    expect(await passwords.inspectDisavowal({ token: second! })).toMatchObject({ ok: true });
  });

  it('attack 54: a notice that is told of late takes back nothing that the owner has added since', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    service.mailServer = 'refuses';
    await change(service);
    await drained(service);
    clock.advance(72 * HOUR + 0.001);
    service.mailServer = 'accepts';
    await enrol();
    await drained(service);
    await passwords.requeueGivenUp({ all: true });
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(await isEnrolled()).toBe(true);

    // Three days are not late: so long the mail server may be away.
    const changed = { accountId, change: 'second_factor_added' } as const;
    const changedAt = new Date(clock.now().getTime() - 72 * HOUR * 1000);
    await passwords.accountChanged({ ...changed, changedAt });
    const inTime = disavowTokenIn((await drained(service)).find((mail) => 'disavow' in mail));
    await passwords.disavowChange({ token: inTime, address });
    expect(await isEnrolled()).toBe(false);
  });

  it('attack 54: a change that is told of before it happens is taken back all the same', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    await enrol();
    await drained(service);
    // By a server whose clock is ahead.
    const changedAt = new Date(clock.now().getTime() + 3 * HOUR * 1000);
    await passwords.accountChanged({ accountId, change: 'second_factor_added', changedAt });
    const [notice] = await drained(service);
    expect(notice).toMatchObject({ changedAt: clock.now() });
    await passwords.disavowChange({ token: disavowTokenIn(notice), address });
    expect(await isEnrolled()).toBe(false);
  });

  it('attack 54: without the hook no mailed link removes a second factor', async () => {
    const { service, passwords, enrol, isEnrolled } = await open({ restores: false });
    await enrol();
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(await isEnrolled()).toBe(true);
    const fresh = tokenIn((await drained(service))[0]);
    expect(await passwords.redeemTicket({ token: fresh, newPassword })).toEqual(ASKED);
  });

  it('attack 55: a hook that fails undoes nothing and spends no link', async () => {
    let fails = true;
    const { service, passwords, clock } = await open({
      hooks: {
        async onDisavowal({ transaction }) {
          await updateWithin(engine, transaction, { id: 'ann', enabled: false });
          if (fails) throw new Error('not now');
          await updateWithin(engine, transaction, { id: 'ann', enabled: true });
        },
      },
    });
    const session = (await service.signIn(address, ANN.password))!;
    await passwords.accountChanged({ accountId, change: 'telephone_changed' });
    const token = disavowTokenIn((await drained(service))[0]);
    const before = await service.stores.credentials.read('ann');
    await expect(passwords.disavowChange({ token, address })).rejects.toMatchObject({
      code: 'ERR_HOOK',
    });
    expect(await service.stores.credentials.read('ann')).toEqual(before);
    expect(await service.isSessionGood(session)).toBe(true);
    expect(await engine.account('ann')).toMatchObject({ enabled: true });
    expect(await drained(service)).toEqual([]);
    fails = false;
    clock.advance(1);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
  });

  it('the hook is told what its notice told, in the transaction, ahead of that of the lock', async () => {
    const told: unknown[] = [];
    const { service, passwords, clock } = await open({
      hooks: {
        async onDisavowal({ transaction, ...disavowal }) {
          expect(transaction).toBeTypeOf('object');
          told.push(disavowal);
        },
        onPasswordLock: ({ reason, credentialsVersion }) =>
          void told.push([reason, credentialsVersion]),
      },
    });
    const changedAt = new Date(clock.now().getTime() - 1234);
    await passwords.accountChanged({ accountId, change: 'passkey_added', changedAt });
    const notices = await drained(service);
    expect(notices).toMatchObject([{ changedAt }]);
    await change(service);
    notices.push(...(await drained(service)));
    // Put in for a moment, and taken out again.
    await passwords.addressChanged({ accountId, oldAddress: address, changedAt });
    notices.push(...(await drained(service)));
    const context = { correlationId: 'c-1' };
    for (const notice of notices)
      await passwords.disavowChange({ token: disavowTokenIn(notice), address }, { context });
    const account = expect.objectContaining({ id: 'ann', email: address });
    const since = new Date(changedAt.getTime() - 60_000);
    const disavowed = { accountKey, account, disavowedAt: clock.now(), context };
    expect(told).toEqual([
      { ...disavowed, change: 'passkey_added', changedAt, since },
      ['disavowed', 2],
      {
        ...disavowed,
        change: 'password_changed',
        changedAt: clock.now(),
        since: new Date(clock.now().getTime() - 60_000),
      },
      ['disavowed', 3],
      { ...disavowed, change: 'address_changed', changedAt, since },
      ['disavowed', 4],
    ]);
    expect(JSON.stringify(told)).not.toContain('passwordHash');
  });

  it('a closed account that the hook opens again is mailed its link', async () => {
    const closing = async ({ passwords }: OpenService) => {
      await passwords.accountChanged({ accountId, change: 'account_closed' });
      await engine.update('ann', { enabled: false });
    };
    const { service, passwords } = await open({
      hooks: {
        onDisavowal: ({ transaction }) =>
          updateWithin(engine, transaction, { id: 'ann', enabled: true }),
      },
    });
    await closing(service);
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    const fresh = tokenIn((await drained(service))[0]);
    expect(await passwords.redeemTicket({ token: fresh, newPassword })).toMatchObject({ ok: true });

    // Where it stays closed, an operator is called.
    const other = openService(engine, { links: LINKS });
    await closing(other);
    const again = disavowTokenIn((await drained(other))[0]);
    expect(await other.passwords.disavowChange({ token: again, address })).toMatchObject({
      linkFollows: false,
    });
    expect(other.eventsOf('disavowal.needs_operator')).toMatchObject([{ because: 'no_link' }]);
  });

  it('a link that was mailed before its ticket noted what it was about puts nothing back', async () => {
    const ran: string[] = [];
    const { service, passwords } = await open({
      stores: (stores) =>
        wrapStores(stores, async ({ name }, run) => {
          const found = await run();
          if (name !== 'tickets.findByDigest' || found === null) return found;
          return { ...(found as Ticket), noticed: null };
        }),
      hooks: { onDisavowal: ({ change }) => void ran.push(change) },
    });
    await passwords.accountChanged({ accountId, change: 'second_factor_added' });
    const token = disavowTokenIn((await drained(service))[0]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ linkFollows: true });
    expect(ran).toEqual([]);
  });

  it('attack 55: nor the link of her notice, by all that he may cause in three days', async () => {
    const { service, passwords, enrol, isEnrolled, clock } = await open();
    for (let n = 0; n < 50; n += 1)
      await passwords.adminSetPassword({ accountId, newPassword: passwordOf(n % 9), notify: true });
    await drained(service);
    clock.advance(72 * HOUR - 360);
    await enrol();
    const [notice] = (await drained(service)).filter((mail) => mail.kind === 'account_changed');
    clock.advance(12 * 60);
    await passwords.disavowChange({ token: disavowTokenIn(notice), address });
    expect(await isEnrolled()).toBe(false);
  });
}
