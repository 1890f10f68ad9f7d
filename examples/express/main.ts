import { createServer, type RequestListener, type Server } from 'node:http';
import { createApp } from './app.js';
import { readEnvironment } from './environment.js';
import { openDatabase } from './open-database.js';
import { openRedis } from './open-redis.js';
import { DEMO_PASSWORD } from './seed-accounts.js';

const environment = readEnvironment(process.env);

let listener: RequestListener = (_request, response) => {
  response.writeHead(503, { 'Retry-After': '1' }).end('Starting.');
};
const servers: Server[] = [];
const port = await listen('127.0.0.1', environment.port).catch(sayThatPortIsTaken);
// `localhost` may mean either. The accounts' password is public, so no other address is served.
await listen('::1', port).catch(() => 0);

const publicUrl = environment.publicUrl ?? `http://localhost:${port}`;
const db = openDatabase(environment.databaseUrl);
const redis = environment.redisUrl === null ? null : await openRedis(environment.redisUrl);
const demo = await createApp({ db, redis, environment, publicUrl });
listener = demo.app;

console.log(`
  latchkey demo on ${publicUrl}

  sign in        ${publicUrl}/login   alice@example.com, bob@example.com, admin@example.com
                 password: ${DEMO_PASSWORD}
  forgot it      ${publicUrl}/password/forgot
  ${environment.smtpUrl === null ? `mailbox        ${publicUrl}/mailbox` : 'mails          go out by SMTP'}
  management     token ${environment.managementToken}
  codes          ${environment.keysAreRandom ? 'of a random key: they die with this process, and other copies do not know them' : 'of LATCHKEY_KEYS'}
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    for (const server of servers) {
      server.close();
      server.closeIdleConnections();
    }
    await demo.close();
    await db.destroy();
    await redis?.close();
    process.exit(0);
  });

/** Most who start the demo have something on port 3000 already; a stack would help none of them. */
function sayThatPortIsTaken(error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
  console.error(
    `Port ${environment.port} ${code === 'EACCES' ? 'takes more rights' : 'is taken'}: set PORT to another one, or to 0 for any that is free.`,
  );
  process.exit(1);
}

async function listen(host: string, wanted: number): Promise<number> {
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, host, resolve);
  });
  servers.push(server);
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : wanted;
}
