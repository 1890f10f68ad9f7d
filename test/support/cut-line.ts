import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut, while the server itself goes on. */
export interface Line {
  /** The server's URL by way of this line. */
  readonly url: string;
  /** Ends every connection and takes no further one. */
  cut(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function lineTo(target: string): Promise<Line> {
  const url = new URL(target);
  const server = { host: url.hostname, port: Number(url.port || 6379) };
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const upstream = connect(server);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.pipe(upstream).pipe(client);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return {
    url: url.href,
    cut() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
    async mend() {
      proxy.listen(address.port, '127.0.0.1');
      await once(proxy, 'listening');
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      if (!proxy.listening) return;
      proxy.close();
      await once(proxy, 'close');
    },
  };
}
