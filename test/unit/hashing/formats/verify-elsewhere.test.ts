import { inspect } from 'node:util';
import { argon2id, type CurrentHashFormat, hasher, notReused, policy } from 'latchkey';
import { describe, expect, it } from 'vitest';
import {
  type ElsewhereQuestion,
  type VerifyElsewhereOptions,
  verifyElsewhere,
} from '../../../../src/hashing/formats/verify-elsewhere.js';
import { forEachEngine } from '../../../support/each-engine.js';
import { gate } from '../../../support/gate.js';
import { type OpenService, openService, passwordOf } from '../../../support/open-service.js';

const PASSWORD = passwordOf(1);
const cheap: CurrentHashFormat = argon2id({ memoryKib: 8, passes: 1 });

/** An old system that knows one password, and what it was asked. */
function oldSystem(options: Partial<VerifyElsewhereOptions> = {}) {
  const asked: ElsewhereQuestion[] = [];
  const format = verifyElsewhere({
    verify: async (question) => {
      asked.push(question);
      return question.password === PASSWORD;
    },
    ...options,
  });
  return { asked, format };
}

const NO_ANSWERS: readonly (readonly [how: string, verify: () => unknown])[] = [
  ['throws', async () => Promise.reject(new Error('ECONNREFUSED'))],
  [
    'throws at once',
    () => {
      throw new TypeError('no client');
    },
  ],
  ['answers nothing', async () => undefined],
  ['answers a text', async () => 'true'],
  ['answers a number', async () => 1],
  ['answers an object', async () => ({ ok: false })],
];

describe('verify-elsewhere', () => {
  it('asks with the reference and the password, and answers what the old system does', async () => {
    const { asked, format } = oldSystem();
    expect(await format.verify('elsewhere:cognito/1234', PASSWORD)).toBe(true);
    expect(await format.verify('elsewhere:cognito/1234', 'wrong')).toBe(false);
    expect(asked.map(({ reference, password }) => [reference, password])).toEqual([
      ['cognito/1234', PASSWORD],
      ['cognito/1234', 'wrong'],
    ]);
  });

  it('recognises its prefix, and refuses a reference that is none', () => {
    const { format } = oldSystem({ prefix: 'ad:' });
    expect(format.recognizes('ad:CN=Ann')).toBe(true);
    expect(format.recognizes('elsewhere:1')).toBe(false);
    expect(format.faultOf('ad:1')).toBeNull();
    expect(format.faultOf(`ad:${'x'.repeat(512)}`)).toBeNull();
    expect(format.faultOf(`ad:${'x'.repeat(513)}`)).toBe('malformed');
    expect(format.faultOf('ad:')).toBe('malformed');
  });

  it('counts in a survey, and makes no decoy that would call the old system', async () => {
    const { asked, format } = oldSystem();
    const survey = await hasher({ alsoVerifies: [format] }).survey(['elsewhere:1', 'elsewhere:2']);
    expect(survey.groups).toEqual([{ format: 'elsewhere', cost: '', count: 2 }]);
    expect(survey.population).toEqual([]);
    expect(asked).toEqual([]);
  });

  it.each(NO_ANSWERS)(
    'a call that %s is ERR_OLD_SYSTEM, never a wrong password',
    async (_, verify) => {
      const { format } = oldSystem({ verify: verify as VerifyElsewhereOptions['verify'] });
      const error: unknown = await format
        .verify('elsewhere:ann', PASSWORD)
        .catch((thrown) => thrown);
      expect(error).toMatchObject({ code: 'ERR_OLD_SYSTEM', statusCode: 503 });
      expect(inspect(error)).not.toContain(PASSWORD);
      expect(String(error)).not.toContain('ann');
    },
  );

  it('keeps what was thrown as the cause', async () => {
    const cause = new Error('ECONNREFUSED');
    const { format } = oldSystem({ verify: () => Promise.reject(cause) });
    await expect(format.verify('elsewhere:1', PASSWORD)).rejects.toMatchObject({ cause });
  });

  it('stops waiting when the time is up, and aborts the call’s signal', async () => {
    const given: AbortSignal[] = [];
    const { format } = oldSystem({
      timeoutSeconds: 0.01,
      verify: ({ signal }) => {
        given.push(signal);
        return new Promise(() => {});
      },
    });
    await expect(format.verify('elsewhere:1', PASSWORD)).rejects.toMatchObject({
      code: 'ERR_OLD_SYSTEM',
      message: expect.stringContaining('0.01 seconds'),
    });
    expect(given[0]?.aborted).toBe(true);
  });

  it('an answer in time leaves the signal alone', async () => {
    const { asked, format } = oldSystem();
    const caller = new AbortController();
    await format.verify('elsewhere:1', PASSWORD, caller.signal);
    caller.abort();
    expect(asked[0]?.signal.aborted).toBe(false);
  });

  it('hands the caller’s abort on, with its reason', async () => {
    const started = gate();
    const given: AbortSignal[] = [];
    const { format } = oldSystem({
      verify: ({ signal }) => {
        given.push(signal);
        started.resolve();
        // As fetch does: it rejects with the signal's reason.
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    const caller = new AbortController();
    const verifying = format.verify('elsewhere:1', PASSWORD, caller.signal);
    await started.promise;
    const reason = new Error('gone');
    caller.abort(reason);
    await expect(verifying).rejects.toBe(reason);
    expect(given[0]?.reason).toBe(reason);
    await expect(format.verify('elsewhere:1', PASSWORD, caller.signal)).rejects.toBe(reason);
    expect(given).toHaveLength(1);
  });

  it.each([
    { prefix: '' },
    { prefix: '$2b$' },
    { prefix: '{SSHA}' },
    { prefix: ' elsewhere:' },
    { prefix: 'else where:' },
    { prefix: 'x'.repeat(65) },
    { timeoutSeconds: 0 },
    { timeoutSeconds: -1 },
    { timeoutSeconds: 61 },
    { timeoutSeconds: Number.NaN },
  ])('refuses %j', (options) => {
    expect(() => oldSystem(options)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});

forEachEngine(
  'a sign-in through the old system',
  (engine) => {
    const ANN = { id: 'ann', email: 'ann@example.org', passwordHash: 'elsewhere:cognito/1234' };
    const setUp = async (
      options: Partial<VerifyElsewhereOptions> = {},
      before?: Parameters<OpenService['seedAccount']>[0],
    ) => {
      const { asked, format } = oldSystem(options);
      const service = openService(engine, {
        hasher: hasher({ current: cheap, alsoVerifies: [format] }),
      });
      if (before !== undefined) await service.seedAccount(before);
      await service.seedAccount(ANN);
      const signIn = (password: string) =>
        service.passwords.authenticate(
          { identifier: ANN.email, password },
          { context: { ip: '198.51.100.7' } },
        );
      return { asked, service, signIn };
    };

    it('asks it once, and then holds a hash of its own', async () => {
      const { asked, service, signIn } = await setUp();
      expect(await signIn('wrong')).toMatchObject({ ok: false, reason: 'invalid_credentials' });
      expect((await engine.account('ann'))?.passwordHash).toBe(ANN.passwordHash);

      expect(await signIn(PASSWORD)).toMatchObject({ ok: true });
      expect((await engine.account('ann'))?.passwordHash).toMatch(/^\$argon2id\$/);
      expect(service.eventsOf('password.rehashed')).toHaveLength(1);
      expect(asked).toHaveLength(2);

      expect(await signIn(PASSWORD)).toMatchObject({ ok: true });
      expect(await signIn('wrong')).toMatchObject({ ok: false });
      expect(asked).toHaveLength(2);
    });

    it('an outage is a 503 for as long as it lasts, and takes no tries', async () => {
      let down = true;
      const { service, signIn } = await setUp({
        verify: async ({ password }) => {
          if (down) throw new Error('ECONNREFUSED');
          return password === PASSWORD;
        },
      });
      // More than the ten tries that one client has for one identifier.
      for (let n = 0; n < 15; n += 1)
        await expect(signIn(PASSWORD)).rejects.toMatchObject({
          code: 'ERR_OLD_SYSTEM',
          statusCode: 503,
        });
      expect(service.eventsOf('sign_in.failed')).toEqual([]);
      expect((await engine.account('ann'))?.passwordHash).toBe(ANN.passwordHash);
      down = false;
      expect(await signIn(PASSWORD)).toMatchObject({ ok: true });
    });

    it('a wrong guess at one account is counted, though another of the address cannot be asked', async () => {
      const away = { verify: () => Promise.reject(new Error('ECONNREFUSED')) };
      const beside = { id: 'aaron', email: ANN.email, password: passwordOf('beside') };
      const { signIn } = await setUp(away, beside);
      const outcomes: string[] = [];
      for (let n = 0; n < 12; n += 1)
        outcomes.push(
          await signIn(`wrong ${n}`).then(
            (result) => (result.ok ? 'ok' : result.reason),
            (error: { readonly code: string }) => error.code,
          ),
        );
      expect(outcomes.at(-1)).toBe('throttled');
    });

    it('a password that somebody considers is not tried there, and an outage stops no reset', async () => {
      const { asked, format } = oldSystem();
      const service = openService(engine, {
        hasher: hasher({ current: cheap, alsoVerifies: [format] }),
        policy: policy(notReused(3)),
      });
      await service.seedAccount(ANN);
      await service.request(ANN.email);
      const redeemed = { token: service.lastToken(), newPassword: passwordOf(2) };
      expect(await service.passwords.redeemTicket(redeemed)).toMatchObject({ ok: true });
      expect(asked).toEqual([]);
    });

    it('a wrong password takes a try', async () => {
      const { asked, signIn } = await setUp();
      for (let n = 0; n < 10; n += 1) await signIn(`wrong ${n}`);
      expect(await signIn(PASSWORD)).toMatchObject({ ok: false, reason: 'throttled' });
      expect(asked).toHaveLength(10);
    });

    it('takes no place in the line of hashes: a slow old system delays nobody else', async () => {
      const answer = gate();
      const started = gate();
      const { format } = oldSystem({
        verify: async () => {
          started.resolve();
          await answer.promise;
          return true;
        },
      });
      const service = openService(engine, {
        hasher: hasher({ current: cheap, alsoVerifies: [format] }),
        hashing: { concurrency: 1, maxWaiting: 0 },
      });
      await service.seedAccount(ANN);
      await service.seedAccount({ id: 'bob', email: 'bob@example.org', password: PASSWORD });
      const waiting = service.passwords.authenticate({ identifier: ANN.email, password: PASSWORD });
      await started.promise;
      expect(await service.signIn('bob@example.org', PASSWORD)).not.toBeNull();
      answer.resolve();
      expect(await waiting).toMatchObject({ ok: true });
    });

    it('a reset needs no old system, and ends its part', async () => {
      const { asked, service, signIn } = await setUp({ verify: () => Promise.reject(new Error()) });
      await service.request(ANN.email);
      const newPassword = passwordOf(2);
      expect(
        await service.passwords.redeemTicket({ token: service.lastToken(), newPassword }),
      ).toMatchObject({ ok: true });
      expect(await signIn(newPassword)).toMatchObject({ ok: true });
      expect(asked).toEqual([]);
    });
  },
  ['memory'],
);
