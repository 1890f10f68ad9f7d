export type { LatchkeyErrorCode } from './errors.js';
export { isLatchkeyError, LatchkeyError, MailDeliveryError } from './errors.js';
export type { PasswordEvent, PasswordEventType } from './events.js';
export type {
  Argon2idOptions,
  CurrentHashFormat,
  Decoy,
  DecoyOptions,
  Hasher,
  HasherOptions,
  HashFormat,
  HashGroup,
  HashSurvey,
  ScryptOptions,
} from './hashing/index.js';
export {
  argon2d,
  argon2i,
  argon2id,
  bcrypt,
  hasher,
  knownFormats,
  scrypt,
} from './hashing/index.js';
export { normalizeIdentifier } from './internal/identifier.js';
export type { LinkFunction, LinkOptions, LinkTarget } from './internal/links.js';
export type { AdminSetPasswordInput } from './operations/admin-set-password.js';
export type { AuthenticateInput } from './operations/authenticate.js';
export type { ChangePasswordInput } from './operations/change-password.js';
export type { CheckSessionInput } from './operations/check-session.js';
export type { FindAccountsInput } from './operations/find-accounts.js';
export type { ForgetAccountInput } from './operations/forget-account.js';
export type { HashNewPasswordInput } from './operations/hash-new-password.js';
export type { InspectTicketInput } from './operations/inspect-ticket.js';
export type { IssueTicketInput } from './operations/issue-ticket.js';
export type { PurgeExpiredResult } from './operations/purge-expired.js';
export type { RedeemTicketInput } from './operations/redeem-ticket.js';
export type { RequestResetInput } from './operations/request-reset.js';
export type { RequireChangeInput } from './operations/require-change.js';
export type { RevokeSessionsInput } from './operations/revoke-sessions.js';
export type { SetInitialPasswordInput } from './operations/set-initial-password.js';
export type { ValidateNewPasswordInput } from './operations/validate-new-password.js';
export type { VerifyPasswordInput } from './operations/verify-password.js';
export type { VerifySecondFactorInput } from './operations/verify-second-factor.js';
export type { PasswordServiceOptions } from './options.js';
export { length, nist, notAccountData, notCommon, notReused, policy } from './policy/index.js';
export type * from './ports/index.js';
export type * from './results.js';
export { unwrap } from './results.js';
export { PasswordService } from './service.js';
export { clientKey, dangerouslyUnlimited, memoryThrottle } from './throttle/index.js';
