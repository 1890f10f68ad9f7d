import { afterEach, describe, expect, it, vi } from 'vitest';
import { length, nist, notCommon, notReused, policy } from '../../../src/policy/index.js';
import type { PolicyRule } from '../../../src/ports/policy.js';
import { account, input } from './accounts.js';

function rule(
  code: string,
  check: PolicyRule['check'],
  more: Partial<PolicyRule> = {},
): PolicyRule {
  return { code, check, describe: () => null, ...more };
}

const broken = (code: string) => ({ code, params: {}, message: code });

afterEach(() => {
  vi.useRealTimers();
});

describe('policy', () => {
  it('collects every violation, in the order of the rules, however late one answers', async () => {
    const both = policy(
      rule('slow', async () => {
        await new Promise(setImmediate);
        return broken('slow');
      }),
      rule('content', () => null),
      rule('quick', () => broken('quick')),
    );
    expect((await both.check(input('x'))).map(({ code }) => code)).toEqual(['slow', 'quick']);
  });

  it('a policy without rules accepts everything', async () => {
    expect(await policy().check(input(''))).toEqual([]);
    expect(policy().remembers).toBe(0);
  });

  it('runs expensive rules only when the others are content', async () => {
    const asked: string[] = [];
    const costly = rule(
      'costly',
      () => {
        asked.push('costly');
        return broken('costly');
      },
      { expensive: true },
    );
    const both = policy(costly, length());
    expect((await both.check(input('short'))).map(({ code }) => code)).toEqual(['too_short']);
    expect(asked).toEqual([]);
    expect((await both.check(input('long enough to be taken'))).map((v) => v.code)).toEqual([
      'costly',
    ]);
  });

  it('remembers as much as the most demanding rule', () => {
    expect(policy(notReused(3), length(), notReused(7)).remembers).toBe(7);
  });

  it('describes its rules for a form, in their order, without those that say nothing', () => {
    const hints = policy(
      notCommon(),
      rule('silent', () => null),
      length({ min: 9, max: 99 }),
    );
    expect(hints.describe().map(({ code, params }) => ({ code, params }))).toEqual([
      { code: 'common_password', params: {} },
      { code: 'length', params: { min: 9, max: 99 } },
    ]);
  });

  describe('attack 46: a rule that fails never means "accepted"', () => {
    const cause = new Error('the service is down');

    it.each([
      [
        'throws',
        () => {
          throw cause;
        },
      ],
      ['rejects', () => Promise.reject(cause)],
    ])('a rule that %s', async (_, check) => {
      await expect(policy(length(), rule('remote', check)).check(input('x'))).rejects.toMatchObject(
        {
          code: 'ERR_POLICY_RULE',
          cause,
          message: expect.stringContaining('"remote"'),
        },
      );
    });

    it.each([[undefined], [true], [false], [0], ['common'], [{}], [[]]])(
      'a rule that answers %j',
      async (answer) => {
        const odd = rule('odd', () => answer as unknown as null);
        const later = rule('odd', async () => answer as unknown as null);
        for (const each of [odd, later]) {
          await expect(policy(each).check(input('x'))).rejects.toMatchObject({
            code: 'ERR_POLICY_RULE',
          });
        }
      },
    );

    it('a rule that hangs', async () => {
      vi.useFakeTimers();
      const hanging = policy(rule('hanging', () => new Promise(() => {})));
      const outcome = hanging.check(input('x')).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await outcome).toMatchObject({ code: 'ERR_POLICY_RULE' });
    });

    it('a rule may choose to fail open itself', async () => {
      const open = rule('open', () => Promise.reject(cause).catch(() => null));
      expect(await policy(open).check(input('x'))).toEqual([]);
    });
  });

  it('stops with the reason of the signal, before and while a rule works', async () => {
    const reason = new Error('the client hung up');
    const quick = policy(length());
    await expect(quick.check(input('x', { signal: AbortSignal.abort(reason) }))).rejects.toBe(
      reason,
    );

    const abort = new AbortController();
    const hanging = policy(rule('hanging', () => new Promise(() => {})));
    const outcome = hanging.check(input('x', { signal: abort.signal }));
    abort.abort(reason);
    await expect(outcome).rejects.toBe(reason);
  });

  it.each([[null], [undefined], [{}], [notCommon]])('refuses %s for a rule', (wrong) => {
    expect(() => policy(wrong as unknown as PolicyRule)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});

describe('notReused', () => {
  it('asks for as many as it was told, and answers for them', async () => {
    const asked: number[] = [];
    const matches =
      (answer: boolean) =>
      async ({ last }: { last: number }) => {
        asked.push(last);
        return answer;
      };
    const three = policy(notReused(3));
    const violations = await three.check(input('x', { matchesRecent: matches(true) }));
    expect(violations).toMatchObject([{ code: 'reused_password', params: { last: 3 } }]);
    expect(await three.check(input('x', { matchesRecent: matches(false) }))).toEqual([]);
    expect(asked).toEqual([3, 3]);
    expect(policy(notReused()).remembers).toBe(5);
  });

  it('fails closed where the history cannot be read', async () => {
    await expect(policy(notReused()).check(input('x'))).rejects.toMatchObject({
      code: 'ERR_POLICY_RULE',
    });
  });

  it.each([0, 51, 1.5, Number.NaN])('refuses to remember %s', (last) => {
    expect(() => notReused(last)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});

describe('nist', () => {
  it('takes 15 characters and not 14, or 8 and not 7 beside a second factor', async () => {
    const codes = async (chosen: ReturnType<typeof nist>, password: string) =>
      (await chosen.check(input(password))).map(({ code }) => code);
    expect(await codes(nist(), 'gv8wz2kd0qpx4m')).toEqual(['too_short']);
    expect(await codes(nist(), 'gv8wz2kd0qpx4mu')).toEqual([]);
    expect(await codes(nist({ secondFactor: true }), 'gv8wz2k')).toEqual(['too_short']);
    expect(await codes(nist({ secondFactor: true }), 'gv8wz2kd')).toEqual([]);
  });

  it('collects length, commonness and account data at once', async () => {
    const violations = await nist().check(input('lovelace', { account: account() }));
    expect(violations.map(({ code }) => code)).toEqual(['too_short', 'contains_account_data']);
    const common = await nist().check(input('password', { account: account() }));
    expect(common.map(({ code }) => code)).toEqual(['too_short', 'common_password']);
  });

  it('has no rule on kinds of characters', async () => {
    for (const password of ['purple monkey sunset tractor vinyl', 'жираф завтракает молча']) {
      expect(await nist().check(input(password, { account: account() }))).toEqual([]);
    }
  });

  it('never tells the password in a violation', async () => {
    const password = 'ada.lovelace';
    const violations = await nist().check(input(password, { account: account() }));
    expect(violations.length).toBeGreaterThan(0);
    expect(JSON.stringify(violations)).not.toContain(password);
  });
});
