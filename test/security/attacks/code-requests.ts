import { dangerouslyUnlimited } from 'latchkey';
import { expect, it } from 'vitest';
import type { Engine } from '../../support/each-engine.js';
import {
  type OpenService,
  openService,
  passwordOf,
  type ServiceOverrides,
} from '../../support/open-service.js';
import { countCalls } from '../../support/wrap-stores.js';

const ANN = { id: 'ann', email: 'ann@example.org', password: passwordOf(1) };
const newPassword = passwordOf(2);

const { password } = ANN;
const OTHERS = [
  { id: 'google', email: 'provider@example.org', identityProvider: 'Google' },
  { id: 'off', email: 'disabled@example.org', password, enabled: false },
  { id: 'gone', email: 'deleted@example.org', password, deleted: true },
  { id: 'bare', email: 'passwordless@example.org' },
  { id: 'one', email: 'shared@example.org', password },
  { id: 'two', email: 'shared@example.org', password },
  { id: 'often', email: 'limited@example.org', password },
  { id: 'moot', email: 'disputed@example.org', password },
];
/** Every kind of account that may have an address, and none: nobody may tell them apart. */
const IDENTIFIERS = [
  ...new Set([ANN.email, 'unknown@example.org', ...OTHERS.map(({ email }) => email)]),
];

export function codeRequestAttacks(engine: Engine): void {
  async function open(overrides: ServiceOverrides = {}): Promise<OpenService> {
    const service = openService(engine, overrides);
    for (const account of [ANN, ...OTHERS]) await service.seedAccount(account);
    await service.stores.credentials.requireChange({ accountKey: 'moot', reason: 'disputed' });
    for (let n = 0; n < 3; n += 1) await service.requestCode('limited@example.org');
    service.mails.length = 0;
    return service;
  }

  it("attack 27: a stranger's hundred requests for codes leave the owner his link, his code, and further links", async () => {
    const service = openService(engine);
    const { passwords, clock } = service;
    await service.seedAccount(ANN);
    await service.request(ANN.email);
    const token = service.lastToken();
    const flowId = await service.requestCode(ANN.email);
    const code = service.lastCode();
    const before = service.mails.length;
    for (let n = 0; n < 100; n += 1) {
      await passwords.requestReset({
        identifier: n % 2 === 0 ? ANN.email : ANN.email.toUpperCase(),
        deliver: 'code',
      });
      if (n % 10 === 9) await passwords.drainOutbox();
      clock.advance(1);
    }
    expect(service.mails.length - before, 'attack 34').toBeLessThanOrEqual(2);
    expect(await passwords.inspectTicket({ token }), 'the link').toMatchObject({ ok: true });
    const typed = { flowId, code };
    const exchanged = await passwords.exchangeCode(typed);
    if (!exchanged.ok) throw new Error(exchanged.reason);
    // The newest mailed link ends the one before, and neither the code nor what it was exchanged for.
    const mails = await service.request(ANN.email);
    expect(mails).toMatchObject([{ kind: 'reset_link' }]);
    expect(await passwords.inspectTicket({ token })).toMatchObject({ reason: 'token_superseded' });
    expect(await passwords.inspectTicket({ token: service.lastToken() })).toMatchObject({
      ok: true,
    });
    expect(await passwords.inspectTicket({ token: exchanged.token })).toMatchObject({ ok: true });
    expect(await passwords.redeemTicket({ ...typed, newPassword })).toMatchObject({ ok: true });
  });

  it('attack 34: codes for one account are mailed three times in 15 minutes, links beside them as often', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const ask = async () => {
      for (let n = 0; n < 6; n += 1) {
        await service.requestCode(ANN.email);
        await service.request(ANN.email);
      }
      const kinds = service.mails.map(({ kind }) => kind);
      service.mails.length = 0;
      return kinds;
    };
    const six = [
      'reset_code',
      'reset_link',
      'reset_code',
      'reset_link',
      'reset_code',
      'reset_link',
    ];
    expect(await ask()).toEqual(six);
    service.clock.advance(900);
    // The codes have expired by now.
    await service.passwords.purgeExpired();
    expect(await ask(), 'not yet').toEqual([]);
    service.clock.advance(0.001);
    expect(await ask(), 'attack 33: it re-arms').toEqual(six);
    await service.passwords.adminSetPassword({ accountId: 'ann', newPassword });
    expect(await ask(), 'a change clears it').toEqual(six);
  });

  it('each of several requests has a flow of its own, however close they come', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const flows: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      const requested = await service.passwords.requestReset({
        identifier: ANN.email,
        deliver: 'code',
      });
      flows.push((requested.ok && requested.flowId) || '');
    }
    await service.passwords.requestReset({ identifier: ANN.email });
    await service.passwords.drainOutbox();
    expect(service.mails.map(({ kind }) => kind).sort()).toEqual([
      ...['reset_code', 'reset_code', 'reset_code', 'reset_link'],
    ]);
    const codes = service.mails.flatMap((mail) => ('code' in mail ? [mail.code] : []));
    expect(new Set(codes).size).toBe(3);
    for (const flowId of flows) {
      const answers = [];
      for (const code of codes)
        answers.push((await service.passwords.exchangeCode({ flowId, code })).ok);
      expect(answers.filter((answer) => answer)).toHaveLength(1);
    }
  });

  it('attacks 35 and 38: a request for a code, and what is typed after it, answer alike for every kind of account and for none', async () => {
    const service = await open({ notifyUnknown: true });
    const { passwords } = service;
    const flows: string[] = [];
    const seriesOf = async (identifier: string) => {
      const requested = await passwords.requestReset({ identifier, deliver: 'code' });
      if (!requested.ok || requested.flowId === null) throw new Error('refused');
      const { flowId, ...rest } = requested;
      expect(flowId).toMatch(/^[\w-]{64}$/);
      flows.push(flowId);
      const early = await passwords.exchangeCode({ flowId, code: '00000000' });
      await passwords.drainOutbox();
      const series: unknown[] = [rest, early];
      for (let n = 0; n < 4; n += 1) {
        const key = { flowId, code: `0000000${n}` };
        series.push(await passwords.redeemTicket({ ...key, newPassword: 'short' }));
        series.push(await passwords.exchangeCode(key));
      }
      return series;
    };
    for (const identifier of IDENTIFIERS)
      expect(await seriesOf(identifier), identifier).toStrictEqual([
        { ok: true },
        ...new Array(9).fill({ ok: false, reason: 'code_invalid' }),
      ]);
    service.clock.advance(601);
    for (const flowId of flows) {
      const late = [];
      for (let n = 0; n < 3; n += 1) {
        const result = await passwords.exchangeCode({ flowId, code: '00000009' });
        late.push(result.ok || result.reason);
      }
      expect(late).toEqual(['code_invalid', 'throttled', 'throttled']);
    }
    expect(service.mails.map(({ to, kind }) => [to, kind])).toEqual([
      [ANN.email, 'reset_code'],
      ['unknown@example.org', 'unknown_address'],
      ['provider@example.org', 'provider_account'],
      ['passwordless@example.org', 'reset_code'],
      ...[
        ['shared@example.org', 'reset_link'],
        ['shared@example.org', 'reset_link'],
      ],
    ]);
    expect(service.eventsOf('reset.limited')).toHaveLength(1);
    expect(service.eventsOf('disavowal.needs_operator')).toMatchObject([{ accountKey: 'moot' }]);
  });

  it('attack 37: the stores are asked the same for every kind of account and for none', async () => {
    const counted = countCalls();
    const service = await open({ stores: counted.wrap, throttle: dangerouslyUnlimited() });
    const { passwords } = service;
    const callsOf = async (work: () => Promise<unknown>) => {
      counted.calls.length = 0;
      await work();
      return counted.calls.join(' ');
    };
    const seen = new Map<string, unknown>();
    for (const identifier of IDENTIFIERS) {
      let flowId = '';
      service.clock.advance(0.01);
      const request = await callsOf(async () => {
        const requested = await passwords.requestReset({ identifier, deliver: 'code' });
        flowId = (requested.ok && requested.flowId) || '';
      });
      const redeem = () => passwords.redeemTicket({ flowId, code: '00000000', newPassword });
      const exchange = () => passwords.exchangeCode({ flowId, code: '00000001' });
      const calls = [request, await callsOf(redeem)];
      await passwords.drainOutbox();
      for (let n = 0; n < 4; n += 1) calls.push(await callsOf(redeem), await callsOf(exchange));
      seen.set(identifier, calls);
    }
    const tried = 'tickets.findByDigest tickets.countTry';
    for (const [identifier, calls] of seen)
      expect(calls, identifier).toEqual([
        ...['outbox.enqueue', 'tickets.findByDigest'],
        ...new Array(8).fill(tried),
      ]);
  });

  it.each(['fails', 'refuses'] as const)(
    'attack 36: a mail server that %s does not show in what is typed',
    async (mailServer) => {
      const service = openService(engine);
      await service.seedAccount(ANN);
      service.mailServer = mailServer;
      const answers = [];
      for (const identifier of [ANN.email, 'unknown@example.org']) {
        const flowId = await service.requestCode(identifier);
        const tries = [];
        for (let n = 0; n < 6; n += 1)
          tries.push(await service.passwords.exchangeCode({ flowId, code: '00000000' }));
        answers.push(tries);
      }
      expect(answers[1]).toStrictEqual(answers[0]);
      const told = mailServer === 'fails' ? 'outbox.deferred' : 'outbox.given_up';
      expect(service.eventsOf(told)).toHaveLength(1);
    },
  );

  it('attack 57: what a request for a code answers opens nothing by itself', async () => {
    const service = openService(engine);
    await service.seedAccount(ANN);
    const requested = await service.passwords.requestReset({
      identifier: ANN.email,
      deliver: 'code',
    });
    const flowId = (requested.ok && requested.flowId) || '';
    expect(Object.keys(requested)).toEqual(['ok', 'flowId']);
    await service.passwords.drainOutbox();
    for (const token of [flowId.slice(0, 43), flowId.slice(21)])
      for (const result of [
        await service.passwords.inspectTicket({ token }),
        await service.passwords.redeemTicket({ token, newPassword }),
      ])
        expect(result).toEqual({ ok: false, reason: 'token_invalid' });
    expect(await service.signIn(ANN.email, ANN.password)).not.toBeNull();
  });
}
