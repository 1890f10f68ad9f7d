import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { disavowTokenIn, drained, LINKS, lastNotice, openWith } from '../../support/notices.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
  tokenIn,
} from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf('stolen') };
const address = ANN.email;
const thiefs = passwordOf('thief');
const anns = passwordOf('ann again');
const THIEF = 'thief@example.net';
const refused = (reason: string) => ({ ok: false, reason });

const open = (engine: Engine, overrides?: ServiceOverrides) => openWith(engine, ANN, overrides);

/** The thief knows the password, changes it, and keeps a session; the notice goes to Ann. */
async function takeOver(service: OpenService): Promise<{ session: string; token: string }> {
  const session = (await service.signIn(address, ANN.password))!;
  const changed = await service.passwords.changePassword({
    accountId: 'ann',
    currentPassword: ANN.password,
    newPassword: thiefs,
    keepSession: session,
  });
  if (!changed.ok) throw new Error(changed.reason);
  await service.passwords.drainOutbox();
  return { session: changed.keptSessionId!, token: disavowTokenIn(lastNotice(service, address)) };
}

async function stateOf({ stores }: OpenService) {
  const { version, changeRequired } = await stores.credentials.read('ann');
  return { version, changeRequired };
}

/** "This wasn't me", from the owner's side and from the thief's. */
export function disavowalAttacks(engine: Engine): void {
  it('the owner disavows a change, is mailed a link, and has the account back', async () => {
    const service = await open(engine);
    const { passwords, clock } = service;
    const { token } = await takeOver(service);
    const life = { ok: true, expiresAt: new Date(+clock.now() + 72 * 3_600_000) };
    expect(await passwords.inspectDisavowal({ token })).toEqual(life);

    const disavowed = await passwords.disavowChange({ token, address: 'ANN@Example.org' });
    expect(disavowed).toEqual({
      ok: true,
      sessions: 'revoked',
      linkFollows: true,
      addressPutBack: false,
    });
    expect(await stateOf(service)).toMatchObject({ changeRequired: 'disavowed' });
    expect(service.eventsOf('change.disavowed')).toMatchObject([{ accountKey: 'ann' }]);
    expect(service.eventsOf('password.locked')).toMatchObject([{ reason: 'disavowed' }]);
    expect(service.eventsOf('disavowal.needs_operator')).toEqual([]);

    const mails = await drained(service);
    expect(mails).toMatchObject([{ kind: 'disavowal', to: address, purpose: 'reset' }]);
    const link = { token: tokenIn(mails[0]) };
    expect(await passwords.redeemTicket({ ...link, newPassword: thiefs })).toMatchObject({
      reason: 'policy_violation',
    });
    expect(await passwords.redeemTicket({ ...link, newPassword: anns })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(service)).toMatchObject({ changeRequired: null });
    expect(await service.signIn(address, anns)).not.toBeNull();
    for (const old of [ANN.password, thiefs]) expect(await service.signIn(address, old)).toBeNull();
  });

  it('attacks 24, 50: whatever the thief had is dead', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { session, token } = await takeOver(service);
    await passwords.requestReset({ identifier: address });
    await passwords.drainOutbox();
    const requested = service.lastToken();
    const tokens = [requested];
    for (const purpose of ['administrative', 'invite'] as const) {
      const issued = await passwords.issueTicket({ accountId: 'ann', purpose });
      if (issued.ok) tokens.push(issued.ticket.token);
    }
    await passwords.requireChange({ accountId: 'ann', reason: 'expired' });
    const forced = await passwords.authenticate({ identifier: address, password: thiefs });
    if (forced.ok || forced.reason !== 'change_required') throw new Error('no change required');
    tokens.push(forced.ticket.token);
    await passwords.requireChange({ accountId: 'ann', reason: null });
    const flowId = await service.requestCode(address);
    const code = service.lastCode();
    expect(await passwords.exchangeCode({ flowId, code })).toMatchObject({ ok: true });
    const other = (await service.signIn(address, thiefs))!;
    expect(tokens).toHaveLength(4);

    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
    for (const each of [session, other]) expect(await service.isSessionGood(each)).toBe(false);
    for (const each of tokens)
      expect(await passwords.redeemTicket({ token: each, newPassword: passwordOf(9) })).toEqual(
        refused('token_superseded'),
      );
    const byCode = await passwords.redeemTicket({ flowId, code, newPassword: passwordOf(9) });
    expect(byCode).toEqual(refused('token_superseded'));
    for (const [password, reason] of [
      [thiefs, 'reset_required'],
      [ANN.password, 'invalid_credentials'],
    ] as const)
      expect(await passwords.authenticate({ identifier: address, password })).toEqual(
        refused(reason),
      );
    // Beside a session that some other server still takes for good.
    const change = { accountId: 'ann', currentPassword: thiefs, newPassword: passwordOf(9) };
    expect(await passwords.changePassword(change)).toEqual(refused('reset_required'));
    const check = { accountId: 'ann', password: thiefs };
    expect(await passwords.verifyPassword(check)).toEqual(refused('wrong_password'));
    const first = { accountId: 'ann', newPassword: passwordOf(9) };
    expect(await passwords.setInitialPassword(first)).toEqual(refused('has_password'));
    // The hash stays: a locked account is not one without a password.
    expect((await engine.account('ann'))!.passwordHash).not.toBeNull();
  });

  it('attack 28: looking at the link, and typing a wrong address, change nothing', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { session, token } = await takeOver(service);
    const before = await stateOf(service);
    for (let n = 0; n < 20; n += 1)
      expect(await passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
    for (const wrong of [THIEF, 'ann@example.com', 'ann', 'ann@example.org.evil.example'])
      expect(await passwords.disavowChange({ token, address: wrong })).toEqual(
        refused('address_mismatch'),
      );
    expect(await stateOf(service)).toEqual(before);
    expect(await service.isSessionGood(session)).toBe(true);
    expect(service.eventsOf('disavowal.refused')).toHaveLength(4);
    expect(await drained(service)).toEqual([]);
  });

  it('attack 29: addresses are tried ten times a day with one link, and another link still works', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { token } = await takeOver(service);
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: anns, notify: true });
    await passwords.drainOutbox();
    const second = disavowTokenIn(lastNotice(service, address));
    const guesses = Array.from({ length: 30 }, (_, n) => `guess-${n}@example.org`);
    const answers = await Promise.all(
      guesses.map((guess) => passwords.disavowChange({ token, address: guess })),
    );
    const reasons = answers.map((answer) => answer.ok || answer.reason);
    expect(reasons.filter((reason) => reason === 'address_mismatch')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'throttled')).toHaveLength(20);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({
      reason: 'throttled',
    });
    expect(await passwords.disavowChange({ token: second, address })).toMatchObject({ ok: true });
  });

  it('attack 20: the link is good for 72 hours, and not on the instant', async () => {
    const service = await open(engine);
    const { passwords, clock } = service;
    const { token } = await takeOver(service);
    clock.advance(72 * 3600 - 0.001);
    expect(await passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
    clock.advance(0.001);
    for (let n = 0; n < 2; n += 1) {
      expect(await passwords.inspectDisavowal({ token })).toEqual(refused('token_expired'));
      expect(await passwords.disavowChange({ token, address })).toEqual(refused('token_expired'));
      clock.advance(0.001);
    }
    expect(await stateOf(service)).toMatchObject({ changeRequired: null });
  });

  it('attack 18: the link is good once, and a replay harms nobody', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { token } = await takeOver(service);
    await passwords.disavowChange({ token, address });
    const [mail] = await drained(service);
    const locked = await stateOf(service);
    for (const each of [address, THIEF])
      expect(await passwords.disavowChange({ token, address: each })).toEqual(
        refused('token_used'),
      );
    expect(await passwords.inspectDisavowal({ token })).toEqual(refused('token_used'));
    expect(await stateOf(service)).toEqual(locked);
    const redeemed = await passwords.redeemTicket({ token: tokenIn(mail), newPassword: anns });
    expect(redeemed).toMatchObject({ ok: true });
    expect(await passwords.disavowChange({ token, address })).toEqual(refused('token_used'));
    expect(await service.signIn(address, anns)).not.toBeNull();
  });

  it('attack 26: no other ticket disavows, and a notice’s link opens nothing else', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { token } = await takeOver(service);
    await service.request(address);
    const issued = await passwords.issueTicket({ accountId: 'ann' });
    const foreign = openService(engine, { realm: 'other', links: LINKS });
    for (const each of [service.lastToken(), issued.ok ? issued.ticket.token : '']) {
      expect(await passwords.inspectDisavowal({ token: each })).toEqual(refused('token_invalid'));
      expect(await passwords.disavowChange({ token: each, address })).toEqual(
        refused('token_invalid'),
      );
    }
    const invalid = refused('token_invalid');
    expect(await passwords.inspectTicket({ token })).toEqual(invalid);
    expect(await passwords.redeemTicket({ token, newPassword: thiefs })).toEqual(invalid);
    const factor = { token, method: 'totp', code: '123456' };
    expect(await passwords.verifySecondFactor(factor)).toEqual(invalid);
    expect(await foreign.passwords.disavowChange({ token, address })).toEqual(invalid);
    expect(await passwords.inspectDisavowal({ token })).toMatchObject({ ok: true });
  });

  it('the link outlives what a thief may do to kill it, and is no mail that the account is limited to', async () => {
    const limits = { mailsPerAccount: { points: 1, windowSeconds: 900 } };
    const service = await open(engine, { limits });
    const { passwords } = service;
    const { token } = await takeOver(service);
    expect(await service.request(address), 'a notice counts for nothing').toHaveLength(1);
    for (let n = 0; n < 3; n += 1) {
      await passwords.adminSetPassword({ accountId: 'ann', newPassword: passwordOf(n) });
      await service.request(address);
      await passwords.issueTicket({ accountId: 'ann', deliver: 'mail' });
      await passwords.revokeTickets({ accountId: 'ann' });
      await passwords.lock({ accountId: 'ann' });
      await passwords.unlock({ accountId: 'ann' });
      await passwords.purgeExpired();
    }
    const { tickets } = service.stores;
    const listed = await tickets.listByAccount({ accountKey: 'ann', limit: 100 });
    expect(listed.filter(({ purpose }) => purpose === 'disavow')).toMatchObject([
      { state: 'live', entryId: null, address },
    ]);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({ ok: true });
  });

  it('a disavowal leaves the links of other notices good, for what the thief does next', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { token } = await takeOver(service);
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: anns, notify: true });
    await passwords.drainOutbox();
    const second = disavowTokenIn(lastNotice(service, address));
    await passwords.disavowChange({ token, address });
    const [first] = await drained(service);
    expect(await passwords.disavowChange({ token: second, address })).toMatchObject({ ok: true });
    const [mail] = await drained(service);
    const redeem = (each: typeof mail) =>
      passwords.redeemTicket({ token: tokenIn(each), newPassword: passwordOf('last') });
    expect(await redeem(first)).toEqual(refused('token_superseded'));
    expect(await redeem(mail)).toMatchObject({ ok: true });
  });

  it('attack 19: of two disavowals at once both ways end in one lock and a link that works', async () => {
    const service = await open(engine);
    const { passwords } = service;
    const { token } = await takeOver(service);
    const before = await stateOf(service);
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => passwords.disavowChange({ token, address })),
    );
    const won = answers.filter(({ ok }) => ok).length;
    // Tickets in Redis are pointers: a second one may have been let through before they were closed.
    if (engine.name !== 'redis') expect(won).toBe(1);
    for (const answer of answers) if (!answer.ok) expect(answer.reason).toBe('token_used');
    expect(await stateOf(service)).toEqual({
      version: before.version + won,
      changeRequired: 'disavowed',
    });
    const mails = await drained(service);
    expect(mails).toHaveLength(1);
    expect(
      await passwords.redeemTicket({ token: tokenIn(mails[0]), newPassword: anns }),
    ).toMatchObject({ ok: true });
  });

  it('done for fun it costs the owner a mail', async () => {
    const service = await open(engine);
    const { passwords } = service;
    await passwords.adminSetPassword({ accountId: 'ann', newPassword: anns, notify: true });
    const token = disavowTokenIn((await drained(service))[0]);
    await passwords.disavowChange({ token, address });
    const mails = await drained(service);
    expect(mails).toHaveLength(1);
    const redeem = { token: tokenIn(mails[0]), newPassword: passwordOf('new') };
    expect(await passwords.redeemTicket(redeem)).toMatchObject({ ok: true });
  });

  it.each([
    ['disabled', { enabled: false }],
    ['moved to an identity provider', { identityProvider: 'Google' }],
  ] as const)('an account that was %s is locked, and an operator has to help', async (_, row) => {
    const service = await open(engine);
    const { passwords } = service;
    const { session, token } = await takeOver(service);
    await engine.update('ann', row);
    expect(await passwords.disavowChange({ token, address })).toMatchObject({
      ok: true,
      linkFollows: false,
    });
    expect(await service.isSessionGood(session)).toBe(false);
    expect(await stateOf(service)).toMatchObject({ changeRequired: 'disavowed' });
    expect(await drained(service)).toEqual([]);
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([{ because: 'no_link' }]);
  });

  it('attack 53: sessions elsewhere that cannot be ended are told, and ended later', async () => {
    let away = false;
    const service = await open(engine, {
      stores: (stores) => ({
        ...stores,
        sessions: {
          transactional: false,
          create: (session) => stores.sessions.create(session),
          find: (query) => stores.sessions.find(query),
          restamp: (stamp) => stores.sessions.restamp(stamp),
          revoke: async (revocation) => {
            if (away) throw new Error('the session store is away');
            return stores.sessions.revoke(revocation);
          },
        },
      }),
    });
    const { session, token } = await takeOver(service);
    away = true;
    expect(await service.passwords.disavowChange({ token, address })).toMatchObject({
      ok: true,
      sessions: 'revocation_pending',
    });
    expect(service.eventsOf('sessions.revocation_deferred')).toHaveLength(1);
    expect(await service.isSessionGood(session), 'its version is too old').toBe(false);
    away = false;
    service.clock.advance(61);
    await service.passwords.drainOutbox();
    const stamp = { accountKey: 'ann', sessionId: session, credentialsVersion: 99 };
    expect(await service.stores.sessions.restamp(stamp), 'it is gone').toBeNull();
  });
}
