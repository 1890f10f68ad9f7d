/**
 * Prints what firebase-scrypt 2.2.0 makes of a few passwords, as strings for imports into Supabase.
 * In an empty folder outside this repository, with a copy of this file in it:
 *
 *   npm install --ignore-scripts firebase-scrypt@2.2.0
 *   node firebase.mjs
 */
import { FirebaseScrypt } from 'firebase-scrypt';

// The sample project of the README of github.com/firebase/scrypt.
const signerKey =
  'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==';
const saltSeparator = 'Bw==';

for (const [password, salt, rounds, memCost] of [
  ['user1password', '42xEC+ixf3L2lw==', 8, 14],
  ['pässwörd €', 'C0sHCg9ek77hsg==', 8, 14],
  ['correct horse', 'bm8gdHdvIGFsaWtl', 4, 10],
]) {
  const project = new FirebaseScrypt({ signerKey, saltSeparator, rounds, memCost });
  const hash = await project.hash(password, salt);
  const parameters = `v=1,n=${memCost},r=${rounds},p=1,ss=${saltSeparator},sk=${signerKey}`;
  const passwordHash = `$fbscrypt$${parameters}$${salt}$${hash}`;
  console.log(`${JSON.stringify({ source: 'firebase-scrypt 2.2.0', password, passwordHash })},`);
}
