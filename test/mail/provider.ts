import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MailTransport } from 'latchkey/mail';
import { onTestFinished } from 'vitest';
import { postmarkTransport } from '../../examples/mail-http/postmark-transport.js';
import { resendTransport } from '../../examples/mail-http/resend-transport.js';

export const SECRET = 'a-secret-of-the-provider';

export interface Posted {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export type Answer = (posted: Posted, response: ServerResponse) => unknown;

/** Starts a provider on loopback that keeps what is posted and answers as told. */
export async function provider(answer: Answer) {
  const posted: Posted[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null');
    posted.push({ method, path, headers, body });
    answer(posted.at(-1)!, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posted };
}

export const answering =
  (status: number, body: unknown = {}): Answer =>
  (_posted, response) =>
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

export const PROVIDERS: Record<string, (endpoint: string) => MailTransport> = {
  Postmark: (endpoint) => postmarkTransport({ serverToken: SECRET, endpoint }),
  Resend: (endpoint) => resendTransport({ apiKey: SECRET, endpoint }),
};
