import { expect, it } from 'vitest';
import { formerHasher } from '../support/cheap-hasher.js';
import { type Engine, forEachEngine } from '../support/each-engine.js';
import {
  cheapHasher,
  FixedClock,
  type OpenService,
  openService,
  passwordOf,
} from '../support/open-service.js';
import { pauseAt } from '../support/pause-at.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('old') };
const newPassword = passwordOf('new');

async function issue(service: OpenService): Promise<string> {
  const issued = await service.passwords.issueTicket({ accountId: 'ann' });
  if (!issued.ok) throw new Error(issued.reason);
  return issued.ticket.token;
}

async function noticesPending(service: OpenService): Promise<number> {
  const entries = await service.stores.outbox.claim({
    now: service.clock.now(),
    leaseUntil: service.clock.now(),
    leaseId: 'look',
    limit: 100,
  });
  return entries.filter(({ kind }) => kind === 'change_notice').length;
}

/** Exactly one of these passwords is the stored one: the one that the winner chose. */
async function expectOneWinner(
  engine: Engine,
  outcomes: readonly (true | string)[],
  passwords: readonly string[],
): Promise<void> {
  expect(outcomes.filter((outcome) => outcome === true)).toHaveLength(1);
  for (const outcome of outcomes)
    if (outcome !== true) expect(['token_used', 'token_invalid']).toContain(outcome);
  const stored = (await engine.account('ann'))!.passwordHash!;
  const working = await Promise.all(passwords.map((each) => cheapHasher.verify(stored, each)));
  expect(working.indexOf(true)).toBe(outcomes.indexOf(true));
  expect(working.filter((works) => works)).toHaveLength(1);
}

forEachEngine('one ticket, many redemptions', (engine) => {
  it('attack 19: of 50 in one process one wins, and the stored hash is the winner’s', async () => {
    const service = openService(engine, { hashing: { maxWaiting: 1000 } });
    await service.seedAccount(ANN);
    const passwords = Array.from({ length: 50 }, (_, n) => passwordOf(n));
    for (let round = 0; round < 3; round += 1) {
      const session = await service.stores.sessions.create({
        accountKey: 'ann',
        credentialsVersion: round,
        expiresAt: new Date(service.clock.now().getTime() + 60_000),
        now: service.clock.now(),
      });
      const token = await issue(service);
      const outcomes = await Promise.all(
        passwords.map(async (each) => {
          const result = await service.passwords.redeemTicket({ token, newPassword: each });
          return result.ok || result.reason;
        }),
      );
      await expectOneWinner(engine, outcomes, passwords);
      expect(await service.stores.credentials.read('ann')).toMatchObject({ version: round + 1 });
      expect(await service.isSessionGood(session)).toBe(false);
    }
    expect(service.eventsOf('sessions.revoked').map(({ revoked }) => revoked)).toEqual([1, 1, 1]);
    expect(service.eventsOf('ticket.redeemed')).toHaveLength(3);
    expect(await noticesPending(service)).toBe(3);
  });

  it('attack 19: of a reset, a change and a direct set at once, those that say so have won', async () => {
    const service = openService(engine, { hashing: { maxWaiting: 1000 } });
    await service.seedAccount(ANN);
    const { passwords } = service;
    let currentPassword = ANN.password;
    // The first round makes the version's row, the others raise it.
    for (let round = 0; round < 3; round += 1) {
      const token = await issue(service);
      const chosen = ['reset', 'change', 'set'].map((way) => passwordOf(`${way} ${round}`));
      const before = (await service.stores.credentials.read('ann')).version;
      const results = await Promise.all([
        passwords.redeemTicket({ token, newPassword: chosen[0]! }),
        passwords.changePassword({
          accountId: 'ann',
          currentPassword,
          newPassword: chosen[1]!,
        }),
        passwords.adminSetPassword({ accountId: 'ann', newPassword: chosen[2]! }),
      ]);
      const { version } = await service.stores.credentials.read('ann');
      expect(results.filter(({ ok }) => ok)).toHaveLength(version - before);
      const stored = (await engine.account('ann'))!.passwordHash!;
      const winner = results.findIndex(
        (result) => result.ok && result.credentialsVersion === version,
      );
      expect(await cheapHasher.verify(stored, chosen[winner]!)).toBe(true);
      currentPassword = chosen[winner]!;
    }
  });
});

forEachEngine(
  'a sign-in beside a reset',
  (engine) => {
    it('attack 44: a sign-in with the old password, stopped at each of its steps by a reset, opens nothing', async () => {
      const outcomes = new Set<string>();
      // More than a sign-in has calls; what is not reached pauses nothing.
      for (let step = 0; step < 8; step += 1)
        for (const former of [false, true]) {
          const clock = new FixedClock();
          const email = `${step}-${former}@example.org`;
          const id = `ann-${step}-${former}`;
          const pause = pauseAt(step);
          const signingIn = openService(engine, {
            clock,
            stores: () => pause.wrap(engine.furtherStores()),
          });
          const resetting = openService(engine, { clock });
          const passwordHash = await (former ? formerHasher : cheapHasher).hash(ANN.password);
          await engine.seed({ id, email, passwordHash });
          const issued = await resetting.passwords.issueTicket({ accountId: id });
          const token = issued.ok ? issued.ticket.token : '';

          const signIn = signingIn.passwords
            .authenticate({ identifier: email, password: ANN.password })
            .finally(pause.skip);
          await pause.reached;
          const reset = await resetting.passwords.redeemTicket({ token, newPassword });
          expect(reset).toMatchObject({ ok: true });
          pause.resume();
          const result = await signIn;

          outcomes.add(result.ok ? `version ${result.credentialsVersion}` : result.reason);
          if (result.ok) {
            expect(result.credentialsVersion).toBe(0);
            const session = await resetting.stores.sessions.create({
              accountKey: id,
              credentialsVersion: result.credentialsVersion,
              expiresAt: new Date(clock.now().getTime() + 60_000),
              now: clock.now(),
            });
            expect(await resetting.isSessionGood(session)).toBe(false);
            const { credentialsVersion } = result;
            expect(
              await resetting.passwords.checkSession({ accountId: id, credentialsVersion }),
            ).toEqual({ ok: false, reason: 'session_revoked' });
          }
          // The reset wins: no rehash of the old password came over the new one.
          const stored = (await engine.account(id))!.passwordHash!;
          expect(await cheapHasher.verify(stored, newPassword)).toBe(true);
          expect(await resetting.signIn(email, newPassword)).not.toBeNull();
          expect(await resetting.signIn(email, ANN.password)).toBeNull();
        }
      // Both ways were taken: stopped early, and too late to be stopped.
      expect([...outcomes].sort()).toEqual(['invalid_credentials', 'version 0']);
    });

    it('attack 44: a reset, stopped at each of its steps by a sign-in with the old password, leaves no session', async () => {
      // Ticket, version, account; from then on a transaction is open.
      const stepsOutside = 4;
      const steps = 16;
      for (let step = 0; step < steps; step += 1) {
        const clock = new FixedClock();
        const id = `ann-${step}`;
        const email = `${id}@example.org`;
        const pause = pauseAt(step);
        const resetting = openService(engine, {
          clock,
          stores: () => pause.wrap(engine.furtherStores()),
        });
        const signingIn = openService(engine, { clock });
        await engine.seed({ id, email, passwordHash: await formerHasher.hash(ANN.password) });
        const issued = await signingIn.passwords.issueTicket({ accountId: id });
        const token = issued.ok ? issued.ticket.token : '';

        const reset = resetting.passwords.redeemTicket({ token, newPassword }).finally(pause.skip);
        await pause.reached;
        // It rehashes, too; behind an open transaction that write waits, so it is not awaited.
        const signIn = signingIn.passwords.authenticate({
          identifier: email,
          password: ANN.password,
        });
        if (step < stepsOutside) await signIn;
        else await Promise.race([signIn, new Promise((resolve) => setImmediate(resolve))]);
        pause.resume();
        expect(await reset).toMatchObject({ ok: true });
        const result = await signIn;

        if (result.ok) {
          const session = await resetting.stores.sessions.create({
            accountKey: id,
            credentialsVersion: result.credentialsVersion,
            expiresAt: new Date(clock.now().getTime() + 60_000),
            now: clock.now(),
          });
          expect(await resetting.isSessionGood(session)).toBe(false);
        }
        const stored = (await engine.account(id))!.passwordHash!;
        expect(await cheapHasher.verify(stored, newPassword)).toBe(true);
        expect(await cheapHasher.verify(stored, ANN.password)).toBe(false);
      }
    });

    it('attack 44: sign-ins and resets without order leave no session of the old password', async () => {
      const service = openService(engine, { hashing: { maxWaiting: 1000 } });
      const other = openService(engine, {
        clock: service.clock,
        hashing: { maxWaiting: 1000 },
        stores: () => engine.furtherStores(),
      });
      for (let round = 0; round < 8; round += 1) {
        const id = `ann-${round}`;
        const email = `${id}@example.org`;
        await engine.seed({ id, email, passwordHash: await formerHasher.hash(ANN.password) });
        const issued = await service.passwords.issueTicket({ accountId: id });
        const token = issued.ok ? issued.ticket.token : '';
        const sessions: string[] = [];
        const signIns = [service, other, service, other].map(async (each, n) => {
          for (let tick = 0; tick < (n * round) % 7; tick += 1)
            await new Promise((resolve) => setImmediate(resolve));
          const session = await each.signIn(email, ANN.password);
          if (session !== null) sessions.push(session);
        });
        const [redeemed] = await Promise.all([
          other.passwords.redeemTicket({ token, newPassword }),
          ...signIns,
        ]);
        expect(redeemed).toMatchObject({ ok: true });
        for (const session of sessions) expect(await service.isSessionGood(session)).toBe(false);
        const stored = (await engine.account(id))!.passwordHash!;
        expect(await cheapHasher.verify(stored, newPassword)).toBe(true);
      }
    });

    it('attack 44: an old hash is made anew at sign-in, once, and raises no version', async () => {
      const service = openService(engine);
      await service.seedAccount({ ...ANN, passwordHash: await formerHasher.hash(ANN.password) });
      await engine.update('ann', { passwordHash: await formerHasher.hash(ANN.password) });
      const session = (await service.signIn(ANN.email, ANN.password))!;
      const stored = (await engine.account('ann'))!.passwordHash!;
      expect(stored).toContain('m=8,');
      await service.signIn(ANN.email, ANN.password);
      expect((await engine.account('ann'))!.passwordHash).toBe(stored);
      expect(service.eventsOf('password.rehashed')).toHaveLength(1);
      expect(await service.isSessionGood(session)).toBe(true);
    });
  },
  ['memory', 'sqlite', 'postgres', 'mariadb'],
);
