import { expect, it } from 'vitest';
import type { AppStores, Engine } from '../../support/each-engine.js';
import { gate } from '../../support/gate.js';
import { openService, passwordOf } from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

/** What a stranger's requests may not do to an account. */
export function strangerAttacks(engine: Engine): void {
  it("attack 27: a hundred requests by a stranger leave the victim's last link working", async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    for (let n = 0; n < 100; n += 1) {
      await service.passwords.requestReset({
        identifier: n % 2 === 0 ? ANN.email : ANN.email.toUpperCase(),
      });
      if (n % 10 === 9) await service.passwords.drainOutbox();
      service.clock.advance(1);
    }
    expect(service.mails.length).toBeLessThanOrEqual(3);
    expect(service.eventsOf('reset.limited').length).toBeGreaterThan(0);
    expect(
      await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
    ).toMatchObject({ ok: true });
  });

  it.each([
    ['in upper case', 'Mike@Example.org', 'mike@example.org'],
    ['decomposed', 'jose\u0301@example.org', 'jos\u00e9@example.org'],
  ])(
    "attack 27: a stranger's spelling of an address takes the place of no request for one that is stored %s",
    async (_how, email, typed) => {
      const service = openService(engine);
      await service.seedAccount({ ...ANN, email });
      const stored = (await engine.account(ANN.id))?.email;
      const { passwords, clock } = service;
      await passwords.requestReset({ identifier: email });
      clock.advance(1);
      await passwords.requestReset({ identifier: typed });
      await passwords.drainOutbox();
      expect(service.mails).toMatchObject([{ to: stored }]);
    },
  );

  it('attack 27: two workers with two mails for one account count one after the other', async () => {
    for (let round = 0; round < 5; round += 1) {
      const account = { ...ANN, id: `ann-${round}`, email: `ann-${round}@example.org` };
      const both = gate();
      let arrived = 0;
      const worker = (own: AppStores) =>
        wrapStores(own, async ({ name, args }, run) => {
          if (name === 'outbox.claim')
            return own.outbox.claim({
              ...(args[0] as Parameters<AppStores['outbox']['claim']>[0]),
              limit: 1,
            });
          if (name === 'users.findByKey') {
            arrived += 1;
            if (arrived === 2) both.resolve();
            await both.promise;
          }
          return run();
        });
      const limits = { mailsPerAccount: { points: 1, windowSeconds: 900 } };
      const first = openService(engine, { limits, stores: worker });
      const second = openService(engine, {
        limits,
        clock: first.clock,
        stores: () => worker(engine.furtherStores()),
      });
      await first.seedAccount(account);
      const now = first.clock.now();
      for (const id of ['one', 'two'])
        await first.stores.outbox.enqueue({
          id: `${round}-${id}`,
          kind: 'reset_mail',
          foldKey: account.id,
          accountKey: account.id,
          payload: { address: account.email },
          createdAt: now,
          dueAt: now,
          expiresAt: new Date(now.getTime() + 3_600_000),
        });
      await Promise.all([first, second].map(({ passwords }) => passwords.drainOutbox()));
      expect([...first.mails, ...second.mails]).toHaveLength(1);
      expect([
        ...first.eventsOf('reset.limited'),
        ...second.eventsOf('reset.limited'),
      ]).toHaveLength(1);
    }
  });

  it('attack 27: a self-service mail leaves the tickets of a trusted backend alone', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const tokens: string[] = [];
    for (const purpose of ['administrative', 'invite'] as const) {
      const issued = await service.passwords.issueTicket({ accountId: 'ann', purpose });
      tokens.push(issued.ok ? issued.ticket.token : '');
    }
    await service.request(ANN.email);
    for (const token of tokens)
      expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
  });

  it('attack 28: a request changes nothing of the account', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const session = (await service.signIn(ANN.email, ANN.password))!;
    const before = await engine.account('ann');
    await service.request(ANN.email);
    expect(await engine.account('ann')).toEqual(before);
    expect(await service.stores.credentials.read('ann')).toEqual({
      version: 0,
      changedAt: null,
      changeRequired: null,
    });
    expect(await service.isSessionGood(session)).toBe(true);
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });
}
