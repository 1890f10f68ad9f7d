import { randomBytes } from 'node:crypto';
import { hasher, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { createApp } from './app.js';
import { sessionStore } from './sessions.js';

const origin = 'http://localhost:3004';
const passwordHash = await hasher().hash('correct horse battery staple');
const stores = memoryStores({
  accounts: [{ id: 'alice', email: 'alice@example.com', passwordHash }],
});
const passwords = new PasswordService({
  stores: { ...stores, sessions: sessionStore },
  mailer: async (mail) => console.log(mail.to, mail.kind, 'url' in mail ? mail.url : ''),
  links: { reset: `${origin}/password/reset` },
});
const app = await createApp({
  passwords,
  publicUrl: `${origin}/password`,
  jwtSecret: process.env.JWT_SECRET ?? randomBytes(32).toString('base64url'),
});
await app.listen(3004);
console.log(`${origin}/password/forgot (alice@example.com)`);
