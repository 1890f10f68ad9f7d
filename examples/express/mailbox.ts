import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Kysely } from 'kysely';
import { captureTransport, type MailTransport } from 'latchkey/mail';
import { mailboxPage } from './pages/mailbox-page.js';
import type { DemoDatabase } from './schema.js';
import { sendPage } from './send-page.js';

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
export function mailboxRoutes(db: Kysely<DemoDatabase>, publicUrl: string): Router {
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
  // A page of somebody else whose name suddenly means this machine must not read the mails.
  const names = new Set(['localhost', '127.0.0.1', '[::1]', new URL(publicUrl).hostname]);
  router.use(['/mailbox', '/mailbox.json'], (request, response, next) => {
    response.set('Cache-Control', 'no-store');
    const host = `http://${request.headers.host}`;
    if (URL.canParse(host) && names.has(new URL(host).hostname)) next();
    else response.sendStatus(421);
  });
  router.get('/mailbox', async (_request, response) => {
    sendPage(response, 200, await mailboxPage(await newest(ON_THE_PAGE)));
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
