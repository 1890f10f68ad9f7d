import { hasher, PasswordService } from 'latchkey';
import { memoryStores } from 'latchkey/memory';
import { createApp } from './api.js';
import { createFrontend } from './frontend.js';

const apiUrl = 'http://localhost:3005';
const frontendOrigin = 'http://localhost:3006';
const passwordHash = await hasher().hash('correct horse battery staple');
const stores = memoryStores({
  accounts: [{ id: 'alice', email: 'alice@example.com', passwordHash }],
});
const passwords = new PasswordService({
  stores,
  mailer: async (mail) => console.log(mail.to, mail.kind, 'url' in mail ? mail.url : ''),
  // In the fragment, which no server and no referrer ever sees.
  links: { reset: `${frontendOrigin}/#token={token}` },
});
createApp({ passwords, stores, publicUrl: `${apiUrl}/password`, frontendOrigin }).listen(3005);
createFrontend({ apiUrl }).listen(3006);
console.log(`${frontendOrigin} (alice@example.com)`);
