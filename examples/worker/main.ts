import { Kysely, PostgresDialect } from 'kysely';
import { PasswordService } from 'latchkey';
import { mailer } from 'latchkey/mail';
import { smtpTransport } from 'latchkey/nodemailer';
import { sqlStores } from 'latchkey/sql';
import pg from 'pg';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', (error) => console.error('PostgreSQL hung up:', error.message));
const db = new Kysely<object>({ dialect: new PostgresDialect({ pool }) });
const mails = mailer({
  transport: smtpTransport(process.env.SMTP_URL ?? 'smtp://127.0.0.1:1025'),
  from: 'no-reply@app.example',
  product: { name: 'Example', url: 'https://app.example' },
});
const passwords = new PasswordService({
  stores: sqlStores(db),
  mailer: mails,
  links: { reset: 'https://app.example/password/reset' },
  outbox: 'external',
});

await passwords.runOutbox({ signal: stop.signal });
await passwords.close();
await mails.close();
await db.destroy();
