import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { length, notReused, policy, when } from '../../../src/policy/index.js';
import type { PolicyInput, PolicyRule } from '../../../src/ports/policy.js';
import { account, input } from './accounts.js';
import { anyText } from './any-text.js';

const long = length({ min: 20 });
const codes = async (rule: PolicyRule, given: PolicyInput) =>
  (await policy(rule).check(given)).map(({ code }) => code);

afterEach(() => {
  vi.useRealTimers();
});

describe('when', () => {
  it('applies the rule where the condition holds, at once or later', async () => {
    const isStaff = ({ account: of }: PolicyInput) => of?.email?.endsWith('@acme.example') === true;
    const staff = input('short', { account: account({ email: 'wile@acme.example' }) });
    const guest = input('short', { account: account() });
    for (const condition of [isStaff, async (given: PolicyInput) => isStaff(given)]) {
      expect(await codes(when(condition, long), staff)).toEqual(['too_short']);
      expect(await codes(when(condition, long), guest)).toEqual([]);
    }
  });

  it('answers as the rule does where the condition holds, and null elsewhere, for any text', async () => {
    const given = fc.tuple(anyText, fc.boolean(), fc.boolean());
    await fc.assert(
      fc.asyncProperty(given, async ([password, holds, isLate]) => {
        const rule = when(() => (isLate ? Promise.resolve(holds) : holds), long);
        const expected = holds ? long.check(input(password)) : null;
        expect(await rule.check(input(password))).toEqual(expected);
      }),
    );
  });

  it('decides by time and occasion as well', async () => {
    const from = new Date('2026-06-01T00:00:00Z');
    const rule = when(({ now, occasion }) => now >= from && occasion !== 'sign_in', long);
    const at = (change: Partial<PolicyInput>) => codes(rule, input('short', change));
    expect(await at({ now: new Date(+from - 1) })).toEqual([]);
    expect(await at({ now: from })).toEqual(['too_short']);
    expect(await at({ now: from, occasion: 'sign_in' })).toEqual([]);
  });

  describe('attack 46: a condition that fails never means "accepted"', () => {
    const cause = new Error('the database of roles is down');

    it.each<[string, () => unknown]>([
      [
        'throws',
        () => {
          throw cause;
        },
      ],
      ['rejects', () => Promise.reject(cause)],
    ])('one that %s', async (_, condition) => {
      const rule = when(condition as () => boolean, long);
      await expect(policy(rule).check(input('short'))).rejects.toMatchObject({
        code: 'ERR_POLICY_RULE',
        message: expect.stringContaining('"length"'),
        cause,
      });
    });

    it.each([[undefined], [null], [0], [1], [''], ['no'], [{}]])(
      'one that answers %j',
      async (answer) => {
        for (const condition of [() => answer, async () => answer]) {
          const rule = when(condition as unknown as () => boolean, long);
          await expect(policy(rule).check(input('short'))).rejects.toMatchObject({
            code: 'ERR_POLICY_RULE',
          });
        }
      },
    );

    it('one that hangs', async () => {
      vi.useFakeTimers();
      const rule = when(() => new Promise<boolean>(() => {}), long);
      const outcome = policy(rule)
        .check(input('short'))
        .catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await outcome).toMatchObject({ code: 'ERR_POLICY_RULE' });
    });

    it('nor does a rule that fails under a condition that holds', async () => {
      const failing: PolicyRule = {
        code: 'remote',
        check: () => Promise.reject(cause),
        describe: () => null,
      };
      const check = (holds: boolean) => policy(when(() => holds, failing)).check(input('short'));
      await expect(check(true)).rejects.toMatchObject({ code: 'ERR_POLICY_RULE', cause });
      expect(await check(false)).toEqual([]);
    });
  });

  it('keeps what the rule remembers and costs', async () => {
    const asked: string[] = [];
    const rule = when(() => asked.push('condition') > 0, notReused(7));
    expect(rule).toMatchObject({ code: 'reused_password', remembers: 7, expensive: true });
    expect(policy(rule).remembers).toBe(7);
    await policy(rule, long).check(input('short'));
    expect(asked).toEqual([]);
    expect(when(() => true, long)).not.toHaveProperty('remembers');
    expect(when(() => true, long)).not.toHaveProperty('expensive');
  });

  it('keeps what a rule of a class of its own says by getters', () => {
    class Remembering implements PolicyRule {
      readonly code = 'remembering';
      get remembers() {
        return 3;
      }
      check() {
        return null;
      }
      describe() {
        return { code: this.code, params: {}, message: 'Remember.' };
      }
    }
    const rule = when(() => true, new Remembering(), { hint: true });
    expect(rule.remembers).toBe(3);
    expect(rule.check(input('x'))).toBeNull();
    expect(rule.describe()).toMatchObject({ code: 'remembering' });
  });

  it('shows a hint only where it is told to', () => {
    expect(when(() => true, long).describe()).toBeNull();
    expect(when(() => true, long, { hint: true }).describe()).toEqual(long.describe());
  });

  it.each<[unknown, unknown, unknown]>([
    [true, long, {}],
    [undefined, long, {}],
    [() => true, length, {}],
    [() => true, null, {}],
    [() => true, undefined, {}],
    [() => true, long, null],
    [() => true, long, { hint: 'yes' }],
  ])('refuses %s, %s, %j', (condition, rule, options) => {
    expect(() => when(condition as never, rule as never, options as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
