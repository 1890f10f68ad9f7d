import type { CodeMail } from 'latchkey';
import type { HandlerOptions } from 'latchkey/http';
import { type App, KEYS, startApp } from './app.js';

/** Alice's, and nobody else has one. */
export const PHONE = '+33 6 00 00 00 00';

export interface Phones extends App {
  /** What the service handed to its channel, newest last. */
  readonly texted: CodeMail<string>[];
}

/** A service that sends text messages to alice alone, and pages that offer them. */
export async function startPhones(handler: Partial<HandlerOptions<string>> = {}): Promise<Phones> {
  const texted: CodeMail<string>[] = [];
  const channel = {
    mailer: async (mail: CodeMail<string>) => void texted.push(mail),
    recipient: ({ id }: { id: string }) => (id === 'alice' ? PHONE : null),
  };
  const app = await startApp({
    service: { keys: KEYS, channels: { sms: channel, whatsapp: channel } },
    handler: { deliver: 'choice', channels: ['sms'], ...handler },
  });
  return { ...app, texted };
}
