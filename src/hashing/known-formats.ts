import type { HashFormat } from './format.js';
import { argon2d, argon2i, argon2id } from './formats/argon2.js';
import { aspnetIdentity } from './formats/aspnet-identity.js';
import { auth0Import } from './formats/auth0-import/auth0-import.js';
import { bcrypt } from './formats/bcrypt.js';
import { bcryptSha256 } from './formats/bcrypt-sha256.js';
import { betterAuth } from './formats/better-auth.js';
import { django } from './formats/django.js';
import { drupal } from './formats/drupal.js';
import { firebaseScrypt } from './formats/firebase-scrypt.js';
import { keycloak } from './formats/keycloak.js';
import { ldap } from './formats/ldap.js';
import { ldapCrypt } from './formats/ldap-crypt.js';
import { md5Crypt } from './formats/md5-crypt.js';
import { passlibPbkdf2 } from './formats/passlib-pbkdf2.js';
import { pbkdf2 } from './formats/pbkdf2.js';
import { phpass } from './formats/phpass.js';
import { saltedHex } from './formats/salted-hex.js';
import { scrypt } from './formats/scrypt.js';
import { shaCrypt } from './formats/sha-crypt.js';
import { werkzeug } from './formats/werkzeug.js';
import { wordpress } from './formats/wordpress.js';

/**
 * Every format that needs nothing of the application's: what {@link hasher} verifies by default.
 * Formats with a pepper, a key or a call of yours go into `alsoVerifies`.
 */
export function knownFormats(): HashFormat[] {
  return [
    argon2id(),
    argon2i(),
    argon2d(),
    scrypt(),
    bcrypt(),
    bcryptSha256(),
    shaCrypt(),
    md5Crypt(),
    phpass(),
    wordpress(),
    drupal(),
    pbkdf2(),
    passlibPbkdf2(),
    django(),
    werkzeug(),
    saltedHex(),
    keycloak(),
    aspnetIdentity(),
    auth0Import(),
    betterAuth(),
    firebaseScrypt(),
    ldap(),
    ldapCrypt(),
  ];
}
