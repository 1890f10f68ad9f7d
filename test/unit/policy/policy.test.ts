import { afterEach, describe, expect, it, vi } from 'vitest';
import { LatchkeyError } from '../../../src/errors.js';
import { length, notCommon, notReused, policy } from '../../../src/policy/index.js';
import type { PolicyRule } from '../../../src/ports/policy.js';
import { input } from './accounts.js';

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

    it('a rule whose service is down, and that may not be skipped, is a 503', async () => {
      const down = new LatchkeyError('ERR_RULE_UNAVAILABLE', 'The service is down.');
      const closed = policy(rule('remote', () => Promise.reject(down)));
      await expect(closed.check(input('x'))).rejects.toBe(down);
      expect(down.statusCode).toBe(503);
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

    const between = new AbortController();
    const stopping = rule('stopping', () => {
      between.abort(reason);
      return null;
    });
    const costly = rule('costly', () => new Promise(() => {}), { expensive: true });
    const late = policy(stopping, costly).check(input('x', { signal: between.signal }));
    await expect(late).rejects.toBe(reason);
  });

  it.each([[null], [undefined], [{}], [notCommon]])('refuses %s for a rule', (wrong) => {
    expect(() => policy(wrong as unknown as PolicyRule)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
