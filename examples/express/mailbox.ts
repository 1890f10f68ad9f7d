import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Kysely } from 'kysely';
import { captureTransport, type MailTransport } from 'latchkey/mail';
import { mailboxPage } from './pages/mailbox-page.js';
import type { DemoDatabase } from './schema.js';

const ON_THE_PAGE = 100;
const AS_JSON = 10_000;

/** Keeps mails in the demo's database instead of sending them. */
export function mailboxTransport(db: Kysely<DemoDatabase>): MailTransport {
  return captureTransport(async (message) => {
    await db
      .insertInto('dev_mails')
      .values({
        id: randomUUID(),
        recipient: message.to,
        subject: message.subject,
        text: message.text,
        html: message.html ?? '',
        sent_at: Date.now(),
      })
      .execute();
  });
}

/** Shows the mails that were kept, newest first. For development only: whoever reads it is in. */
export function mailboxRoutes(db: Kysely<DemoDatabase>): Router {
  const newest = async (limit: number) => {
    const rows = await db
      .selectFrom('dev_mails')
      .selectAll()
      .orderBy('sent_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      to: row.recipient,
      subject: row.subject,
      text: row.text,
      html: row.html,
      at: new Date(Number(row.sent_at)).toISOString(),
    }));
  };

  const router = Router();
  router.get('/mailbox', async (_request, response) => {
    response.type('html').send(await mailboxPage(await newest(ON_THE_PAGE)));
  });
  router.get('/mailbox.json', async (_request, response) => {
    response.json(await newest(AS_JSON));
  });
  router.delete('/mailbox.json', async (_request, response) => {
    await db.deleteFrom('dev_mails').execute();
    response.json({ ok: true });
  });
  return router;
}
