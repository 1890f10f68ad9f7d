import { createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { memoryThrottle, type SecondFactor } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../../support/open-service.js';
import { pauseAt } from '../../support/pause-at.js';
import { countCalls, wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const BOB = { id: 'bob', email: 'bob@example.org', password: passwordOf(3) };
const newPassword = passwordOf(2);
const [KEY, NEXT, THIRD] = [1, 2, 3].map(() => randomBytes(32)) as [Buffer, Buffer, Buffer];

const wrong = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, '0');
const reasonOf = (result: { readonly ok: boolean; readonly reason?: string }) =>
  result.ok || result.reason;

/** Digest, try, digest, version, account: only then a transaction is open. */
const EXCHANGE_STEPS_OUTSIDE = 6;
const EXCHANGE_STEPS = 8;

/** What a code is bound to, and what of it is stored. */
export function codeBindingAttacks(engine: Engine): void {
  const redeem = ({ passwords }: OpenService, flowId: string, code: string) =>
    passwords.redeemTicket({ flowId, code, newPassword }).then(reasonOf);

  it.each([
    [
      'a change of the password',
      'token_superseded',
      (service: OpenService) =>
        service.passwords.adminSetPassword({ accountId: 'ann', newPassword: passwordOf(4) }),
    ],
    [
      'a change of the address',
      'token_invalid',
      () => engine.update('ann', { email: 'new@example.org' }),
    ],
    ['disabling the account', 'token_invalid', () => engine.update('ann', { enabled: false })],
    [
      'an identity provider',
      'token_invalid',
      () => engine.update('ann', { identityProvider: 'Google' }),
    ],
  ])('attacks 24, 25, 49: %s ends a code', async (_what, reason, happen) => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    await happen(service);
    expect(await redeem(service, flowId, wrong(code)), 'told to holders alone').toBe(
      'code_invalid',
    );
    expect(await redeem(service, flowId, code)).toBe(reason);
    expect(reasonOf(await service.passwords.exchangeCode({ flowId, code }))).toBe(reason);
    expect((await engine.account('ann'))?.passwordHash).not.toBeNull();
  });

  it.each([
    [
      'a revocation',
      ({ passwords }: OpenService, accountId: string) => passwords.revokeTickets({ accountId }),
    ],
    ['a lock', ({ passwords }: OpenService, accountId: string) => passwords.lock({ accountId })],
    [
      'a direct set',
      ({ passwords }: OpenService, accountId: string) =>
        passwords.adminSetPassword({ accountId, newPassword: passwordOf(4) }),
    ],
  ])(
    'attack 24: what a code is exchanged for does not outlive %s, whenever that comes',
    async (_what, end) => {
      for (let step = 0; step < EXCHANGE_STEPS; step += 1) {
        const service = openService(engine);
        const [id, email] = [`ann-${step}`, `ann-${step}@example.org`];
        await service.seedAccount({ id, email, password: ANN.password });
        const flowId = await service.requestCode(email);
        const pause = pauseAt(step);
        const slow = openService(engine, {
          clock: service.clock,
          stores: () => pause.wrap(engine.furtherStores()),
        });
        const exchanging = slow.passwords
          .exchangeCode({ flowId, code: service.lastCode() })
          .finally(pause.skip);
        await pause.reached;
        const ending = end(service, id);
        if (step < EXCHANGE_STEPS_OUTSIDE) await ending;
        else await Promise.race([ending, new Promise((resolve) => setImmediate(resolve))]);
        pause.resume();
        const exchanged = await exchanging;
        await ending;
        if (step < EXCHANGE_STEPS_OUTSIDE)
          expect(reasonOf(exchanged), `step ${step}`).toBe('token_superseded');
        const { token } = exchanged.ok ? exchanged : { token: null };
        if (token !== null)
          expect(reasonOf(await service.passwords.redeemTicket({ token, newPassword }))).toBe(
            'token_superseded',
          );
        else expect(slow.eventsOf('code.refused')).toMatchObject([{ reason: 'token_superseded' }]);
        expect(slow.eventsOf('ticket.issued'), 'and only what is there is told').toHaveLength(
          token === null ? 0 : 1,
        );
      }
    },
  );

  it('attack 26: a code opens nothing beside the flow of another, nor in another realm', async () => {
    const throttle = memoryThrottle();
    const service = openService(engine, { throttle });
    const staff = openService(engine, { realm: 'staff', throttle });
    for (const account of [ANN, BOB]) await service.seedAccount(account);
    if (engine.name === 'memory') await staff.seedAccount(ANN);
    const anns = await service.requestCode(ANN.email);
    const code = service.lastCode();
    const again = await service.requestCode(ANN.email);
    const bobs = await service.requestCode(BOB.email);
    for (const flowId of [again, bobs])
      expect(await redeem(service, flowId, code)).toBe('code_invalid');
    expect(await redeem(staff, anns, code)).toBe('code_invalid');
    expect(await redeem(service, anns, code)).toBe(true);
    expect(await service.signIn(BOB.email, BOB.password)).not.toBeNull();
  });

  it('attack 26: a ticket that waits for a code opens by no token, nor one without by a code', async () => {
    const code = { digest: new Uint8Array(32), tries: 0 };
    let swap: object = {};
    const service = openService(engine, {
      stores: (own) =>
        wrapStores(own, async ({ name }, run) => {
          const result = (await run()) as object | null;
          return name === 'tickets.findByDigest' && result !== null
            ? { ...result, ...swap }
            : result;
        }),
    });
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    const flowId = await service.requestCode(ANN.email);
    swap = { code };
    for (const result of [
      await service.passwords.inspectTicket({ token }),
      await service.passwords.redeemTicket({ token, newPassword }),
    ])
      expect(result).toEqual({ ok: false, reason: 'token_invalid' });
    swap = { code: null };
    expect(await redeem(service, flowId, service.lastCode())).toBe('code_invalid');
  });

  it('a flow id that is forged is refused before any store is called, and counts for nobody', async () => {
    const counted = countCalls();
    const service = openService(engine, { stores: counted.wrap });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    counted.calls.length = 0;
    for (const forged of [
      randomBytes(48).toString('base64url'),
      `${flowId.slice(0, 63)}${flowId.endsWith('A') ? 'B' : 'A'}`,
    ])
      for (let n = 0; n < 10; n += 1)
        expect(await redeem(service, forged, code)).toBe('code_invalid');
    expect(counted.calls).toEqual([]);
    expect(service.eventsOf('code.refused')).toHaveLength(20);
    expect(await redeem(service, flowId, code), 'no try of the owner is gone').toBe(true);
  });

  it('a flow that no code can come for any more is refused before any store, and counts for nobody', async () => {
    const counted = countCalls();
    const service = openService(engine, { stores: counted.wrap });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    // An hour that a request is worth, another one between two clocks, and the code's own time.
    service.clock.advance(2 * 3600 + 600);
    counted.calls.length = 0;
    expect(await redeem(service, flowId, service.lastCode())).toBe('token_expired');
    expect(counted.calls).not.toEqual([]);
    service.clock.advance(0.001);
    counted.calls.length = 0;
    for (let n = 0; n < 12; n += 1)
      expect(await redeem(service, flowId, service.lastCode())).toBe('code_invalid');
    expect(counted.calls).toEqual([]);
    const fresh = await service.requestCode(ANN.email);
    expect(await redeem(service, fresh, service.lastCode())).toBe(true);
  });

  it('a rotation of the keys ends nothing that is under way; a key that is removed does', async () => {
    const before = openService(engine, { keys: [KEY] });
    const { clock } = before;
    for (const account of [ANN, BOB]) await before.seedAccount(account);
    const flows = [await before.requestCode(ANN.email), await before.requestCode(BOB.email)];
    const [anns, bobs] = ['ann', 'bob'].map((name) =>
      before.mails.find((mail) => 'to' in mail && mail.to.startsWith(name)),
    );
    const codeOf = (mail: typeof anns) => (mail !== undefined && 'code' in mail ? mail.code : '');
    const rotated = openService(engine, { clock, keys: [NEXT, KEY] });
    expect(await redeem(rotated, flows[0] as string, codeOf(anns))).toBe(true);
    const removed = openService(engine, { clock, keys: [NEXT, THIRD] });
    expect(await redeem(removed, flows[1] as string, codeOf(bobs))).toBe('code_invalid');
    expect(await redeem(rotated, flows[1] as string, codeOf(bobs))).toBe(true);
  });

  it('attack 29: tries of one identifier count together across a rotation', async () => {
    const throttle = memoryThrottle();
    const before = openService(engine, { keys: [KEY], throttle });
    const rotated = openService(engine, { clock: before.clock, keys: [NEXT, KEY], throttle });
    await before.seedAccount(ANN);
    const old = await before.requestCode(ANN.email);
    for (let n = 0; n < 6; n += 1)
      expect(await redeem(before, old, '00000000')).toBe('code_invalid');
    const fresh = await rotated.requestCode(ANN.email.toUpperCase());
    for (let n = 0; n < 4; n += 1)
      expect(await redeem(rotated, n % 2 === 0 ? fresh : old, '00000000')).toBe('code_invalid');
    expect(await redeem(rotated, fresh, rotated.lastCode())).toBe('throttled');
  });

  it('attack 16: neither tables nor outbox hold a code or a flow id, nor a digest that tells one', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const requested = await service.passwords.requestReset({
      identifier: ANN.email,
      deliver: 'code',
    });
    const flowId = (requested.ok && requested.flowId) || '';
    const dumps = [await engine.dump()];
    let code = '';
    service.mailServer = 'fails';
    await service.passwords.drainOutbox();
    dumps.push(await engine.dump());
    service.mailServer = 'accepts';
    service.clock.advance(10);
    await service.passwords.drainOutbox();
    code = service.lastCode();
    dumps.push(await engine.dump());
    await service.passwords.redeemTicket({ flowId, code, newPassword: 'short' });
    dumps.push(await engine.dump());
    const bytes = Buffer.from(flowId, 'base64url');
    const hashes = ['sha256', 'sha1', 'md5'].flatMap((name) =>
      [code, flowId].map((text) => createHash(name).update(text).digest()),
    );
    for (const secret of [bytes, bytes.subarray(0, 32), ...hashes])
      for (const spelling of ['hex', 'base64', 'base64url'] as const)
        for (const dump of dumps)
          expect(dump.includes(secret.toString(spelling).replace(/=+$/, ''))).toBe(false);
    for (const dump of dumps)
      for (const secret of [flowId, code]) expect(dump.includes(secret)).toBe(false);
    const told = inspect(service.events, { depth: 9 }) + JSON.stringify(service.events);
    for (const secret of [flowId, code]) expect(told.includes(secret)).toBe(false);
  });

  it('attack 54: the code alone sets no password where the account has a second factor', async () => {
    const left = new Set(['111111']);
    const secondFactor: SecondFactor = {
      methods: async () => ['totp'],
      verify: async ({ code }) => left.delete(code),
    };
    const service = openService(engine, { secondFactor });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const key = { flowId, code: service.lastCode() };
    const required = { ok: false, reason: 'second_factor_required', methods: ['totp'] };
    for (const password of ['short', newPassword])
      expect(await service.passwords.redeemTicket({ ...key, newPassword: password })).toStrictEqual(
        required,
      );
    const shown = await service.passwords.redeemTicket({
      ...key,
      newPassword: 'short',
      secondFactor: { method: 'totp', code: '111111' },
    });
    if (shown.ok || shown.reason !== 'policy_violation') throw new Error('not refused');
    const proof = shown.secondFactorProof ?? '';
    const exchanged = await service.passwords.exchangeCode(key);
    if (!exchanged.ok) throw new Error(exchanged.reason);
    expect(
      await service.passwords.redeemTicket({
        token: exchanged.token,
        newPassword,
        secondFactor: { proof },
      }),
      'a proof is for the ticket that it was shown for',
    ).toMatchObject(required);
    expect(
      await service.passwords.redeemTicket({ ...key, newPassword, secondFactor: { proof } }),
    ).toMatchObject({ ok: true });
  });
}
