import { expect, it } from 'vitest';
import type { AppStores, Engine } from '../../support/each-engine.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
} from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

const WAYS = ['reset', 'change', 'direct set', 'first password'] as const;
type Way = (typeof WAYS)[number];

/** Changes the password in one of the ways that there are. */
async function changeBy(
  { passwords }: OpenService,
  way: Way,
  more: { readonly notify?: boolean; readonly keepSession?: string } = {},
) {
  const { notify, keepSession } = more;
  const keep = keepSession === undefined ? {} : { keepSession };
  switch (way) {
    case 'reset': {
      const issued = await passwords.issueTicket({ accountId: 'ann' });
      const token = issued.ok ? issued.ticket.token : '';
      return passwords.redeemTicket({ token, newPassword, ...keep });
    }
    case 'change':
      return passwords.changePassword({
        accountId: 'ann',
        currentPassword: ANN.password,
        newPassword,
        ...keep,
      });
    case 'direct set':
      return passwords.adminSetPassword({ accountId: 'ann', newPassword, notify, ...keep });
    case 'first password':
      return passwords.setInitialPassword({ accountId: 'ann', newPassword, ...keep });
  }
}

const accountFor = (way: Way) => (way === 'first password' ? { ...ANN, password: undefined } : ANN);

async function seedFor(service: OpenService, way: Way): Promise<void> {
  const { password, ...account } = accountFor(way);
  await service.seedAccount(password === undefined ? account : { ...account, password });
}

/** Sessions in a store of their own, which cannot join the transaction and may be away. */
function remoteSessions(sessions: AppStores['sessions']) {
  const remote = {
    away: false,
    calls: 0,
    wrap: (stores: AppStores): AppStores => ({
      ...stores,
      sessions: {
        transactional: false,
        create: (session) => sessions.create(session),
        find: (query) => sessions.find(query),
        revoke: (revocation) => remote.reach(() => sessions.revoke(revocation)),
        restamp: (stamp) => remote.reach(() => sessions.restamp(stamp)),
      } satisfies AppStores['sessions'],
    }),
    async reach<T>(work: () => Promise<T>): Promise<T> {
      remote.calls += 1;
      if (remote.away) throw new Error('the session store is away');
      return work();
    },
  };
  return remote;
}

async function openSession(service: OpenService): Promise<string> {
  return service.stores.sessions.create({
    accountKey: 'ann',
    credentialsVersion: (await service.stores.credentials.read('ann')).version,
    expiresAt: new Date(service.clock.now().getTime() + 86_400_000),
    now: service.clock.now(),
  });
}

/** Whether the row is there at all, whatever its version: a raw look at the store. */
async function isStored(service: OpenService, sessionId: string): Promise<boolean> {
  const found = await service.stores.sessions.restamp({
    accountKey: 'ann',
    sessionId,
    credentialsVersion: 99,
  });
  return found !== null;
}

/** ATTACKS.md, "After the change". */
export function afterChangeAttacks(engine: Engine): void {
  it.each(WAYS)('attack 50: every session ends with a %s', async (way) => {
    const service = openService(engine);
    await seedFor(service, way);
    const sessions = [await openSession(service), await openSession(service)];
    expect(await changeBy(service, way)).toMatchObject({ ok: true, sessions: 'revoked' });
    for (const session of sessions) {
      expect(await service.isSessionGood(session)).toBe(false);
      expect(await isStored(service, session)).toBe(false);
    }
    expect(service.eventsOf('sessions.revoked')).toMatchObject([{ revoked: 2 }]);
    const anew = (await service.signIn(ANN.email, newPassword))!;
    expect(await service.isSessionGood(anew)).toBe(true);
  });

  it.each(WAYS)('attack 50: sessions in a store of their own end with a %s', async (way) => {
    const remote = remoteSessions(engine.stores().sessions);
    const service = openService(engine, { stores: remote.wrap });
    await seedFor(service, way);
    const session = await openSession(service);
    expect(await changeBy(service, way)).toMatchObject({ ok: true, sessions: 'revoked' });
    expect(await isStored(service, session)).toBe(false);
  });

  it.each(['change', 'first password'] as const)(
    'attack 50: one session stays at a %s if asked for, under another id',
    async (way) => {
      for (const remote of [false, true]) {
        const overrides: ServiceOverrides = remote
          ? { stores: remoteSessions(engine.stores().sessions).wrap }
          : {};
        const service = openService(engine, overrides);
        const id = remote ? 'remote' : 'local';
        const account = { ...accountFor(way), id, email: `${id}@example.org` };
        const { password, ...row } = account;
        await service.seedAccount(password === undefined ? row : { ...row, password });
        const create = () =>
          service.stores.sessions.create({
            accountKey: id,
            credentialsVersion: 0,
            expiresAt: new Date(service.clock.now().getTime() + 86_400_000),
            now: service.clock.now(),
          });
        const [kept, other] = [await create(), await create()];
        const { passwords } = service;
        const changed =
          way === 'change'
            ? await passwords.changePassword({
                accountId: id,
                currentPassword: ANN.password,
                newPassword,
                keepSession: kept,
              })
            : await passwords.setInitialPassword({ accountId: id, newPassword, keepSession: kept });
        if (!changed.ok) throw new Error(changed.reason);
        expect(changed.keptSessionId).not.toBeNull();
        expect(changed.keptSessionId).not.toBe(kept);
        expect(await service.isSessionGood(changed.keptSessionId!)).toBe(true);
        expect(await service.isSessionGood(kept)).toBe(false);
        expect(await service.isSessionGood(other)).toBe(false);
      }
    },
  );

  it("attack 50: a reset or a direct set keeps no session, and a change keeps no stranger's", async () => {
    for (const way of ['reset', 'direct set'] as const) {
      const service = openService(engine);
      if ((await engine.account('ann')) === null) await service.seedAccount(ANN);
      const session = await openSession(service);
      expect(await changeBy(service, way, { keepSession: session })).toMatchObject({ ok: true });
      expect(await service.isSessionGood(session)).toBe(false);
    }
    const service = openService(engine);
    await service.seedAccount({ id: 'eve', email: 'eve@example.org', password: passwordOf(1) });
    const evil = (await service.signIn('eve@example.org', passwordOf(1)))!;
    const changed = await service.passwords.changePassword({
      accountId: 'ann',
      currentPassword: newPassword,
      newPassword: passwordOf(3),
      keepSession: evil,
    });
    expect(changed).toMatchObject({ ok: true });
    expect(changed.ok && changed.keptSessionId).toBeNull();
    expect(
      await service.stores.sessions.find({ sessionId: evil, now: service.clock.now() }),
    ).toMatchObject({ accountKey: 'eve' });
  });

  it.each(WAYS)('attack 52: a JWT from before a %s is refused', async (way) => {
    const service = openService(engine);
    await seedFor(service, way);
    const { passwords, clock } = service;
    const checked = async (session: { credentialsVersion: number } | { issuedAtSeconds: number }) =>
      (await passwords.checkSession({ accountId: 'ann', ...session })).ok;
    expect(await checked({ credentialsVersion: 0 })).toBe(true);

    clock.advance(0.4);
    expect(await changeBy(service, way)).toMatchObject({ ok: true, credentialsVersion: 1 });
    expect(await checked({ credentialsVersion: 0 })).toBe(false);
    expect(await checked({ credentialsVersion: 1 })).toBe(true);
    expect(await checked({ credentialsVersion: 2 })).toBe(false);

    // `iat` cannot say on which side of the change it was in that second: the second is refused.
    const second = Math.floor(clock.now().getTime() / 1000);
    expect(await checked({ issuedAtSeconds: second - 1 })).toBe(false);
    expect(await checked({ issuedAtSeconds: second })).toBe(false);
    expect(await checked({ issuedAtSeconds: second + 0.999 })).toBe(false);
    expect(await checked({ issuedAtSeconds: second + 1 })).toBe(true);
    for (const iat of [null, undefined, Number.NaN, '9999999999', Number.POSITIVE_INFINITY])
      expect(await checked({ issuedAtSeconds: iat as number })).toBe(false);
    for (const version of [null, undefined, Number.NaN, '1', 1.5, -1, true])
      expect(await checked({ credentialsVersion: version as number })).toBe(false);
  });

  // Sessions in Redis are in no transaction; what holds of them is the next test.
  it.skipIf(engine.name === 'redis').each(WAYS)(
    'attack 53: a session store in the transaction that fails takes the %s back',
    async (way) => {
      const service = openService(engine, {
        stores: (stores) =>
          wrapStores(stores, ({ name }, run) => {
            if (name === 'sessions.revoke') throw new Error('the session store is away');
            return run();
          }),
      });
      await seedFor(service, way);
      const before = await engine.account('ann');
      await expect(changeBy(service, way)).rejects.toThrow('the session store is away');
      expect(await engine.account('ann')).toEqual(before);
      expect(await service.stores.credentials.read('ann')).toMatchObject({ version: 0 });
      expect(service.eventsOf('password.changed')).toEqual([]);
      service.clock.advance(600);
      await service.passwords.drainOutbox();
      expect(service.mails).toEqual([]);
    },
  );

  it.each(WAYS)(
    'attack 53: a session store elsewhere that fails at a %s is told and retried until it is done',
    async (way) => {
      const remote = remoteSessions(engine.stores().sessions);
      const service = openService(engine, { stores: remote.wrap });
      await seedFor(service, way);
      const session = await openSession(service);
      remote.away = true;
      expect(await changeBy(service, way)).toMatchObject({
        ok: true,
        sessions: 'revocation_pending',
      });
      expect(service.eventsOf('sessions.revocation_deferred')).toHaveLength(1);
      expect(service.eventsOf('sessions.revoked')).toEqual([]);
      // Meanwhile the version refuses what the store still holds.
      expect(await service.isSessionGood(session)).toBe(false);

      for (let n = 0; n < 5; n += 1) {
        service.clock.advance(700);
        await service.passwords.drainOutbox();
      }
      const deferred = service.eventsOf('outbox.deferred');
      expect(deferred.some(({ kind }) => kind === 'session_revocation')).toBe(true);

      remote.away = false;
      service.clock.advance(700);
      await service.passwords.drainOutbox();
      expect(await isStored(service, session)).toBe(false);
      expect(await service.stores.outbox.status({ countUpTo: 10 })).toMatchObject({ pending: 0 });
    },
  );

  it.each(WAYS)(
    'attack 55: the owner is told of a %s, through failures, at the address of then',
    async (way) => {
      const service = openService(engine);
      await seedFor(service, way);
      service.mailServer = 'fails';
      const asked = way === 'direct set' ? { notify: true } : {};
      expect(await changeBy(service, way, asked)).toMatchObject({ ok: true });
      // The thief changes the address in the next second.
      await engine.update('ann', { email: 'thief@example.net' });
      for (let n = 0; n < 3; n += 1) {
        await service.passwords.drainOutbox();
        service.clock.advance(700);
      }
      expect(service.mails).toEqual([]);
      // A worker of another process takes over after a crash in the middle.
      const [claimed] = await service.stores.outbox.claim({
        now: service.clock.now(),
        leaseUntil: new Date(service.clock.now().getTime() + 60_000),
        leaseId: 'crashed',
        limit: 10,
      });
      expect(claimed?.kind).toBe('change_notice');
      const other = openService(engine, { clock: service.clock });
      await other.passwords.drainOutbox();
      expect(other.mails).toEqual([]);
      service.clock.advance(61);
      await other.passwords.drainOutbox();
      expect(other.mails).toMatchObject([{ kind: 'password_changed', to: ANN.email }]);
      await other.passwords.drainOutbox();
      expect(other.mails).toHaveLength(1);
    },
  );

  it('attack 55: a direct set sends a notice only when asked, and its event always fires', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await changeBy(service, 'direct set');
    await service.passwords.drainOutbox();
    expect(service.mails).toEqual([]);
    expect(service.eventsOf('password.changed')).toMatchObject([{ cause: 'direct_set' }]);
    await changeBy(service, 'direct set', { notify: true });
    await service.passwords.drainOutbox();
    expect(service.mails).toMatchObject([{ kind: 'password_changed', cause: 'direct_set' }]);
    expect(service.eventsOf('password.changed')).toHaveLength(2);
  });

  it('attack 55: a notice that is refused for good is an event and can be listed', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    service.mailServer = 'refuses';
    await changeBy(service, 'reset');
    await service.passwords.drainOutbox();
    expect(service.eventsOf('outbox.given_up')).toMatchObject([
      { kind: 'change_notice', reason: 'refused' },
    ]);
    expect(await service.passwords.listGivenUp()).toMatchObject([
      { kind: 'change_notice', accountKey: 'ann', reason: 'refused' },
    ]);
    expect(service.eventsOf('mail.sent')).toEqual([]);
  });
}
