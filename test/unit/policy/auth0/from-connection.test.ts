import type { Management } from 'auth0-v7';
import { describe, expect, it } from 'vitest';
import {
  type Auth0ConnectionOptions,
  type Auth0PasswordOptions,
  auth0,
  auth0FromConnection,
} from '../../../../src/policy/index.js';
import type { Policy } from '../../../../src/ports/policy.js';
import { account, input } from '../accounts.js';

const person = account({ extra: { nickname: 'Duchess' } });

async function codesOf(of: Policy, password: string): Promise<string[]> {
  const asked = input(password, { account: person, matchesRecent: async () => false });
  return (await of.check(asked)).map(({ code }) => code);
}

describe('auth0FromConnection', () => {
  it('reads the older options as auth0() takes them', () => {
    const older = auth0FromConnection({
      passwordPolicy: 'good',
      password_complexity_options: { min_length: 12 },
      password_history: { enable: true, size: 7 },
      password_dictionary: { enable: true, dictionary: ['acme'] },
      password_no_personal_info: { enable: true },
    });
    const same = auth0('good', {
      minLength: 12,
      history: 7,
      dictionary: { custom: ['acme'] },
      personalInfo: true,
    });
    expect(older.describe()).toEqual(same.describe());
    expect(older.remembers).toBe(7);
  });

  it('uses the older dictionary of 10,000, the words beside it, and the fixed fields', async () => {
    const older = auth0FromConnection({
      passwordPolicy: 'none',
      password_dictionary: { enable: true, dictionary: ['Acme'] },
      password_no_personal_info: { enable: true },
    });
    expect(await codesOf(older, '19071983')).toEqual(['common_password']);
    expect(await codesOf(older, '19021985')).toEqual([]);
    expect(await codesOf(older, 'aCME')).toEqual(['common_password']);
    expect(await codesOf(older, 'duchess-2')).toEqual(['contains_account_data']);
  });

  it('leaves out what is off, null or of size 0', () => {
    for (const off of [
      {},
      {
        password_complexity_options: null,
        password_history: null,
        password_dictionary: null,
        password_no_personal_info: null,
        password_options: null,
      },
      {
        password_history: { enable: false, size: 5 },
        password_dictionary: { enable: false, dictionary: ['acme'] },
        password_no_personal_info: { enable: false },
      },
      { password_history: { enable: true, size: 0 }, password_complexity_options: {} },
    ])
      expect(auth0FromConnection({ passwordPolicy: 'fair', ...off }).describe()).toEqual(
        auth0('fair').describe(),
      );
    const history = { passwordPolicy: 'fair', password_history: { enable: true } } as const;
    expect(auth0FromConnection(history).remembers).toBe(5);
  });

  it('reads the newer options in place of the older', async () => {
    const newer = auth0FromConnection({
      passwordPolicy: 'none',
      password_history: { enable: true, size: 20 },
      password_options: {
        complexity: {
          min_length: 9,
          character_types: ['uppercase', 'lowercase', 'number', 'special'],
          character_type_rule: 'three_of_four',
          identical_characters: 'block',
          sequential_characters: 'block',
          max_length_exceeded: 'error',
        },
        history: { active: true, size: 3 },
        dictionary: { active: true, default: 'en_100k', custom: ['acme'] },
        profile_data: { active: true, blocked_fields: ['nickname'] },
      },
    });
    expect(newer.remembers).toBe(3);
    expect(await codesOf(newer, 'neznam')).toEqual([
      ...['too_short', 'character_classes', 'common_password'],
    ]);
    expect(await codesOf(newer, 'DUCHESS-abc-aaa')).toEqual([
      ...['identical_run', 'sequential_run', 'contains_account_data'],
    ]);
    expect(await codesOf(newer, 'aB1-'.repeat(18))).not.toContain('too_long');
    expect(await codesOf(newer, `${'aB1-'.repeat(18)}x`)).toEqual(['too_long']);
    expect(newer.describe().map(({ code }) => code)).toEqual([
      ...['too_short', 'character_classes', 'identical_run', 'sequential_run', 'too_long'],
      ...['common_password', 'contains_account_data', 'reused_password'],
    ]);
  });

  it('fills in what the newer options leave out', async () => {
    const parts = { history: { active: true }, dictionary: { active: true } };
    const newer = auth0FromConnection({
      password_options: {
        complexity: { min_length: 1 },
        profile_data: { active: true },
        ...parts,
      },
    });
    expect(newer.remembers).toBe(5);
    expect(await codesOf(newer, '19071983')).toEqual(['common_password']);
    expect(await codesOf(newer, '19021985')).toEqual([]);
    expect(await codesOf(newer, 'my duchess')).toEqual(['contains_account_data']);
  });

  it('leaves out parts that are not active, or empty', () => {
    for (const parts of [
      {},
      { history: {}, dictionary: {}, profile_data: {} },
      {
        history: { active: false, size: 5 },
        dictionary: { active: false, custom: ['acme'] },
        profile_data: { active: false, blocked_fields: ['email'] },
      },
      { profile_data: { active: true, blocked_fields: [] } },
    ])
      expect(
        auth0FromConnection({
          password_options: { complexity: { min_length: 6 }, ...parts },
        }).describe(),
      ).toEqual(auth0('low').describe());
  });

  it('takes a connection’s options as the auth0 package types them, and passes over the rest', () => {
    const connection: { readonly options: Management.ConnectionPropertiesOptions } = {
      options: {
        passwordPolicy: 'excellent',
        password_history: { enable: true, size: 5 },
        enabledDatabaseCustomization: true,
        import_mode: false,
        customScripts: { login: 'function login() {}' },
      },
    };
    expect(auth0FromConnection(connection.options).remembers).toBe(5);
  });

  it('reads the fields of a profile where the application has them', async () => {
    const password_options: Auth0PasswordOptions = {
      complexity: { min_length: 1 },
      profile_data: { active: true, blocked_fields: ['family_name'] },
    };
    const read = auth0FromConnection(
      { password_options },
      { profileField: ({ displayName }, field) => (field === 'family_name' ? displayName : null) },
    );
    expect(await codesOf(read, 'Ada King, Countess of Lovelace')).toEqual([
      'contains_account_data',
    ]);
  });

  const complexity = { min_length: 8 };
  it.each<[options: unknown, named: string]>([
    [null, 'options'],
    [{}, 'passwordPolicy'],
    [{ passwordPolicy: null }, 'passwordPolicy'],
    [{ passwordPolicy: 'Good' }, 'passwordPolicy'],
    [
      { passwordPolicy: 'good', password_history: { enable: true, size: 25 } },
      'password_history.size',
    ],
    [{ passwordPolicy: 'good', password_history: { size: 5 } }, 'password_history.enable'],
    [{ passwordPolicy: 'good', password_history: { enable: true, lenght: 5 } }, 'lenght'],
    [{ passwordPolicy: 'good', password_complexity_options: { min_length: 129 } }, 'min_length'],
    [
      {
        passwordPolicy: 'good',
        password_dictionary: { enable: true, dictionary: ['x'.repeat(51)] },
      },
      'password_dictionary.dictionary',
    ],
    [{ password_options: {} }, 'password_options.complexity'],
    [{ password_options: { complexity: {} } }, 'password_options.complexity.min_length'],
    [{ password_options: { complexity: { min_length: 0 } } }, 'complexity.min_length'],
    [{ password_options: { complexity: { min_length: 73 } } }, 'complexity.min_length'],
    [{ password_options: { complexity: { min_length: '8' } } }, 'complexity.min_length'],
    [
      { password_options: { complexity: { ...complexity, character_types: ['letters'] } } },
      'character_types',
    ],
    [
      {
        password_options: { complexity: { ...complexity, character_types: ['number', 'number'] } },
      },
      'character_types',
    ],
    [
      {
        password_options: {
          complexity: {
            ...complexity,
            character_types: ['number', 'special', 'lowercase'],
            character_type_rule: 'three_of_four',
          },
        },
      },
      'character_type_rule',
    ],
    [
      { password_options: { complexity: { ...complexity, identical_characters: true } } },
      'identical_characters',
    ],
    [
      { password_options: { complexity: { ...complexity, sequential_characters: 'disallow' } } },
      'sequential_characters',
    ],
    [
      { password_options: { complexity: { ...complexity, max_length_exceeded: 'cut' } } },
      'max_length_exceeded',
    ],
    [{ password_options: { complexity: { ...complexity, max_length: 9 } } }, 'max_length'],
    [{ password_options: { complexity, history: { size: 5 } } }, 'history.active'],
    [{ password_options: { complexity, history: { active: true, size: 0 } } }, 'history.size'],
    [{ password_options: { complexity, history: { active: true, size: 25 } } }, 'history.size'],
    [
      { password_options: { complexity, dictionary: { active: true, default: 'en_1k' } } },
      'dictionary.default',
    ],
    [
      {
        password_options: {
          complexity,
          dictionary: { active: true, custom: Array(201).fill('x') },
        },
      },
      'dictionary.custom',
    ],
    [{ password_options: { complexity, dictionary: { custom: ['acme'] } } }, 'dictionary.active'],
    [
      {
        password_options: {
          complexity,
          profile_data: { active: true, blocked_fields: Array(13).fill('x') },
        },
      },
      'profile_data.blocked_fields',
    ],
    [{ password_options: { complexity, strength: 'good' } }, 'strength'],
  ])('refuses %j', (options, named) => {
    expect(() => auth0FromConnection(options as Auth0ConnectionOptions)).toThrowError(
      expect.objectContaining({
        code: 'ERR_INVALID_OPTION',
        message: expect.stringContaining(named),
      }),
    );
  });

  it('refuses an unknown way to read', () => {
    for (const how of [{ readField: () => '' }, { profileField: 'email' }, null])
      expect(() => auth0FromConnection({ passwordPolicy: 'good' }, how as object)).toThrowError(
        expect.objectContaining({ code: 'ERR_INVALID_OPTION' }),
      );
  });
});
