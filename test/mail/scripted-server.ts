import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** When a server answers: to a connection, a command, or the text of a mail. */
export type Moment =
  | 'GREETING'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'TEXT';

/** What a server does instead of answering. */
export const HANG = Symbol('says nothing');
export const CUT = Symbol('hangs up');

export type Script = Partial<Record<Moment, string | typeof HANG | typeof CUT>>;

const WELL_BEHAVED: Record<Moment, string> = {
  GREETING: '220 scripted',
  EHLO: '250 scripted',
  HELO: '250 scripted',
  STARTTLS: '502 not here',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  TEXT: '250 taken',
};

export interface ScriptedServer {
  readonly url: string;
  readonly port: number;
  /** Commands as they came, text left out. */
  readonly commands: readonly string[];
  /** Texts that came whole, up to the final dot. */
  readonly texts: readonly string[];
  /** How many connections there have been. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * Starts a server that answers word for word what a script says, for replies that no well-behaved
 * server gives. Lines are separated by `\n`.
 */
export async function scriptedServer(script: Script = {}, onPort = 0): Promise<ScriptedServer> {
  const commands: string[] = [];
  const texts: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let rest = '';
    let inText = false;

    const answer = (moment: Moment): void => {
      const reply = script[moment] ?? WELL_BEHAVED[moment];
      if (reply === CUT) socket.destroy();
      else if (typeof reply === 'string') socket.write(`${reply.replaceAll('\n', '\r\n')}\r\n`);
      inText = moment === 'DATA' && typeof reply === 'string' && reply.startsWith('354');
    };
    answer('GREETING');
    socket.on('data', (chunk) => {
      rest += chunk.toString('utf8');
      for (;;) {
        const end = inText ? '\r\n.\r\n' : '\r\n';
        const at = rest.indexOf(end);
        if (at < 0 || socket.destroyed) return;
        const taken = rest.slice(0, at);
        rest = rest.slice(at + end.length);
        if (inText) {
          texts.push(taken);
          answer('TEXT');
          continue;
        }
        commands.push(taken);
        const verb = taken.split(/[ :]/)[0]?.toUpperCase() as Moment | 'QUIT' | 'RSET';
        if (verb === 'QUIT') socket.end('221 bye\r\n');
        else if (verb === 'RSET') socket.write('250 ok\r\n');
        else answer(verb);
      }
    });
  });
  server.listen(onPort, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    commands,
    texts,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
