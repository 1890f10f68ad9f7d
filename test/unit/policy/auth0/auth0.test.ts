import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Auth0Level,
  type Auth0Options,
  auth0,
  auth0Description,
  auth0PolicyText,
  nist,
  notCommon,
  policy,
} from '../../../../src/policy/index.js';
import type { Account } from '../../../../src/ports/account.js';
import type { Policy, PolicyInput } from '../../../../src/ports/policy.js';
import { account, input } from '../accounts.js';

/** Keeps every rule of complexity and says nothing of anybody. */
const GOOD = 'Vq7!kz-mWp';

async function codesOf(of: Policy, password: string, more: Partial<PolicyInput> = {}) {
  return (await of.check(input(password, more))).map(({ code }) => code);
}

describe('auth0', () => {
  it('tells every broken rule at once, with numbers for a text of one’s own', async () => {
    const violations = await auth0('excellent').check(input('aaa'));
    expect(violations.map(({ code, params }) => ({ code, params }))).toEqual([
      { code: 'too_short', params: { min: 10, actual: 3 } },
      {
        code: 'character_classes',
        params: { atLeast: 3, lower: true, upper: true, digit: true, special: true, actual: 1 },
      },
      { code: 'identical_run', params: { max: 2 } },
    ]);
    expect(await auth0('fair').check(input('abcdefgh'))).toMatchObject([
      {
        code: 'character_classes',
        params: { atLeast: 3, lower: true, upper: true, digit: true, special: false, actual: 1 },
        message: 'Use lower-case letters (a-z), upper-case letters (A-Z), and digits.',
      },
    ]);
  });

  it('hints at its rules before anything is typed, in the codes of its violations', () => {
    const codes = (level: Auth0Level, options?: Auth0Options) =>
      auth0(level, options)
        .describe()
        .map(({ code }) => code);
    expect(codes('none')).toEqual(['too_short']);
    expect(codes('fair')).toEqual(['too_short', 'character_classes']);
    const options = { history: 3, dictionary: {}, personalInfo: true };
    expect(codes('excellent', options)).toEqual([
      ...['too_short', 'character_classes', 'identical_run'],
      ...['common_password', 'contains_account_data', 'reused_password'],
    ]);
    expect(auth0('none').describe()).toEqual([
      { code: 'too_short', params: { min: 1 }, message: 'Use at least 1 character.' },
    ]);
  });

  it('takes a minimum length in place of the level’s, shorter or longer', async () => {
    expect(await codesOf(auth0('low', { minLength: 8 }), 'a'.repeat(7))).toEqual(['too_short']);
    expect(await codesOf(auth0('low', { minLength: 2 }), 'ab')).toEqual([]);
    expect(await codesOf(auth0('none', { minLength: 128 }), 'x'.repeat(128))).toEqual([]);
  });

  describe('the dictionary', () => {
    it('is asked for, and then holds the 10,000 or the 100,000 most common', async () => {
      const refuses = async (password: string, options?: Auth0Options) =>
        (await codesOf(auth0('none', options), password)).includes('common_password');
      const en_100k: Auth0Options = { dictionary: { default: 'en_100k' } };
      expect(await refuses('password')).toBe(false);
      for (const [password, by10k, by100k] of [
        ['Password', true, true],
        ['19071983', true, true],
        ['19021985', false, true],
        ['neznam', false, true],
        ['nezabudu', false, false],
        ['password of the sea', false, false],
      ] as const) {
        expect([password, await refuses(password, { dictionary: {} })]).toEqual([password, by10k]);
        expect([password, await refuses(password, en_100k)]).toEqual([password, by100k]);
      }
    });

    it('takes words of one’s own, compared as a whole and without case', async () => {
      const own = auth0('none', { dictionary: { custom: ['Roadrunner', 'ACME'] } });
      for (const word of ['acme', 'Acme', 'ROADRUNNER'])
        expect(await codesOf(own, word)).toEqual(['common_password']);
      expect(await codesOf(own, 'acme rocket skates')).toEqual([]);
    });
  });

  it('remembers as many passwords as it is told, the present one included', async () => {
    expect(auth0('good').remembers).toBe(0);
    const five = auth0('good', { history: 5 });
    expect(five.remembers).toBe(5);
    const asked: unknown[] = [];
    const matchesRecent = async (reach: unknown) => asked.push(reach) > 0;
    expect(await codesOf(five, GOOD, { matchesRecent })).toEqual(['reused_password']);
    expect(asked).toEqual([{ last: 5 }]);
  });

  describe('personal info', () => {
    const person = account({
      email: 'ada.lovelace@example.org',
      displayName: 'Ada King',
      extra: {
        username: 'enchantress',
        nickname: 'Duchess',
        user_metadata: { name: 'A. A. Noel', first: 'Augusta', last: 'Byron', city: 'Marylebone' },
        phone: 4420794600,
        constructor: 'Babbage',
      },
    });
    const tells = async (password: string, options: Auth0Options, of: Account | null = person) =>
      (await codesOf(auth0('none', options), password, { account: of })).includes(
        'contains_account_data',
      );

    it.each([
      ['the name', 'x Ada King 1815'],
      ['the name without its space', 'adaking1815'],
      ['the username', 'my-ENCHANTRESS-7'],
      ['the nickname', 'duchess'],
      ['user_metadata.name', 'aanoel-22'],
      ['user_metadata.first', 'augusta!'],
      ['user_metadata.last', 'Byron1234'],
      ['the local part', 'ada.lovelace!'],
      ['the local part with another sign', '1ada_lovelace1'],
    ])('refuses %s', async (_, password) => {
      expect(await tells(password, { personalInfo: true })).toBe(true);
      expect(await tells(password, {})).toBe(false);
      expect(await tells(password, { personalInfo: false })).toBe(false);
    });

    it.each([
      ['a part of a name', 'king of the hill'],
      ['the domain', 'example.org'],
      ['fields that are not named', 'Marylebone 4420794600 Babbage'],
    ])('is content with %s', async (_, password) => {
      expect(await tells(password, { personalInfo: true })).toBe(false);
    });

    it('looks at the fields that are named, and at nothing that is not the account’s own', async () => {
      const fields = ['phone', 'user_metadata.city', 'toString', 'a.b.c', 'constructor'];
      for (const password of ['0044-20794600-4420794600', 'in marylebone', 'charles babbage'])
        expect(await tells(password, { personalInfo: fields })).toBe(true);
      for (const password of ['duchess', 'function', 'undefined', '[object Object]'])
        expect(await tells(password, { personalInfo: fields })).toBe(false);
      const inherited = account({ extra: Object.create({ nickname: 'Duchess' }) });
      expect(await tells('duchess', { personalInfo: true }, inherited)).toBe(false);
    });

    it('reads the fields where the application has them', async () => {
      const options: Auth0Options = {
        personalInfo: ['given_name'],
        profileField: (of, field) => (field === 'given_name' ? `Of ${of.displayName}` : null),
      };
      expect(await tells('of ada king', options)).toBe(true);
      expect(await tells('enchantress', options)).toBe(false);
    });

    it('refuses nothing without an account, or for values of under three letters', async () => {
      expect(await tells('ada.lovelace', { personalInfo: true }, null)).toBe(false);
      const short = account({ email: 'al@example.org', displayName: 'Bo' });
      expect(await tells('also both', { personalInfo: true }, short)).toBe(false);
      const empty = account({ email: '@', displayName: ' . ' });
      expect(await tells('anything', { personalInfo: true }, empty)).toBe(false);
    });

    it('any name of three letters is refused wherever it stands, and nothing ever throws', async () => {
      const name = fc.string({ unit: fc.constantFrom(...'abcÉжñ'), minLength: 3, maxLength: 30 });
      const around = fc.string({ unit: 'binary', maxLength: 20 });
      const anything = fc.anything();
      await fc.assert(
        fc.asyncProperty(name, around, anything, async (displayName, other, nickname) => {
          const of = account({ displayName, extra: { nickname } });
          const password = `${other.toWellFormed()}-${displayName.toUpperCase()}-${other}`;
          expect(await tells(password, { personalInfo: true }, of)).toBe(true);
        }),
      );
    });

    it('attack 39: a hostile account and password take under 5 ms', async () => {
      const hostile = account({
        email: `${'a'.repeat(1_000_000)}@b`,
        displayName: '\u0301'.repeat(1_000_000),
        extra: { nickname: '\ufdfa'.repeat(1_000_000), username: `${'a'.repeat(511)}b` },
      });
      const rule = auth0('none', { personalInfo: true }).rules.find(
        ({ code }) => code === 'contains_account_data',
      );
      for (const password of ['a'.repeat(1024), '\ufdfa'.repeat(341), '\u0301\u0327'.repeat(256)]) {
        let quickest = Number.POSITIVE_INFINITY;
        for (let i = 0; i < 5; i += 1) {
          const started = performance.now();
          rule?.check(input(password, { account: hostile }));
          quickest = Math.min(quickest, performance.now() - started);
        }
        expect(quickest).toBeLessThan(5);
      }
    });
  });

  it('every level is weaker than nist()', async () => {
    for (const level of ['none', 'low', 'fair', 'good', 'excellent'] as const) {
      expect(await codesOf(auth0(level), 'Password1!')).toEqual([]);
    }
    expect(
      await codesOf(auth0('excellent', { dictionary: { default: 'en_100k' } }), 'Password1!'),
    ).toEqual([]);
    expect(await codesOf(nist(), 'Password1!')).toEqual(['too_short', 'common_password']);
    const beside = policy(...auth0('excellent').rules, notCommon());
    expect(await codesOf(beside, 'Password1!')).toEqual(['common_password']);
  });

  it('attack 39: a megabyte is refused in milliseconds', async () => {
    const megabyte = 'aB1!'.repeat(250_000);
    let quickest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i += 1) {
      const started = performance.now();
      expect(await codesOf(auth0('none', { dictionary: {} }), megabyte)).toEqual(['too_long']);
      quickest = Math.min(quickest, performance.now() - started);
    }
    expect(quickest).toBeLessThan(5);
  });

  it.each<[options: unknown, named: string]>([
    [{ minLength: 0 }, 'minLength'],
    [{ minLength: 129 }, 'minLength'],
    [{ minLength: 8.5 }, 'minLength'],
    [{ minLength: '8' }, 'minLength'],
    [{ history: 0 }, 'history'],
    [{ history: 25 }, 'history'],
    [{ history: true }, 'history'],
    [{ dictionary: true }, 'dictionary'],
    [{ dictionary: { default: 'en_1k' } }, 'dictionary.default'],
    [{ dictionary: { custom: [''] } }, 'dictionary.custom'],
    [{ dictionary: { custom: ['x'.repeat(51)] } }, 'dictionary.custom'],
    [{ dictionary: { custom: Array(201).fill('x') } }, 'dictionary.custom'],
    [{ dictionary: { words: [] } }, 'words'],
    [{ personalInfo: 'email' }, 'personalInfo'],
    [{ personalInfo: Array(13).fill('x') }, 'personalInfo'],
    [{ profileField: 'email' }, 'profileField'],
    [{ minlength: 8 }, 'minlength'],
    [null, 'options'],
  ])('refuses the options %j', (options, named) => {
    expect(() => auth0('good', options as Auth0Options)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(named),
      }),
    );
  });

  it.each(['Good', 'toString', '', undefined, null, 3])('refuses the level %j', (level) => {
    expect(() => auth0(level as Auth0Level)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining('level'),
      }),
    );
  });
});

describe('auth0Description', () => {
  it('is what Auth0 answers beside a refused password', () => {
    expect(auth0Description(auth0('excellent'), 'hellooo')).toEqual({
      rules: [
        {
          message: 'At least %d characters in length',
          format: [10],
          code: 'lengthAtLeast',
          verified: false,
        },
        {
          message: 'Contain at least %d of the following %d types of characters:',
          code: 'containsAtLeast',
          format: [3, 4],
          items: [
            { message: 'lower case letters (a-z)', code: 'lowerCase', verified: true },
            { message: 'upper case letters (A-Z)', code: 'upperCase', verified: false },
            { message: 'numbers (i.e. 0-9)', code: 'numbers', verified: false },
            {
              message: 'special characters (e.g. !@#$%^&*)',
              code: 'specialCharacters',
              verified: false,
            },
          ],
          verified: false,
        },
        {
          message: 'No more than %d identical characters in a row (e.g., "%s" not allowed)',
          code: 'identicalChars',
          format: [2, 'aaa'],
          verified: false,
        },
      ],
      verified: false,
    });
  });

  it('says whether a password is accepted, but for dictionary, history and personal data', async () => {
    const options = { dictionary: {}, personalInfo: true, history: 2 };
    expect(auth0Description(auth0('excellent', options), GOOD)).toMatchObject({ verified: true });
    expect(auth0Description(auth0('none', options), 'password')?.rules).toHaveLength(1);
  });

  it('judges what the service judges: in NFC, é is no small letter', () => {
    const typed = 'E\u0301e\u0301111111';
    expect(auth0Description(auth0('fair'), typed)).toMatchObject({
      rules: [{ verified: true }, { items: [{ verified: false }, { verified: false }, {}] }],
    });
  });

  it('stays with the rules in a policy of one’s own', () => {
    const own = policy(...auth0('good').rules, ...nist().rules);
    expect(auth0Description(own, 'x')?.rules).toHaveLength(2);
    expect(auth0PolicyText(own)).toBe(auth0PolicyText(auth0('good')));
  });

  it('is null for a policy that has none of the rules', () => {
    expect(auth0Description(nist(), 'x')).toBeNull();
    expect(auth0PolicyText(nist())).toBeNull();
    expect(auth0Description(policy(), 'x')).toBeNull();
  });

  it('never tells the password', () => {
    const password = 'correct-horse';
    const description = auth0Description(auth0('excellent'), password);
    expect(JSON.stringify(description)).not.toContain(password);
  });
});
