import { expect, it } from 'vitest';
import { type Engine, forEachEngine } from '../support/each-engine.js';
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
