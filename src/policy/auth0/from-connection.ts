import * as z from 'zod';
import type { Policy } from '../../ports/policy.js';
import { auth0 } from './auth0.js';
import { auth0Policy } from './auth0-policy.js';
import { type Auth0Level, LEVELS } from './complexity.js';
import type { Auth0ConnectionOptions } from './connection-options.js';
import type { Auth0ProfileReader } from './not-profile-data.js';
import { passwordOptions, settingsOf } from './password-options.js';
import {
  DEFAULT_HISTORY,
  dictionaryWords,
  profileReader,
  readAuth0Options,
} from './read-options.js';

export interface Auth0ReadingOptions {
  /**
   * Reads a field of an account by Auth0's name for it.
   * @default `name` is the display name, `email` the address, and the others are in `extra`
   */
  readonly profileField?: Auth0ProfileReader | undefined;
}

const legacy = z.object({
  passwordPolicy: z.enum(Object.keys(LEVELS) as Auth0Level[], {
    error: ({ input }) => (input == null ? 'missing, and "none" takes any password' : undefined),
  }),
  password_complexity_options: z
    .strictObject({ min_length: z.int().min(1).max(128).optional() })
    .nullish(),
  password_history: z
    .strictObject({ enable: z.boolean(), size: z.int().min(0).max(24).default(DEFAULT_HISTORY) })
    .nullish(),
  password_dictionary: z
    .strictObject({ enable: z.boolean(), dictionary: dictionaryWords.default([]) })
    .nullish(),
  password_no_personal_info: z.strictObject({ enable: z.boolean() }).nullish(),
});

const flexible = z.object({ password_options: passwordOptions });
const reading = z.strictObject({ profileField: profileReader.optional() });

const OF = 'auth0FromConnection()';

/**
 * Makes the policy that a connection has at Auth0, from its `options` as the Management API answers
 * them (`GET /api/v2/connections/{id}`): the newer `password_options` where it stands, and
 * `passwordPolicy` with its four `password_…` companions where it does not. The rest of the options
 * is passed over. What the rules are, and what is not as at Auth0, is told at {@link auth0}.
 *
 * Nothing weak comes about by itself: an unknown member is refused, as are options without
 * `passwordPolicy` or `password_options.complexity.min_length`, which Auth0 reads as "any password",
 * and a part that has its values but no `active`.
 *
 * @param options - `connection.options`, also typed as the `auth0` package types it
 * @throws ERR_INVALID_OPTION naming the member that is missing, unknown or out of range
 *
 * @example
 * ```ts
 * const policy = auth0FromConnection({
 *   password_options: {
 *     complexity: { min_length: 12, identical_characters: 'block', max_length_exceeded: 'error' },
 *     history: { active: true, size: 5 },
 *     dictionary: { active: true, default: 'en_100k', custom: ['acme'] },
 *     profile_data: { active: true, blocked_fields: ['email', 'name', 'nickname'] },
 *   },
 * });
 * const older = auth0FromConnection({ passwordPolicy: 'good', password_history: { enable: true } });
 * ```
 */
export function auth0FromConnection(
  options: Auth0ConnectionOptions,
  how: Auth0ReadingOptions = {},
): Policy {
  const { profileField } = readAuth0Options(reading, how, OF);
  if (options?.password_options != null) {
    const read = readAuth0Options(flexible, options, OF);
    return auth0Policy({ ...settingsOf(read.password_options), profileField });
  }
  const read = readAuth0Options(legacy, options, OF);
  const { password_history: history, password_dictionary: dictionary } = read;
  return auth0(read.passwordPolicy, {
    minLength: read.password_complexity_options?.min_length,
    history: history?.enable && history.size > 0 ? history.size : undefined,
    dictionary: dictionary?.enable ? { custom: dictionary.dictionary } : undefined,
    personalInfo: read.password_no_personal_info?.enable ?? false,
    profileField,
  });
}
