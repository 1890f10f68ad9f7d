import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { postOffice } from '../support/smtp-post-office.js';
import { failureOf, handOver, opened, openTransport } from './hand-over.js';
import { scriptedServer } from './scripted-server.js';

/** Listens on loopback, and closes whatever is open when the test ends. */
async function listening(onSocket: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Stands between client and server, and puts words of its own behind the reply to STARTTLS. */
function between(port: number, words: string) {
  return listening((client) => {
    const server = connect(port, '127.0.0.1');
    let upgrading = false;
    server.on('error', () => {});
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.on('data', (chunk) => {
      upgrading ||= chunk.toString('latin1').startsWith('STARTTLS');
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      const added = upgrading && chunk.toString('latin1').startsWith('220 ') ? words : '';
      client.write(Buffer.concat([chunk, Buffer.from(added)]));
    });
  });
}

function flood(socket: Socket, chunk: string): void {
  const write = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', write);
  write();
}

describe('what is said before TLS', () => {
  it.each(['250 ', '250-', '550 5.1.1 nobody here\r\n', '250-x\r\n250 y\r\n'])(
    'counts for nothing behind it: %j',
    async (words) => {
      const office = await opened(postOffice({ disabledCommands: [] }));
      const { port } = await opened(between(office.port, words));
      const server = { host: '127.0.0.1', port, tls: { rejectUnauthorized: false } };
      const transport = openTransport(server, { requireTls: true });
      await handOver(transport, { to: 'пошта@example.com' });
      expect(office.received).toHaveLength(1);
    },
  );
});

describe('a reply without end', () => {
  it.each([
    ['a line', 'a'.repeat(65_536)],
    ['lines', `220-${'a'.repeat(60)}\r\n`.repeat(1000)],
  ])('%s: is hung up on, and not read until the time is up', async (_what, chunk) => {
    const server = await opened(
      listening((socket) => {
        socket.write('220-');
        flood(socket, chunk);
      }),
    );
    const error = await failureOf(handOver(openTransport(server.url)));
    expect(error).toMatchObject({ permanent: false, undelivered: true, code: 'connection' });
  });

  it('an offer of sign-ins that is made of spaces holds up nobody', async () => {
    const EHLO = `250-scripted\n250-AUTH${' '.repeat(200_000)}x\n250 SIZE`;
    const server = await opened(scriptedServer({ EHLO }));
    const started = performance.now();
    await handOver(openTransport(server.url));
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
