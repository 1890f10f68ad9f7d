import type { Policy } from '../../ports/policy.js';
import { notListed } from '../not-listed.js';
import { notReused } from '../not-reused.js';
import { policy } from '../policy.js';
import { type Auth0Complexity, complexityRules } from './complexity.js';
import { unsaidMaximumBytes } from './maximum-bytes.js';
import { type Auth0ProfileReader, notProfileData, readProfile } from './not-profile-data.js';

/** A list of common passwords, and passwords of your own. */
export interface Auth0Dictionary {
  /** The 10,000 or the 100,000 most common passwords. @default 'en_10k' */
  readonly default?: 'en_10k' | 'en_100k' | undefined;
  /** Further passwords that are refused: at most 200 of at most 50 characters. @default none */
  readonly custom?: readonly string[] | undefined;
}

/** What both of Auth0's ways to write a policy come down to. */
export interface Auth0Settings {
  readonly complexity: Auth0Complexity;
  readonly history?: number | undefined;
  readonly dictionary?: Auth0Dictionary | undefined;
  readonly profileFields?: readonly string[] | undefined;
  readonly profileField?: Auth0ProfileReader | undefined;
}

/** The fields that Auth0's legacy option looks at. */
export const PERSONAL_INFO: readonly string[] = [
  ...['name', 'username', 'nickname', 'email'],
  ...['user_metadata.name', 'user_metadata.first', 'user_metadata.last'],
];

const TOP = { en_10k: 10_000, en_100k: 100_000 } as const;

/** Auth0 cuts or refuses what bcrypt cannot take; here all of it is hashed, within a bound. */
const MOST_BYTES = 1024;

export function auth0Policy(settings: Auth0Settings): Policy {
  const { complexity, history, dictionary, profileFields = [] } = settings;
  const rules = [...complexityRules(complexity), unsaidMaximumBytes(MOST_BYTES)];
  if (dictionary !== undefined) {
    const { default: list = 'en_10k', custom = [] } = dictionary;
    rules.push(notListed({ top: TOP[list], also: custom }));
  }
  if (profileFields.length > 0)
    rules.push(notProfileData(profileFields, settings.profileField ?? readProfile));
  if (history !== undefined) rules.push(notReused(history));
  return policy(...rules);
}
