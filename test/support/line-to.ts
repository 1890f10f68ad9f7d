import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A line to a server that can be cut or fall silent, while the server itself goes on. */
export interface Line {
  /** The server's URL by way of this line. */
  readonly url: string;
  /** Ends every connection and takes no further one. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  /** From now on nothing passes, and nobody is told: a network that swallows packets. */
  stall(): void;
  /** What was held back passes, and what comes after it. */
  resume(): void;
  close(): Promise<void>;
}

const STANDARD_PORTS: Readonly<Record<string, number>> = {
  'postgres:': 5432,
  'postgresql:': 5432,
  'mysql:': 3306,
  'redis:': 6379,
};

/** Opens a line on the loopback interface to the server of a URL. */
export async function lineTo(target: string): Promise<Line> {
  const url = new URL(target);
  const server = { host: url.hostname, port: Number(url.port || STANDARD_PORTS[url.protocol]) };
  const sockets = new Set<Socket>();
  let stalled = false;
  const proxy = createServer((client) => {
    const upstream = connect(server);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('data', (bytes) => to.write(bytes));
      from.on('end', () => to.end());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (stalled) from.pause();
    }
  });
  const listen = async (port: number) => {
    proxy.listen(port, '127.0.0.1');
    await once(proxy, 'listening');
  };
  const cut = async () => {
    for (const socket of sockets) socket.destroy();
    if (!proxy.listening) return;
    const closed = once(proxy, 'close');
    proxy.close();
    await closed;
  };
  await listen(0);
  const { port } = proxy.address() as AddressInfo;
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return {
    url: url.href,
    cut,
    mend: () => listen(port),
    stall() {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    resume() {
      stalled = false;
      for (const socket of sockets) socket.resume();
    },
    close: cut,
  };
}
