import { hasher, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { createApp } from './app.js';

const origin = 'http://localhost:3002';
const passwordHash = await hasher().hash('correct horse battery staple');
const stores = memoryStores({
  accounts: [{ id: 'alice', email: 'alice@example.com', passwordHash }],
});
const passwords = new PasswordService({
  stores,
  mailer: async (mail) => console.log(mail.to, mail.kind, 'url' in mail ? mail.url : ''),
  links: { reset: `${origin}/password/reset` },
});
await createApp({ passwords, stores, publicUrl: `${origin}/password`, logger: true }).listen({
  port: 3002,
});
console.log(`${origin}/password/forgot (alice@example.com)`);
