import { unwrap } from 'latchkey';
import { type TotpStore, totp } from 'latchkey/totp';
import { expect, it } from 'vitest';
import { codeAt } from '../support/authenticator.js';
import { type AppStores, type Engine, forEachEngine } from '../support/each-engine.js';
import { gate } from '../support/gate.js';
import { disavowTokenIn, drained, LINKS } from '../support/notices.js';
import {
  FixedClock,
  type OpenService,
  openService,
  passwordOf,
  tokenIn,
} from '../support/open-service.js';
import { pauseAt } from '../support/pause-at.js';

const stolen = passwordOf('stolen');
const taken = passwordOf('taken');
const newest = passwordOf('newest');
const refused = (reason: string) => ({ ok: false, reason });

/** A thief has changed the password of an account of its own; its owner has the notice. */
async function takeOver(engine: Engine, id: string) {
  const service = openService(engine, { links: LINKS, clock: new FixedClock() });
  const address = `${id}@example.org`;
  await service.seedAccount({ id, email: address, password: stolen });
  const { passwords } = service;
  const change = { accountId: id, currentPassword: stolen, newPassword: taken };
  await passwords.changePassword(change);
  const token = disavowTokenIn((await drained(service)).find(({ to }) => to === address));
  return { service, id, address, token };
}

/** Nobody gets in with what the thief knows, and the owner does with the link that follows. */
async function expectDisavowed({
  service,
  id,
  address,
}: {
  readonly service: OpenService;
  readonly id: string;
  readonly address: string;
}): Promise<void> {
  const { passwords, stores } = service;
  expect(await stores.credentials.read(id)).toMatchObject({ changeRequired: 'disavowed' });
  for (const password of [stolen, taken, newest])
    expect(await service.signIn(address, password)).toBeNull();
  const link = (await drained(service)).find(
    ({ kind, to }) => kind === 'disavowal' && to === address,
  );
  const redeem = { token: tokenIn(link), newPassword: passwordOf('owner') };
  expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
}

/** Ticket or version, account, and from then on a transaction is open. */
const STEPS_OUTSIDE = 3;
const STEPS = 12;

forEachEngine(
  'a disavowal beside a change',
  (engine) => {
    it('attack 19: a change, stopped at each of its steps by a disavowal, does not outlive it', async () => {
      const outcomes = new Set<string>();
      for (let step = 0; step < STEPS; step += 1) {
        const at = await takeOver(engine, `change-${step}`);
        const pause = pauseAt(step);
        const thief = openService(engine, {
          clock: at.service.clock,
          links: LINKS,
          stores: () => pause.wrap(engine.furtherStores()),
        });
        const change = { accountId: at.id, currentPassword: taken, newPassword: newest };
        const changing = thief.passwords.changePassword(change).finally(pause.skip);
        await pause.reached;
        const disavowing = at.service.passwords.disavowChange(at);
        if (step < STEPS_OUTSIDE) await disavowing;
        else await Promise.race([disavowing, new Promise((resolve) => setImmediate(resolve))]);
        pause.resume();
        const changed = await changing;
        outcomes.add(changed.ok ? 'changed before' : changed.reason);
        expect(await disavowing).toMatchObject({ ok: true });
        await expectDisavowed(at);
      }
      expect([...outcomes].sort()).toEqual([
        'changed before',
        'changed_meanwhile',
        'reset_required',
      ]);
    });

    it('attack 19: a disavowal, stopped at each of its steps by a change, wins all the same', async () => {
      for (let step = 0; step < STEPS; step += 1) {
        const at = await takeOver(engine, `disavowal-${step}`);
        const pause = pauseAt(step);
        const owner = openService(engine, {
          clock: at.service.clock,
          links: LINKS,
          stores: () => pause.wrap(engine.furtherStores()),
        });
        const disavowing = owner.passwords.disavowChange(at).finally(pause.skip);
        await pause.reached;
        const change = { accountId: at.id, currentPassword: taken, newPassword: newest };
        const changing = at.service.passwords.changePassword(change);
        if (step < 2) expect(await changing).toMatchObject({ ok: true });
        else await Promise.race([changing, new Promise((resolve) => setImmediate(resolve))]);
        pause.resume();
        expect(await disavowing).toMatchObject({ ok: true, linkFollows: true });
        await changing;
        await expectDisavowed(at);
      }
    });

    it('attack 19: a redemption of what was requested before does not outlive it either', async () => {
      for (let step = 0; step < 4; step += 1) {
        const at = await takeOver(engine, `redemption-${step}`);
        await at.service.request(at.address);
        const token = at.service.lastToken();
        const pause = pauseAt(step);
        const thief = openService(engine, {
          clock: at.service.clock,
          links: LINKS,
          stores: () => pause.wrap(engine.furtherStores()),
        });
        const redeeming = thief.passwords
          .redeemTicket({ token, newPassword: newest })
          .finally(pause.skip);
        await pause.reached;
        expect(await at.service.passwords.disavowChange(at)).toMatchObject({ ok: true });
        pause.resume();
        expect(await redeeming).toEqual(refused('token_superseded'));
        await expectDisavowed(at);
      }
    });
  },
  ['memory', 'sqlite', 'postgres', 'mariadb'],
);

/** Writes down how often a transaction was begun: once more for each that a conflict has ended. */
function countingAttempts(stores: AppStores) {
  const counting = { attempts: 0, stores };
  const { unitOfWork } = stores;
  const run: typeof unitOfWork.run = (work) =>
    unitOfWork.run((tx) => {
      counting.attempts += 1;
      return work(tx);
    });
  counting.stores = { ...stores, unitOfWork: { run } };
  return counting;
}

/** A taken account whose thief has begun an app of his own, and the owner who takes it back. */
async function enrolling(
  engine: Engine,
  id: string,
  around: { before?: () => unknown; after?: () => unknown; store?: TotpStore } = {},
) {
  const at = await takeOver(engine, id);
  const { clock } = at.service;
  const account = { accountKey: id };
  const open = (store: TotpStore) => totp({ store, issuer: 'Acme', clock: clock.now });
  const taking = open(engine.totpStore());
  const ofThief = open(around.store ?? engine.totpStore());
  const byOwner = countingAttempts(engine.furtherStores());
  const byThief = countingAttempts(engine.stores());
  const owner = openService(engine, {
    clock,
    links: LINKS,
    stores: () => byOwner.stores,
    hooks: {
      async onDisavowal({ accountKey, since, transaction }) {
        await around.before?.();
        unwrap(await taking.takeBack({ accountKey, since, transaction }));
        await around.after?.();
      },
    },
  });
  const begin = () => ofThief.beginEnrolment({ ...account, label: id });
  /** In one transaction with the notice, as an application does. */
  const confirm = (secret: string, isConfirmed: () => unknown = () => {}) =>
    byThief.stores.unitOfWork.run(async (transaction) => {
      const code = codeAt(secret, clock.now());
      const confirmed = await ofThief.confirmEnrolment({ ...account, code, transaction });
      if (!confirmed.ok) return confirmed;
      await isConfirmed();
      const told = { accountId: id, changedAt: confirmed.enrolledAt, transaction };
      const change = 'second_factor_added';
      unwrap(await at.service.passwords.accountChanged({ ...told, change }));
      return confirmed;
    });
  const remove = () =>
    byThief.stores.unitOfWork.run(async (transaction) => {
      const removed = unwrap(await ofThief.remove({ ...account, transaction }));
      const change = 'second_factor_removed';
      unwrap(await at.service.passwords.accountChanged({ accountId: id, change, transaction }));
      return removed;
    });
  const { secret } = unwrap(await begin());
  clock.advance(60);
  return {
    at,
    secret,
    begin,
    confirm,
    remove,
    disavow: () => owner.passwords.disavowChange(at),
    status: async () => unwrap(await taking.status(account)),
    attempts: () => ({ owner: byOwner.attempts, thief: byThief.attempts }),
  };
}

const ROUNDS = 20;

forEachEngine(
  'a disavowal beside an enrolment',
  (engine) => {
    it('attack 54: whichever comes first, no transaction of them waits crosswise, and no factor is left', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const race = await enrolling(engine, `race-${round}`);
        const work = [race.disavow, () => race.confirm(race.secret), race.remove];
        const first = round % work.length;
        const inTurn = [...work.slice(first), ...work.slice(0, first)];
        await Promise.all(inTurn.map((each) => each()));
        expect(race.attempts(), 'a conflict would have been tried again').toEqual({
          owner: 1,
          thief: 2,
        });
        expect(await race.status()).toMatchObject({ state: 'none', recoveryCodesLeft: 0 });
        await expectDisavowed(race.at);
      }
    });

    it('attack 54: who enrols anew at the same moment has a factor only from after the lock', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        let isTaking = false;
        const race = await enrolling(engine, `anew-${round}`, {
          before: () => {
            isTaking = true;
          },
        });
        let isFromAfter = false;
        const anew = async () => {
          const begun = await race.begin();
          // Refused where it was removed again before it was looked at.
          if (!begun.ok) return;
          const confirmed = await race.confirm(begun.secret);
          isFromAfter = isTaking && confirmed.ok;
        };
        const work = [anew, race.disavow, race.remove];
        const first = round % work.length;
        const inTurn = [...work.slice(first), ...work.slice(0, first)];
        await Promise.all(inTurn.map((each) => each()));
        expect(race.attempts().owner).toBe(1);
        const { state } = await race.status();
        if (!isFromAfter) expect(state).toBe('none');
      }
    });

    it('attack 54: an enrolment whose notice is being written is waited for, and taken back', async () => {
      const [confirmed, locked] = [gate(), gate()];
      const race = await enrolling(engine, 'waited-for', { before: () => locked.resolve() });
      const enrols = race.confirm(race.secret, async () => {
        confirmed.resolve();
        // The disavowal holds the account by now, and its hook is about to wait for the factor.
        await locked.promise;
        await new Promise((resolve) => setImmediate(resolve));
      });
      await confirmed.promise;
      const disavowing = race.disavow();
      expect(await enrols).toMatchObject({ ok: true });
      expect(await disavowing).toMatchObject({ ok: true, linkFollows: true });
      expect(race.attempts()).toEqual({ owner: 1, thief: 1 });
      expect(await race.status()).toMatchObject({ state: 'none', recoveryCodesLeft: 0 });
      const mails = await drained(race.at.service);
      expect(mails.map((mail) => mail.kind)).toContain('account_changed');
    });

    it('attack 54: an enrolment that is confirmed while a disavowal is open waits for it, in vain', async () => {
      const [taken, looked] = [gate(), gate()];
      const plain = engine.totpStore();
      const store: TotpStore = {
        ...plain,
        async find(...args) {
          const found = await plain.find(...args);
          looked.resolve();
          return found;
        },
      };
      const race = await enrolling(engine, 'in-vain', {
        store,
        after: () => {
          taken.resolve();
          return looked.promise;
        },
      });
      const disavowing = race.disavow();
      await taken.promise;
      const enrols = race.confirm(race.secret);
      expect(await disavowing).toMatchObject({ ok: true });
      expect(await enrols).toEqual(refused('enrolment_changed'));
      expect(race.attempts()).toEqual({ owner: 1, thief: 1 });
      expect(await race.status()).toMatchObject({ state: 'none' });
      await expectDisavowed(race.at);
    });
  },
  ['postgres', 'mariadb'],
);
