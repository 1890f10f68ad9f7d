import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail as it came over the wire. */
export interface Received {
  /** The envelope's recipients, as the server read them. */
  readonly recipients: readonly string[];
  readonly sender: string;
  readonly raw: string;
  readonly parsed: ParsedMail;
}

export interface PostOffice {
  readonly url: string;
  readonly port: number;
  readonly received: readonly Received[];
  /** The commands of all clients, line by line as they came over the wire. */
  readonly commands: readonly string[];
  /** Connections that are open now. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** Starts a real SMTP server on a free loopback port; `options` make it refuse, defer or hang. */
export async function postOffice(options: SMTPServerOptions = {}, port = 0): Promise<PostOffice> {
  const received: Received[] = [];
  const commands: string[] = [];
  const ignore = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: {
      level: ignore,
      trace: ignore,
      info: ignore,
      warn: ignore,
      error: ignore,
      fatal: ignore,
      debug: (_entry: unknown, direction: unknown, line: unknown) => {
        if (direction === 'C:') commands.push(String(line));
      },
    },
    closeTimeout: 100,
    async onData(stream, session, done) {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer);
      } catch {
        // It hung up in the middle of the text.
        return;
      }
      const raw = Buffer.concat(chunks);
      const { mailFrom, rcptTo } = session.envelope;
      received.push({
        recipients: rcptTo.map(({ address }) => address),
        sender: mailFrom === false ? '' : mailFrom.address,
        raw: raw.toString('utf8'),
        parsed: await simpleParser(raw),
      });
      done();
    },
    ...options,
  });
  // A client that hangs up in the middle is what some of the tests are about.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const bound = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    received,
    commands,
    connections: () => server.connections.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The error that an SMTP server answers with. */
export function smtpReply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
