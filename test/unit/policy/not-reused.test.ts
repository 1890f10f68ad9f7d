import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notReused, policy } from '../../../src/policy/index.js';
import type { RecentReach } from '../../../src/ports/policy.js';
import { input } from './accounts.js';
import { anyText } from './any-text.js';

/** A history that says yes to some reaches, and notes what it was asked. */
function history(says: (reach: RecentReach) => boolean = () => false) {
  const asked: RecentReach[] = [];
  const matchesRecent = async (reach: RecentReach) => {
    asked.push(reach);
    return says(reach);
  };
  return { asked, given: input('x', { matchesRecent }) };
}

const byDays = ({ withinDays }: RecentReach) => withinDays !== undefined;

describe('notReused', () => {
  it.each([
    [undefined, [{ last: 5 }], 5],
    [3, [{ last: 3 }], 3],
    [{}, [{ last: 5 }], 5],
    [{ last: 12 }, [{ last: 12 }], 12],
    [{ withinDays: 365 }, [{ last: 50, withinDays: 365 }], 50],
    [{ last: 5, withinDays: 365 }, [{ last: 5 }, { last: 50, withinDays: 365 }], 50],
    // The present password is within any days.
    [{ last: 1, withinDays: 30 }, [{ last: 50, withinDays: 30 }], 50],
  ])('%j asks for %j and has %i remembered', async (reach, expected, remembers) => {
    const { asked, given } = history();
    const rule = notReused(reach);
    expect(await rule.check(given)).toBeNull();
    expect(asked).toEqual(expected);
    expect(rule).toMatchObject({ remembers, expensive: true });
  });

  it('refuses what either of number and days refuses, and tells which', async () => {
    const both = notReused({ last: 5, withinDays: 365 });
    const violation = async (says: (reach: RecentReach) => boolean) =>
      both.check(history(says).given);
    expect(await violation((reach) => !byDays(reach))).toEqual({
      code: 'reused_password',
      params: { last: 5 },
      message: 'Choose a password that is not one of your last 5.',
    });
    expect(await violation(byDays)).toEqual({
      code: 'reused_password',
      params: { withinDays: 365 },
      message: 'Choose a password that you have not used within the last 365 days.',
    });
    expect(await violation(() => false)).toBeNull();
  });

  it.each([
    [1, { last: 1 }, 'is not your present one.'],
    [{ last: 2 }, { last: 2 }, 'is not one of your last 2.'],
    [{ withinDays: 1 }, { withinDays: 1 }, 'you have not used within the last day.'],
    [
      { last: 5, withinDays: 365 },
      { last: 5, withinDays: 365 },
      'is not one of your last 5 and that you have not used within the last 365 days.',
    ],
  ])('%j hints at %j', (reach, params, end) => {
    const message = `Choose a password that ${end}`;
    expect(notReused(reach).describe()).toEqual({ code: 'reused_password', params, message });
  });

  it('holds its limits: 1 to 50 passwords, 1 to 3,650 days', () => {
    const number = fc.integer({ min: -5, max: 4000 });
    const attempt = (make: () => unknown) => {
      try {
        make();
        return 'taken';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    fc.assert(
      fc.property(number, (n) => {
        const expected = (most: number) => (n >= 1 && n <= most ? 'taken' : 'ERR_INVALID_OPTION');
        expect(attempt(() => notReused(n))).toBe(expected(50));
        expect(attempt(() => notReused({ last: n }))).toBe(expected(50));
        expect(attempt(() => notReused({ withinDays: n }))).toBe(expected(3650));
      }),
    );
    for (const edge of [1, 50]) expect(() => notReused(edge)).not.toThrow();
    for (const edge of [1, 3650]) expect(() => notReused({ withinDays: edge })).not.toThrow();
  });

  it('looks at the password through the history alone, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.boolean(), async (password, reused) => {
        const given = input(password, { matchesRecent: async () => reused });
        expect((await notReused(3).check(given)) !== null).toBe(reused);
      }),
    );
  });

  it('attack 46: fails closed where the history cannot be read', async () => {
    for (const reach of [5, { withinDays: 30 }])
      await expect(policy(notReused(reach)).check(input('x'))).rejects.toMatchObject({
        code: 'ERR_POLICY_RULE',
      });
  });

  it.each([
    0,
    51,
    1.5,
    Number.NaN,
    null,
    '5',
    { last: '5' },
    { last: null },
    { withinDays: 0 },
    { withinDays: 3651 },
    { withinDays: 0.5 },
    { last: 51, withinDays: 30 },
  ])('refuses %j', (reach) => {
    expect(() => notReused(reach as never)).toThrowError(
      expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
    );
  });
});
