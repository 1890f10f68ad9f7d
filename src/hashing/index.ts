export {
  type Calibrated,
  type CalibrateOptions,
  type Calibration,
  calibrate,
} from './calibrate.js';
export type { Decoy, DecoyOptions } from './decoys.js';
export type { CurrentHashFormat, HashFormat } from './format.js';
export { type Argon2idOptions, argon2d, argon2i, argon2id } from './formats/argon2.js';
export { aspnetIdentity } from './formats/aspnet-identity.js';
export { auth0Import } from './formats/auth0-import/auth0-import.js';
export { type BcryptOptions, bcrypt } from './formats/bcrypt.js';
export { bcryptSha256 } from './formats/bcrypt-sha256.js';
export { betterAuth } from './formats/better-auth.js';
export { type DeviseOptions, devise } from './formats/devise.js';
export { django } from './formats/django.js';
export { drupal } from './formats/drupal.js';
export { type FirebaseScryptOptions, firebaseScrypt } from './formats/firebase-scrypt.js';
export { keycloak } from './formats/keycloak.js';
export { ldap } from './formats/ldap.js';
export { ldapCrypt } from './formats/ldap-crypt.js';
export { md5Crypt } from './formats/md5-crypt.js';
export { passlibPbkdf2 } from './formats/passlib-pbkdf2.js';
export { type Pbkdf2Options, pbkdf2 } from './formats/pbkdf2.js';
export { type PepperKey, type PepperOptions, peppered } from './formats/peppered.js';
export { phpass } from './formats/phpass.js';
export { saltedHex } from './formats/salted-hex.js';
export { type ScryptOptions, scrypt } from './formats/scrypt.js';
export { shaCrypt } from './formats/sha-crypt.js';
export {
  type ElsewhereQuestion,
  type VerifyElsewhereOptions,
  verifyElsewhere,
} from './formats/verify-elsewhere.js';
export { werkzeug } from './formats/werkzeug.js';
export { wordpress } from './formats/wordpress.js';
export { HashScheduler, type HashSchedulerOptions } from './hash-scheduler.js';
export { type Hasher, type HasherOptions, hasher } from './hasher.js';
export { knownFormats } from './known-formats.js';
export { PasswordHashing, type Verification } from './password-hashing.js';
export type { HashGroup, HashSurvey } from './survey.js';
