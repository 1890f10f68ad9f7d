export { type Auth0Options, auth0 } from './auth0/auth0.js';
export type { Auth0Dictionary } from './auth0/auth0-policy.js';
export type { Auth0RuleDescription } from './auth0/auth0-rule.js';
export type { Auth0Level } from './auth0/complexity.js';
export type { Auth0ConnectionOptions, Auth0PasswordOptions } from './auth0/connection-options.js';
export { type Auth0Description, auth0Description, auth0PolicyText } from './auth0/description.js';
export { type Auth0ReadingOptions, auth0FromConnection } from './auth0/from-connection.js';
export type { Auth0ProfileReader } from './auth0/not-profile-data.js';
export {
  type CharacterClass,
  type CharacterClassesOptions,
  characterClasses,
} from './character-classes.js';
export { fitsHash } from './fits-hash.js';
export { type LengthOptions, length } from './length.js';
export { type MinimumAgeOptions, minimumAge } from './minimum-age.js';
export { type NistOptions, nist } from './nist.js';
export { notAccountData } from './not-account-data.js';
export { notCommon } from './not-common.js';
export { type NotContextWordsOptions, notContextWords } from './not-context-words.js';
export { type NotListedOptions, notListed } from './not-listed.js';
export { type NotRepeatedOptions, notRepeated } from './not-repeated.js';
export { type NotReusedOptions, notReused } from './not-reused.js';
export { type NotSequentialOptions, notSequential } from './not-sequential.js';
export { type OwaspContextOptions, type OwaspOptions, owasp } from './owasp.js';
export { listOf, policy } from './policy.js';
export { type WhenOptions, when } from './when.js';
