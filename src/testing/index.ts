export { type FixedClock, fixedClock } from './fixed-clock.js';
export { insecureTestHash, insecureTestHasher } from './insecure-test-hasher.js';
export { seededRandom } from './seeded-random.js';
export { type MailQuery, type TestMailer, testMailer } from './test-mailer.js';
export {
  type TestAccount,
  type TestPasswords,
  type TestPasswordsOptions,
  testPasswords,
} from './test-passwords.js';
