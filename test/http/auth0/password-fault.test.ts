import { auth0, notContextWords, type PolicyRule, policy } from 'latchkey';
import { expect, test } from 'vitest';
import { CUSTOMERS, startTenant, type Tenant, userPath } from './support/tenant.js';

/** A rule that is broken by every password. */
const breaks = (code: string): PolicyRule => {
  const violation = { code, params: {}, message: code };
  return { code, check: () => violation, describe: () => violation };
};

const refusal = async (tenant: Tenant, password: string) => {
  const answer = await tenant.manage('PATCH', userPath('auth0|alice'), {
    password,
    connection: CUSTOMERS,
  });
  expect(answer.status).toBe(400);
  return answer.json;
};

test.each([
  ['too_short', 'PasswordStrengthError: Password is too weak'],
  ['too_long', 'PasswordStrengthError: Password is too weak'],
  ['character_classes', 'PasswordStrengthError: Password is too weak'],
  ['identical_run', 'PasswordStrengthError: Password is too weak'],
  ['sequential_run', 'PasswordStrengthError: Password is too weak'],
  ['too_weak', 'PasswordStrengthError: Password is too weak'],
  ['common_password', 'PasswordDictionaryError: Password is too common'],
  ['context_word', 'PasswordDictionaryError: Password is too common'],
  ['breached_password', 'PasswordDictionaryError: Password is too common'],
  ['contains_account_data', 'PasswordNoUserInfoError: Password contains user information'],
  ['reused_password', 'PasswordHistoryError: Password has previously been used'],
])('%s is said as %s', async (code, message) => {
  const tenant = await startTenant({ service: { policy: policy(breaks(code)) } });
  expect(await refusal(tenant, 'whatever')).toMatchObject({ message, violations: [{ code }] });
});

test('under a policy of Auth0’s the answer has what Auth0’s forms display', async () => {
  const tenant = await startTenant({ service: { policy: auth0('fair') } });
  expect(await refusal(tenant, 'hello')).toEqual({
    statusCode: 400,
    error: 'Bad Request',
    message: 'PasswordStrengthError: Password is too weak',
    violations: [
      expect.objectContaining({ code: 'too_short', params: { min: 8, actual: 5 } }),
      expect.objectContaining({ code: 'character_classes' }),
    ],
    description: {
      rules: [
        {
          message: 'At least %d characters in length',
          format: [8],
          code: 'lengthAtLeast',
          verified: false,
        },
        {
          message: 'Should contain:',
          code: 'shouldContain',
          items: [
            { message: 'lower case letters (a-z)', code: 'lowerCase', verified: true },
            { message: 'upper case letters (A-Z)', code: 'upperCase', verified: false },
            { message: 'numbers (i.e. 0-9)', code: 'numbers', verified: false },
          ],
          verified: false,
        },
      ],
      verified: false,
    },
    policy: [
      '* At least 8 characters in length',
      '* Should contain:',
      ' * lower case letters (a-z)',
      ' * upper case letters (A-Z)',
      ' * numbers (i.e. 0-9)',
    ].join('\n'),
  });
});

test('it has none where the fault is not one of complexity, or the policy not of Auth0’s', async () => {
  const options = { dictionary: { custom: ['Umbrella-7'] }, personalInfo: true, history: 2 };
  const tenant = await startTenant({ service: { policy: auth0('good', options) } });
  for (const [password, message] of [
    ['umbrella-7', 'PasswordDictionaryError: Password is too common'],
    ['Alice-Archer-7', 'PasswordNoUserInfoError: Password contains user information'],
  ] as const) {
    const answer = await refusal(tenant, password);
    expect(answer).toMatchObject({ message });
    expect(Object.keys(answer)).toEqual(['statusCode', 'error', 'message', 'violations']);
  }
  const other = await startTenant();
  expect(await refusal(other, 'short')).not.toHaveProperty('description');
});

test('a policy that adds rules to Auth0’s keeps the description', async () => {
  const own = policy(...auth0('low').rules, notContextWords(['umbrella']));
  const tenant = await startTenant({ service: { policy: own } });
  expect(await refusal(tenant, 'short')).toMatchObject({
    description: { rules: [{ code: 'lengthAtLeast', format: [6] }], verified: false },
    policy: '* At least 6 characters in length',
  });
  expect(await refusal(tenant, 'umbrella1')).not.toHaveProperty('description');
});

test('attack 56: neither the description nor anything else of the answer repeats the password', async () => {
  const tenant = await startTenant({ service: { policy: auth0('excellent') } });
  const answer = await refusal(tenant, 'zzzzqqqq');
  expect(JSON.stringify(answer)).not.toContain('zzzz');
});
