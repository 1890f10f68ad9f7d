import { dangerouslyUnlimited, LatchkeyError } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import { type OpenService, openService, passwordOf } from '../../support/open-service.js';
import { wrapStores } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const NOBODY = 'nobody@example.org';
const newPassword = passwordOf(2);

/** The n-th code beside the right one. */
const wrong = (code: string, n = 1) => String((Number(code) + n) % 1e8).padStart(8, '0');

const reasonOf = (result: { readonly ok: boolean; readonly reason?: string }) =>
  result.ok || result.reason;

/** Counts the tries that a store has admitted. */
function admittedTries() {
  const admitted = { count: 0 };
  const stores = (own: Parameters<typeof wrapStores>[0]) =>
    wrapStores(own, async ({ name }, run) => {
      const result = await run();
      if (name === 'tickets.countTry' && result === true) admitted.count += 1;
      return result;
    });
  return { admitted, stores };
}

/** Guesses at codes: what is counted, and what no number of guesses gets around. */
export function codeGuessAttacks(engine: Engine): void {
  const guess = ({ passwords }: OpenService, flowId: string, code: string) =>
    passwords.redeemTicket({ flowId, code, newPassword }).then(reasonOf);

  it('attack 29: five wrong tries kill a code, even if the sixth is right, by either door', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    for (let n = 1; n <= 5; n += 1)
      expect(
        n % 2 === 0
          ? await guess(service, flowId, wrong(code, n))
          : reasonOf(await service.passwords.exchangeCode({ flowId, code: wrong(code, n) })),
      ).toBe('code_invalid');
    expect(await guess(service, flowId, code)).toBe('code_invalid');
    expect(await service.passwords.exchangeCode({ flowId, code })).toEqual({
      ok: false,
      reason: 'code_invalid',
    });
    expect(await service.signIn(ANN.email, ANN.password), 'nothing was changed').not.toBeNull();
  });

  it('attack 29: asking again refills nothing: ten wrong tries a day, for known and unknown alike', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const seriesOf = async (identifier: string) => {
      const series = [];
      for (let n = 0; n < 12; n += 1) {
        const flowId = await service.requestCode(identifier);
        series.push(await guess(service, flowId, '00000000'));
        service.clock.advance(900);
      }
      return series;
    };
    const known = await seriesOf(ANN.email);
    expect(known).toEqual([
      ...new Array<string>(10).fill('code_invalid'),
      ...['throttled', 'throttled'],
    ]);
    expect(await seriesOf(NOBODY), 'attack 38').toEqual(known);

    const flowId = await service.requestCode(ANN.email);
    const right = { flowId, code: service.lastCode() };
    expect(await service.passwords.redeemTicket({ ...right, newPassword })).toMatchObject({
      reason: 'throttled',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await service.passwords.exchangeCode(right)).toMatchObject({ reason: 'throttled' });
    // Nor may who guesses keep the owner out: links go on working.
    await service.request(ANN.email);
    expect(
      await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
    ).toMatchObject({ ok: true });
  });

  it('attack 30: of 200 guesses at once the throttle admits ten and the code five', async () => {
    const { admitted, stores } = admittedTries();
    const service = openService(engine, { stores });
    await service.seedAccount(ANN);
    for (const identifier of [ANN.email, NOBODY]) {
      const flowId = await service.requestCode(identifier);
      const code = service.lastCode();
      admitted.count = 0;
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) => guess(service, flowId, wrong(code, n + 1))),
      );
      expect(answers.filter((answer) => answer === 'code_invalid')).toHaveLength(10);
      expect(answers.filter((answer) => answer === 'throttled')).toHaveLength(190);
      expect(admitted.count).toBe(5);
    }
  });

  it('attack 30: without a throttle, too, 200 guesses at once get no sixth one looked at', async () => {
    const { admitted, stores } = admittedTries();
    const service = openService(engine, { stores, throttle: dangerouslyUnlimited() });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) => guess(service, flowId, wrong(code, n + 1))),
    );
    expect(new Set(answers)).toEqual(new Set(['code_invalid']));
    expect(admitted.count).toBe(5);
    expect(await guess(service, flowId, code)).toBe('code_invalid');
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });

  it('attack 31: spellings of an identifier share its tries, and further fields change nothing', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const spellings = [ANN.email, 'ANN@example.org', ' Ann@Example.ORG '];
    const answers = [];
    for (let n = 0; n < 12; n += 1) {
      const more = { identifier: `x${n}@example.org`, email: `x${n}@example.org`, who: n, ip: n };
      const requested = await service.passwords.requestReset({
        ...more,
        identifier: spellings[n % 3] as string,
        deliver: 'code',
      });
      const flowId = (requested.ok && requested.flowId) || '';
      await service.passwords.drainOutbox();
      const typed = { ...more, flowId, code: '00000000', newPassword };
      answers.push(
        reasonOf(
          await service.passwords.redeemTicket(typed, { context: { ip: `203.0.113.${n}` } }),
        ),
      );
    }
    expect(answers.filter((answer) => answer === 'code_invalid')).toHaveLength(10);
    expect(answers.slice(-2)).toEqual(['throttled', 'throttled']);
  });

  it('attack 33: one client guesses at the codes of many no more often than at their passwords', async () => {
    const limits = { signInsPerClient: { points: 3, windowSeconds: 900 } };
    const service = openService(engine, { limits });
    const guessFrom = async (n: number, ip: string) => {
      const flowId = await service.requestCode(`${n}@example.org`);
      const typed = { flowId, code: '00000000' };
      return reasonOf(await service.passwords.exchangeCode(typed, { context: { ip } }));
    };
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await guessFrom(n, '203.0.113.1'));
    expect(answers).toEqual([
      ...new Array<string>(3).fill('code_invalid'),
      ...['throttled', 'throttled'],
    ]);
    expect(await guessFrom(9, '203.0.113.2')).toBe('code_invalid');
  });

  it('a right code costs no try: a password that is refused may be bettered, however often', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    for (let n = 0; n < 12; n += 1)
      expect(
        await service.passwords.redeemTicket({ flowId, code, newPassword: 'short' }),
      ).toMatchObject({ reason: 'policy_violation' });
    const spelt = `${code.slice(0, 4)} ${code.slice(4)}`;
    expect(await guess(service, flowId, spelt)).toBe(true);
    expect(await service.signIn(ANN.email, newPassword)).not.toBeNull();
    expect(await guess(service, flowId, code), 'told to who has the right one').toBe('token_used');
    expect(await guess(service, flowId, wrong(code))).toBe('code_invalid');
  });

  it('a store that is away costs nobody a try', async () => {
    let away = true;
    const service = openService(engine, {
      stores: (own) =>
        wrapStores(own, async ({ name }, run) => {
          if (away && name === 'tickets.countTry') throw new LatchkeyError('ERR_STORE', 'away');
          return run();
        }),
    });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    for (let n = 0; n < 12; n += 1)
      await expect(guess(service, flowId, wrong(code))).rejects.toMatchObject({
        code: 'ERR_STORE',
      });
    away = false;
    expect(await guess(service, flowId, code)).toBe(true);
  });

  it('a throttle that is away lets nobody try', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const { admitted, stores } = admittedTries();
    const service = openService(engine, {
      stores,
      throttle: { consume: gone, refund: gone, clear: gone },
    });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    await expect(guess(service, flowId, service.lastCode())).rejects.toMatchObject({
      code: 'ERR_STORE',
      statusCode: 503,
    });
    expect(admitted.count).toBe(0);
  });

  it('a code is exchanged for five tokens at most, and a change ends all of them', async () => {
    const service = openService(engine, { throttle: dangerouslyUnlimited() });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const typed = { flowId, code: service.lastCode() };
    const tokens: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      const exchanged = await service.passwords.exchangeCode(typed);
      if (!exchanged.ok) throw new Error(exchanged.reason);
      expect(JSON.stringify(exchanged)).not.toContain(exchanged.token);
      tokens.push(exchanged.token);
    }
    expect(await service.passwords.exchangeCode(typed)).toMatchObject({ reason: 'code_invalid' });
    for (const token of tokens)
      expect(await service.passwords.inspectTicket({ token })).toMatchObject({ purpose: 'reset' });
    const [first, ...others] = tokens;
    expect(
      await service.passwords.redeemTicket({ token: first as string, newPassword }),
    ).toMatchObject({ ok: true });
    for (const token of others)
      expect(await service.passwords.redeemTicket({ token, newPassword })).toMatchObject({
        reason: 'token_superseded',
      });
  });

  it('attack 19: of 50 redemptions with the right code at once exactly one sets a password', async () => {
    const service = openService(engine, { throttle: dangerouslyUnlimited() });
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    const passwords = Array.from({ length: 50 }, (_, n) => passwordOf(`race-${n}`));
    const answers = await Promise.all(
      passwords.map((each) =>
        service.passwords.redeemTicket({ flowId, code, newPassword: each }).then(reasonOf),
      ),
    );
    const won = answers.indexOf(true);
    expect(answers.filter((answer) => answer === true)).toHaveLength(1);
    expect(await service.signIn(ANN.email, passwords[won] as string)).not.toBeNull();
    expect((await service.stores.credentials.read('ann')).version).toBe(1);
  });

  it('attack 20: a code is good for ten minutes and not a millisecond longer', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    service.clock.advance(600 - 0.001);
    const exchanged = await service.passwords.exchangeCode({ flowId, code });
    if (!exchanged.ok) throw new Error(exchanged.reason);
    service.clock.advance(0.001);
    expect(await guess(service, flowId, code)).toBe('token_expired');
    expect(await guess(service, flowId, wrong(code)), 'said to holders alone').toBe('code_invalid');
    const { token } = exchanged;
    service.clock.advance(600 - 0.002);
    expect(await service.passwords.inspectTicket({ token })).toMatchObject({ ok: true });
    service.clock.advance(0.001);
    expect(await service.passwords.inspectTicket({ token })).toMatchObject({
      reason: 'token_expired',
    });
  });
}
