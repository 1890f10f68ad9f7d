export type { LatchkeyErrorCode } from './errors.js';
export { isLatchkeyError, LatchkeyError, MailDeliveryError } from './errors.js';
export type { PasswordEvent, PasswordEventType } from './events.js';
export type {
  Argon2idOptions,
  BcryptOptions,
  Calibrated,
  CalibrateOptions,
  Calibration,
  CurrentHashFormat,
  Decoy,
  DecoyOptions,
  DeviseOptions,
  ElsewhereQuestion,
  FirebaseScryptOptions,
  Hasher,
  HasherOptions,
  HashFormat,
  HashGroup,
  HashSurvey,
  Pbkdf2Options,
  PepperKey,
  PepperOptions,
  ScryptOptions,
  VerifyElsewhereOptions,
} from './hashing/index.js';
export {
  argon2d,
  argon2i,
  argon2id,
  aspnetIdentity,
  auth0Import,
  bcrypt,
  bcryptSha256,
  betterAuth,
  calibrate,
  devise,
  django,
  drupal,
  firebaseScrypt,
  hasher,
  keycloak,
  knownFormats,
  ldap,
  ldapCrypt,
  md5Crypt,
  passlibPbkdf2,
  pbkdf2,
  peppered,
  phpass,
  saltedHex,
  scrypt,
  shaCrypt,
  verifyElsewhere,
  werkzeug,
  wordpress,
} from './hashing/index.js';
export { normalizeIdentifier } from './internal/identifier.js';
export type { LinkFunction, LinkOptions, LinkTarget } from './internal/links.js';
export type { DrainOutboxBounds } from './internal/outbox/drain-bounds.js';
export type { IssueTicketInput, MailTicketInput } from './internal/ticket-input.js';
export { withTimeout } from './internal/with-timeout.js';
export { isLock, lockReasons } from './is-lock.js';
export type { AccountChangedInput } from './operations/account-changed.js';
export type { AddressChangedInput } from './operations/address-changed.js';
export type { AdminSetPasswordInput } from './operations/admin-set-password.js';
export type { AuthenticateInput } from './operations/authenticate.js';
export type { ChangePasswordInput } from './operations/change-password.js';
export type { CheckSessionInput } from './operations/check-session.js';
export type { DisavowChangeInput } from './operations/disavow-change.js';
export type { ExchangeCodeInput } from './operations/exchange-code.js';
export type { FindAccountsInput } from './operations/find-accounts.js';
export type { ForgetAccountInput } from './operations/forget-account.js';
export type { HashNewPasswordInput } from './operations/hash-new-password.js';
export type { InspectDisavowalInput } from './operations/inspect-disavowal.js';
export type { InspectTicketInput } from './operations/inspect-ticket.js';
export type { ListTicketsInput } from './operations/list-tickets.js';
export type { LockInput } from './operations/lock.js';
export type { PurgeExpiredResult } from './operations/purge-expired.js';
export type { RedeemTicketInput } from './operations/redeem-ticket.js';
export type { RequestResetInput } from './operations/request-reset.js';
export type { RequeueGivenUpInput } from './operations/requeue-given-up.js';
export type { RequireChangeInput } from './operations/require-change.js';
export type { RevokeSessionsInput } from './operations/revoke-sessions.js';
export type { RevokeTicketsInput } from './operations/revoke-tickets.js';
export type { SetInitialPasswordInput } from './operations/set-initial-password.js';
export type { UnlockInput } from './operations/unlock.js';
export type { ValidateNewPasswordInput } from './operations/validate-new-password.js';
export type { VerifyPasswordInput } from './operations/verify-password.js';
export type { VerifySecondFactorInput } from './operations/verify-second-factor.js';
export type { PasswordServiceOptions } from './options.js';
export type {
  Auth0ConnectionOptions,
  Auth0Description,
  Auth0Dictionary,
  Auth0Level,
  Auth0Options,
  Auth0PasswordOptions,
  Auth0ProfileReader,
  Auth0ReadingOptions,
  Auth0RuleDescription,
  CharacterClass,
  CharacterClassesOptions,
  LengthOptions,
  MinimumAgeOptions,
  NistOptions,
  NotContextWordsOptions,
  NotListedOptions,
  NotRepeatedOptions,
  NotReusedOptions,
  NotSequentialOptions,
  OwaspContextOptions,
  OwaspOptions,
  WhenOptions,
} from './policy/index.js';
export {
  auth0,
  auth0Description,
  auth0FromConnection,
  auth0PolicyText,
  characterClasses,
  length,
  minimumAge,
  nist,
  notAccountData,
  notCommon,
  notContextWords,
  notListed,
  notRepeated,
  notReused,
  notSequential,
  owasp,
  policy,
  when,
} from './policy/index.js';
export type * from './ports/index.js';
export type * from './results/index.js';
export { PasswordService } from './service.js';
export { clientKey, dangerouslyUnlimited, memoryThrottle } from './throttle/index.js';
export { unwrap } from './unwrap.js';
