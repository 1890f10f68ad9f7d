import {
  type Account,
  characterClasses,
  length,
  minimumAge,
  notAccountData,
  notCommon,
  notContextWords,
  notRepeated,
  notReused,
  notSequential,
  type PolicyInput,
  type PolicyRule,
  type RuleDescription,
} from 'latchkey';
import { allLanguages, english } from 'latchkey/http';
import { describe, expect, test } from 'vitest';

type Params = RuleDescription['params'];

/** Every hint and violation that comes with latchkey and its adapters, as its rule says it. */
const OURS: readonly (readonly [code: string, params: Params])[] = [
  ['length', { min: 15, max: 128 }],
  ['too_short', { min: 15, actual: 3 }],
  ['too_long', { max: 128, maxBytes: 1024 }],
  ['common_password', {}],
  ['contains_account_data', {}],
  ['context_word', {}],
  ['breached_password', {}],
  ['too_weak', { score: 1, minScore: 3, warning: 'Names are easy to guess' }],
  ['character_classes', { atLeast: 3, lower: true, upper: true, digit: true, special: true }],
  ['character_classes', { atLeast: 2, lower: false, upper: true, digit: true, special: false }],
  ['character_classes', { atLeast: 1, lower: false, upper: false, digit: true, special: false }],
  ['identical_run', { max: 3 }],
  ['sequential_run', { max: 4, keyboard: false }],
  ['sequential_run', { max: 4, keyboard: true }],
  ['too_recent', { hours: 24, availableAt: '2026-01-02T12:00:00.000Z' }],
  ['reused_password', { last: 5 }],
  ['reused_password', { withinDays: 365 }],
  ['reused_password', { last: 5, withinDays: 365 }],
];

/** Rules of adapters, whose own English goes further than a catalogue can. */
const ADVISING = ['breached_password', 'too_weak'];

/** The numbers that a sentence has to say: no score, and not how many kinds where all are named. */
function spoken({ actual: _actual, score: _score, ...params }: Params): number[] {
  const kinds = Object.values(params).filter((value) => value === true).length;
  return Object.entries(params).flatMap(([name, value]) =>
    typeof value !== 'number' || name === 'minScore' || (name === 'atLeast' && value === kinds)
      ? []
      : [value],
  );
}

describe.each(allLanguages.map((texts) => [texts.lang, texts] as const))('in %s', (lang, texts) => {
  test.each(OURS)('%s %j has a sentence of its own, with its numbers', (code, params) => {
    const said = { code, params, message: 'its own message' };
    if (lang === 'en' && ADVISING.includes(code)) {
      expect([texts.violation(said), texts.rule(said)]).toEqual([said.message, said.message]);
      return;
    }
    for (const sentence of [texts.violation(said), texts.rule(said)]) {
      expect(sentence).toMatch(/^(?!.*(?:own message|undefined|NaN|null|#|true|false)).*\S$/);
      for (const number of spoken(params)) expect(sentence).toContain(String(number));
      if (lang !== 'en')
        expect([english.violation(said), english.rule(said)]).not.toContain(sentence);
    }
  });

  test('no two rules are said alike', () => {
    for (const say of [texts.violation, texts.rule]) {
      const sentences = OURS.map(([code, params]) => say({ code, params, message: code }));
      expect(new Set(sentences).size).toBe(OURS.length);
    }
  });

  test.each([
    ['identical_run', 'max'],
    ['too_recent', 'hours'],
    ['reused_password', 'withinDays'],
  ])('%s reads well for every number', (code, name) => {
    const say = (n: number) => texts.violation({ code, params: { [name]: n }, message: '' });
    const numbers = [1, 2, 3, 11, 45, 50];
    expect(new Set(numbers.map(say)).size).toBe(numbers.length);
    for (const n of [3, 11, 45, 50]) expect(say(n)).toContain(String(n));
    for (const n of numbers) expect(say(n)).not.toMatch(/#|undefined/);
  });

  test('a rule of the application’s own says it in its own words', () => {
    const own = { code: 'no_pets', params: {}, message: 'No names of pets.' };
    expect(texts.violation(own)).toBe('No names of pets.');
    for (const [code, params] of [
      ['toString', {}],
      // Codes of ours, but not with our params.
      ['too_short', {}],
      ['too_short', { min: '15' }],
      ['reused_password', {}],
      ['character_classes', { atLeast: 3 }],
      ['sequential_run', { max: 3 }],
    ] as const)
      expect(texts.rule({ ...own, code, params })).toBe('No names of pets.');
  });
});

describe('the rules that latchkey has are those that the catalogues know', () => {
  const bob: Account = {
    id: 1,
    email: 'bob@example.com',
    emailVerified: true,
    enabled: true,
    identityProvider: null,
    hasPassword: true,
    displayName: null,
    locale: null,
    extra: {},
  };
  const nothing: PolicyInput = {
    password: 'x',
    account: null,
    occasion: 'change',
    now: new Date(0),
    changedAt: null,
    matchesRecent: async () => false,
    tellSkipped: () => {},
    signal: null,
  };
  /** Each rule, and what breaks it in each way. */
  const rules: readonly (readonly [PolicyRule, readonly Partial<PolicyInput>[]])[] = [
    [length(), [{ password: 'short' }, { password: 'long'.repeat(40) }]],
    [notCommon(), [{ password: 'passwordpassword' }]],
    [notAccountData(), [{ password: 'bob@example.com', account: bob }]],
    [notContextWords(['acme']), [{ password: 'acme-2026' }]],
    [characterClasses(), [{ password: 'lower' }]],
    [characterClasses({ atLeast: 3 }), [{ password: 'lower' }]],
    [notRepeated(), [{ password: 'aaa' }]],
    [notRepeated({ max: 1 }), [{ password: 'aa' }]],
    [notSequential(), [{ password: 'abcd' }]],
    [notSequential({ keyboard: true }), [{ password: 'qwer' }]],
    [minimumAge(), [{ changedAt: new Date(0) }]],
    [minimumAge({ hours: 1 }), [{ changedAt: new Date(0) }]],
    [notReused(1), [{ matchesRecent: async () => true }]],
    [notReused(5), [{ matchesRecent: async () => true }]],
    [notReused({ withinDays: 1 }), [{ matchesRecent: async () => true }]],
    [
      notReused({ last: 5, withinDays: 365 }),
      [
        { matchesRecent: async ({ withinDays }) => withinDays === undefined },
        { matchesRecent: async ({ withinDays }) => withinDays !== undefined },
      ],
    ],
  ];

  test.each(rules.map(([rule, broken]) => [rule.code, rule, broken] as const))(
    '%s, which speaks the English of the pages',
    async (_code, rule, broken) => {
      const hint = rule.describe();
      if (hint !== null) expect(english.rule({ ...hint, message: '' })).toBe(hint.message);
      for (const change of broken) {
        const violation = await rule.check({ ...nothing, ...change });
        if (violation === null) throw new Error('This breaks nothing.');
        expect(english.violation({ ...violation, message: '' })).toBe(violation.message);
      }
    },
  );
});
