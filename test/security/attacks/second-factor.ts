import { LatchkeyError, type SecondFactor } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { openService, passwordOf, type ServiceOverrides } from '../../support/open-service.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);
const method = 'totp';

/** A real factor of the simplest kind: each code in the list works once. */
function codes(accountKey: string, ...good: string[]) {
  const left = new Set(good);
  const factor: SecondFactor & { asked: number } = {
    asked: 0,
    methods: async (query) => (query.accountKey === accountKey ? ['totp', 'recovery_code'] : []),
    verify: async (check) => {
      factor.asked += 1;
      return check.accountKey === accountKey && left.delete(check.code);
    },
  };
  return factor;
}

export function secondFactorAttacks(engine: Engine): void {
  async function open(factor: SecondFactor, overrides: ServiceOverrides = {}) {
    const service = openService(engine, { secondFactor: factor, ...overrides });
    await service.seedAccount(ANN);
    const issue = async () => {
      const issued = await service.passwords.issueTicket({ accountId: 'ann' });
      if (!issued.ok) throw new Error(issued.reason);
      return issued.ticket.token;
    };
    return { ...service, issue };
  }

  it('attack 54: the mailbox alone sets no password where the account has a second factor', async () => {
    const { passwords, issue, signIn } = await open(codes('ann', '111111'));
    const token = await issue();
    const foreign = await issue();
    const refused = { ok: false, reason: 'second_factor_required' };
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject(refused);
    const shown = await passwords.verifySecondFactor({ token: foreign, method, code: '111111' });
    if (!shown.ok) throw new Error(shown.reason);
    const { secondFactorProof } = shown;
    for (const proof of [secondFactorProof, token, 'x'.repeat(43)])
      expect(
        await passwords.redeemTicket({ token, newPassword, secondFactor: { proof } }),
        "a proof of another link's, or none at all",
      ).toMatchObject(refused);
    expect(await signIn(ANN.email, ANN.password), 'nothing was changed').not.toBeNull();
    const own = { token: foreign, newPassword, secondFactor: { proof: secondFactorProof } };
    const redeemed = await passwords.redeemTicket(own);
    expect(redeemed).toMatchObject({ ok: true });
    expect(Object.keys(redeemed)).not.toContain('session');
  });

  it('attack 54: a factor is asked for before the policy tells about old passwords', async () => {
    const { passwords, issue } = await open(codes('ann'));
    const token = await issue();
    for (const password of ['short', ANN.password, newPassword])
      expect(await passwords.redeemTicket({ token, newPassword: password })).toEqual({
        ok: false,
        reason: 'second_factor_required',
        methods: ['totp', 'recovery_code'],
      });
  });

  it('attack 29: ten wrong codes a day close the account to guesses, whichever link they come by', async () => {
    const factor = codes('ann', '111111', '222222');
    const { passwords, issue } = await open(factor);
    for (let turn = 0; turn < 10; turn += 1) {
      const token = await issue();
      expect(
        await passwords.verifySecondFactor({ token, method, code: `99999${turn}` }),
      ).toMatchObject({ reason: 'second_factor_invalid' });
    }
    const token = await issue();
    const right = { method, code: '111111' };
    expect(await passwords.verifySecondFactor({ token, ...right })).toMatchObject({
      reason: 'throttled',
      retryAfterSeconds: expect.any(Number),
    });
    expect(
      await passwords.redeemTicket({ token, newPassword, secondFactor: right }),
      'nor by the other door',
    ).toMatchObject({ reason: 'throttled' });
    expect(factor.asked, 'the eleventh code was not even looked at').toBe(10);
  });

  it('attack 30: of 200 concurrent guesses no more than ten are looked at', async () => {
    const factor = codes('ann');
    const { passwords, issue } = await open(factor);
    const token = await issue();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, guess) =>
        passwords.verifySecondFactor({ token, method, code: String(guess).padStart(6, '0') }),
      ),
    );
    expect(factor.asked).toBe(10);
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'throttled')).toHaveLength(
      190,
    );
  });

  it('a code is spent once, and its proof outlives a password that the policy refuses', async () => {
    const { passwords, issue } = await open(codes('ann', '111111'));
    const token = await issue();
    const code = { method, code: '111111' };
    const refused = await passwords.redeemTicket({
      token,
      newPassword: 'short',
      secondFactor: code,
    });
    if (refused.ok || refused.reason !== 'policy_violation') throw new Error('not refused');
    expect(JSON.stringify(refused)).toContain('"secondFactorProof":"[redacted]"');
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor: code })).toMatchObject({
      reason: 'second_factor_invalid',
    });
    const proof = refused.secondFactorProof ?? '';
    expect(
      await passwords.redeemTicket({ token, newPassword, secondFactor: { proof } }),
    ).toMatchObject({ ok: true });
  });

  it('a proof holds for 15 minutes and not a millisecond longer', async () => {
    const { passwords, issue, clock } = await open(codes('ann', '111111'));
    const token = await issue();
    const shown = await passwords.verifySecondFactor({ token, method, code: '111111' });
    if (!shown.ok) throw new Error(shown.reason);
    const { secondFactorProof } = shown;
    expect(JSON.stringify(shown)).not.toContain(secondFactorProof);
    clock.advance(900 - 0.001);
    expect(await passwords.inspectTicket({ token, secondFactorProof })).toMatchObject({
      secondFactor: { methods: ['totp', 'recovery_code'], passed: true },
    });
    clock.advance(0.001);
    expect(await passwords.inspectTicket({ token, secondFactorProof })).toMatchObject({
      secondFactor: { passed: false },
    });
    const secondFactor = { proof: secondFactorProof };
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor })).toMatchObject({
      reason: 'second_factor_required',
    });
  });

  it('attack 26: a code of one account opens no ticket of another', async () => {
    const service = await open(codes('bob', '111111'));
    await service.seedAccount({ id: 'bob', email: 'bob@example.org', password: passwordOf(3) });
    const issued = await service.passwords.issueTicket({ accountId: 'bob' });
    const token = issued.ok ? issued.ticket.token : '';
    const annsToken = await service.issue();
    const code = { method, code: '111111' };
    expect(await service.passwords.verifySecondFactor({ token: annsToken, ...code })).toMatchObject(
      { reason: 'second_factor_invalid' },
    );
    expect(await service.passwords.verifySecondFactor({ token, ...code })).toMatchObject({
      ok: true,
    });
  });

  it('the hook denies, narrows the methods, and sends the person elsewhere', async () => {
    let decide: () => object | undefined = () => undefined;
    const service = await open(codes('ann', '111111', 'recover'), {
      hooks: { beforeRedemption: () => decide() },
    });
    const { passwords } = service;
    const token = await service.issue();

    decide = () => ({ deny: 'under_investigation' });
    const denied = { ok: false, reason: 'denied', code: 'under_investigation' };
    expect(await passwords.inspectTicket({ token })).toEqual(denied);
    expect(await passwords.redeemTicket({ token, newPassword })).toEqual(denied);

    decide = () => ({ requireSecondFactor: ['passkey'] });
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({
      code: 'second_factor_missing',
    });

    decide = () => ({ requireSecondFactor: ['totp'], resultUrl: 'https://app.example/next' });
    expect(await passwords.inspectTicket({ token })).toMatchObject({
      secondFactor: { methods: ['totp'], passed: false },
    });
    expect(
      await passwords.verifySecondFactor({ token, method: 'recovery_code', code: 'recover' }),
    ).toMatchObject({ reason: 'second_factor_invalid' });
    const secondFactor = { method, code: '111111' };
    expect(await passwords.redeemTicket({ token, newPassword, secondFactor })).toMatchObject({
      ok: true,
      resultUrl: 'https://app.example/next',
    });
  });

  it.each([
    ['throws', () => Promise.reject(new Error('down'))],
    ['says something unreadable', () => ({ deny: true })],
    ['sends people to a script', () => ({ resultUrl: 'javascript:alert(1)' })],
    ['answers false', () => false],
    ['answers a text', () => 'blocked'],
    ['mistypes a key', () => ({ requireSecondfactor: true })],
  ])('a hook that %s lets nobody through and spends nothing', async (_what, hook) => {
    let broken = true;
    const { passwords, issue } = await open(codes('nobody'), {
      hooks: { beforeRedemption: () => (broken ? (hook() as never) : undefined) },
    });
    const token = await issue();
    await expect(passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
      code: 'ERR_HOOK',
    });
    broken = false;
    expect(await passwords.redeemTicket({ token, newPassword })).toMatchObject({ ok: true });
  });

  it.each([undefined, null, 'totp', [1]])(
    'attack 62: an adapter that answers %j for the methods lets nobody through',
    async (answer) => {
      const factor = { methods: async () => answer as never, verify: async () => false };
      const { passwords, issue } = await open(factor);
      const token = await issue();
      await expect(passwords.redeemTicket({ token, newPassword })).rejects.toMatchObject({
        code: 'ERR_HOOK',
      });
    },
  );

  it('a factor that is out of order costs nobody a try', async () => {
    let away = true;
    const { passwords, issue } = await open({
      methods: async () => ['totp'],
      verify: async () => {
        if (away) throw new LatchkeyError('ERR_STORE', 'away');
        return true;
      },
    });
    const code = { token: await issue(), method, code: '111111' };
    for (let turn = 0; turn < 12; turn += 1)
      await expect(passwords.verifySecondFactor(code)).rejects.toMatchObject({ code: 'ERR_STORE' });
    away = false;
    expect(await passwords.verifySecondFactor(code)).toMatchObject({ ok: true });
  });
}
