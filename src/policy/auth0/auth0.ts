import * as z from 'zod';
import type { Policy } from '../../ports/policy.js';
import { type Auth0Dictionary, auth0Policy, PERSONAL_INFO } from './auth0-policy.js';
import { type Auth0Level, LEVELS } from './complexity.js';
import type { Auth0ProfileReader } from './not-profile-data.js';
import {
  dictionaryList,
  dictionaryWords,
  historySize,
  profileFields,
  profileReader,
  readAuth0Options,
} from './read-options.js';

export interface Auth0Options {
  /** Fewest characters, in place of the level's: 1 to 128. @default 1, 6, 8, 8 or 10, by level */
  readonly minLength?: number | undefined;
  /** How many passwords are not taken again, the present one included: 1 to 24. @default none */
  readonly history?: number | undefined;
  /** Refuses common passwords; `{}` is the list of 10,000. @default none are refused */
  readonly dictionary?: Auth0Dictionary | undefined;
  /**
   * Refuses passwords that contain the name, the username, the nickname or the local part of the
   * address. A list names other fields: 12 at most, such as `['email', 'user_metadata.city']`.
   * @default false
   */
  readonly personalInfo?: boolean | readonly string[] | undefined;
  /**
   * Reads a field of an account by Auth0's name for it.
   * @default `name` is the display name, `email` the address, and the others are in `extra`
   */
  readonly profileField?: Auth0ProfileReader | undefined;
}

const schema = z.object({
  level: z.enum(Object.keys(LEVELS) as Auth0Level[]),
  options: z.strictObject({
    minLength: z.int().min(1).max(128).optional(),
    history: historySize.optional(),
    dictionary: z
      .strictObject({ default: dictionaryList.optional(), custom: dictionaryWords.optional() })
      .optional(),
    personalInfo: z.union([z.boolean(), profileFields]).optional(),
    profileField: profileReader.optional(),
  }),
});

/**
 * A policy as Auth0 has it, for those who come from there: the complexity rules accept and refuse
 * exactly what Auth0's own library does (`password-sheriff` 2.0.0).
 *
 * | level | accepts |
 * |---|---|
 * | `none` | **dangerous:** anything, one character is enough |
 * | `low` | **dangerous:** 6 characters, `123456` is enough |
 * | `fair` | 8 characters with a lower-case letter, an upper-case letter and a digit |
 * | `good` | 8 characters of 3 of the 4 kinds: lower case, upper case, digits, special characters |
 * | `excellent` | 10 characters of 3 of the 4 kinds, none more than twice in a row |
 *
 * Every level is weaker than `nist()`: `Password1!` is excellent, and in neither dictionary.
 * `policy(...auth0('excellent').rules, notCommon())` refuses it. NIST SP 800-63B-4 section 3.1.1.2 and
 * ASVS 6.2.5 forbid rules on kinds of characters, and NIST wants 15 characters, or 8 beside a second
 * factor. A level is for a contract that names it, or for the time of the move.
 *
 * Where it is not Auth0's own:
 *
 * - Nothing is cut. Of more than 72 bytes Auth0 hashes the first 72; here all is hashed, and more
 *   than 1,024 bytes are refused as `too_long`.
 * - Passwords are normalised (NFC) before they are judged and hashed.
 * - The lists are the head of another collection, see `notListed()`. Auth0's 10,000 are SecLists'
 *   `10k-most-common.txt`, more of which are in our `en_100k` than in `en_10k`; its 100,000 are
 *   those of the UK's NCSC.
 * - Personal data is found through case, signs and spaces. Values of fewer than three letters or
 *   digits are passed over, and at sign-up only what is passed along is known.
 *
 * Violations: `too_short`, `too_long`, `character_classes`, `identical_run`, `common_password`,
 * `contains_account_data`, `reused_password`. What Auth0's clients display is told by
 * {@link auth0Description}; {@link auth0FromConnection} reads the options of a connection.
 *
 * @throws ERR_INVALID_OPTION for an unknown level or option, or a value out of range
 *
 * @example
 * ```ts
 * const dictionary = { default: 'en_100k', custom: ['acme', 'roadrunner'] } as const;
 * const policy = auth0('good', { minLength: 12, history: 5, dictionary, personalInfo: true });
 * const passwords = new PasswordService({ stores, mailer, links, policy });
 * ```
 */
export function auth0(level: Auth0Level, options: Auth0Options = {}): Policy {
  const read = readAuth0Options(schema, { level, options }, 'auth0()');
  const { minLength, personalInfo = false, ...others } = read.options;
  const complexity = LEVELS[read.level];
  return auth0Policy({
    ...others,
    complexity: { ...complexity, minLength: minLength ?? complexity.minLength },
    profileFields: personalInfo === true ? PERSONAL_INFO : personalInfo || [],
  });
}
