import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notCommon, owasp, policy } from '../../../src/policy/index.js';
import type { Policy, PolicyRule } from '../../../src/ports/policy.js';
import { account, input } from './accounts.js';

const GOOD = 'gv8wz2kd0qpx4mu';

/** A list of breached passwords with one entry. */
const breached: PolicyRule = {
  code: 'breached_password',
  expensive: true,
  check: async ({ password }) =>
    password === GOOD ? { code: 'breached_password', params: {}, message: 'Stolen.' } : null,
  describe: () => null,
};
const second = { contextWords: ['latchkey'], breached };

const codes = async (chosen: Policy, password: string) =>
  (await chosen.check(input(password, { account: account() }))).map(({ code }) => code);

describe('owasp', () => {
  it.each([
    ['by default', {}, 15],
    ['beside a second factor', { secondFactor: true }, 8],
    ['where ASVS is taken at its word', { minLength: 8 }, 8],
    ['where more is asked', { minLength: 64 }, 64],
    ['where both are said', { minLength: 12, secondFactor: true }, 12],
  ])('takes the least length %s and not one less (6.2.1)', async (_, options, min) => {
    for (const chosen of [owasp(1, options), owasp(2, { ...second, ...options })]) {
      const password = 'gv8wz2kd0qpx4m7hs5jt'.repeat(4);
      expect(await codes(chosen, password.slice(0, min - 1))).toEqual(['too_short']);
      expect(await codes(chosen, password.slice(0, min + 1))).toEqual([]);
    }
  });

  it('takes 64 characters and more, and not 129 (6.2.9)', async () => {
    const long = 'gv8wz2kd0qpx4m7hs5jt'.repeat(7);
    for (const length of [64, 128])
      expect(await codes(owasp(1), long.slice(0, length))).toEqual([]);
    expect(await codes(owasp(1), long.slice(0, 129))).toEqual(['too_long']);
  });

  it('refuses common passwords at every level (6.2.4)', async () => {
    for (const chosen of [owasp(1), owasp(2, second), owasp(3, second)])
      expect(await codes(chosen, 'passwordpassword')).toEqual(['common_password']);
    expect(owasp(1).rules.map(({ code }) => code)).toContain(notCommon().code);
  });

  it('has no rule on kinds of characters (6.2.5)', async () => {
    for (const password of [
      'purple monkey sunset tractor',
      'жираф завтракает молча',
      '84629175036291734',
    ])
      expect(await codes(owasp(3, second), password)).toEqual([]);
  });

  it('refuses words of the application and the account from level 2 on (6.2.11)', async () => {
    const minded = ['Latchkey-Latchkey!', 'Lovelace-Lovelace'] as const;
    for (const password of minded) expect(await codes(owasp(1), password)).toEqual([]);
    for (const chosen of [owasp(2, second), owasp(3, second)]) {
      expect(await codes(chosen, minded[0])).toEqual(['context_word']);
      expect(await codes(chosen, minded[1])).toEqual(['contains_account_data']);
    }
  });

  it('refuses breached passwords from level 2 on (6.2.12), and never skips one that fails', async () => {
    expect(await codes(owasp(1), GOOD)).toEqual([]);
    expect(await codes(owasp(2, second), GOOD)).toEqual(['breached_password']);
    const down = { ...breached, check: () => Promise.reject(new Error('down')) };
    await expect(codes(owasp(3, { ...second, breached: down }), GOOD)).rejects.toMatchObject({
      code: 'ERR_POLICY_RULE',
    });
  });

  it('level 3 asks of a password what level 2 does', async () => {
    const [two, three] = [owasp(2, second), owasp(3, second)];
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), async (password) => {
        expect(await codes(three, password)).toEqual(await codes(two, password));
      }),
    );
  });

  it('can be taken apart as any policy', () => {
    const rules = owasp(2, second).rules;
    expect(policy(...rules.filter((rule) => rule !== breached)).rules).toHaveLength(4);
  });

  it.each<[unknown, unknown, RegExp]>([
    [0, {}, /"level"/],
    [4, second, /"level"/],
    ['2', second, /"level"/],
    [undefined, undefined, /"level"/],
    [1, null, /options/],
    [1, { minLength: 7 }, /"minLength".*6\.2\.1/],
    [1, { minLength: 65 }, /"minLength".*6\.2\.9/],
    [1, { minLength: '15' }, /"minLength"/],
    [1, { secondFactor: 'yes' }, /"secondFactor"/],
    [2, undefined, /"contextWords".*6\.1\.2/],
    [2, { breached }, /"contextWords".*6\.2\.11/],
    [2, { breached, contextWords: [] }, /"contextWords"/],
    [2, { breached, contextWords: 'acme' }, /"contextWords"/],
    [2, { breached, contextWords: ['ab'] }, /"words" of notContextWords/],
    [2, { contextWords: ['acme'] }, /"breached".*6\.2\.12/],
    [3, { contextWords: ['acme'], breached: () => breached }, /^.*Level 3.*"breached".*6\.2\.12/],
  ])('refuses level %j with %j', (level, options, message) => {
    const wrong = () => owasp(level as 2, options as never);
    expect(wrong).toThrowError(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }));
    expect(wrong).toThrowError(message);
  });
});
