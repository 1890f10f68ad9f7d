export { type Argon2idOptions, argon2d, argon2i, argon2id } from './argon2.js';
export { bcrypt } from './bcrypt.js';
export type { CurrentHashFormat, HashFault, HashFormat } from './format.js';
export { HashScheduler, type HashSchedulerOptions } from './hash-scheduler.js';
export { type HasherOptions, hasher } from './hasher.js';
export { PasswordHashing, type Verification } from './password-hashing.js';
export { type ScryptOptions, scrypt } from './scrypt.js';
