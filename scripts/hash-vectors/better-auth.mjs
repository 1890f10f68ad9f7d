/**
 * Prints what better-auth 1.7.25 and the Scrypt class of oslo 1.2.1 (Lucia 3) make of a few passwords.
 * In an empty folder outside this repository, with a copy of this file in it:
 *
 *   npm install --ignore-scripts better-auth@1.7.25 oslo@1.2.1
 *   node better-auth.mjs
 */
import { hashPassword } from 'better-auth/crypto';
import { Scrypt } from 'oslo/password';

const print = (source, password, passwordHash) =>
  console.log(`${JSON.stringify({ source, password, passwordHash })},`);

for (const password of ['correct horse', 'ﬁve ① Å words'])
  print('better-auth 1.7.25', password, await hashPassword(password));
print('oslo 1.2.1', 'correct horse', await new Scrypt().hash('correct horse'));
