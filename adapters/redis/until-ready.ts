import type { IoredisClient } from './client.js';

/** One wait for each client, however many commands want it: a listener each would be a leak. */
const waits = new WeakMap<IoredisClient, Promise<void>>();

/**
 * Waits while an ioredis client connects. A client that connects with its first command gets that
 * command, and one that has ended refuses it by itself.
 */
export async function untilReady(client: IoredisClient, signal: AbortSignal): Promise<void> {
  while (!takesCommands(client)) {
    let wait = waits.get(client);
    if (wait === undefined) {
      wait = nextChange(client).finally(() => waits.delete(client));
      waits.set(client, wait);
    }
    await wait;
    // The caller has been told that there was no answer.
    signal.throwIfAborted();
  }
}

const takesCommands = ({ status }: IoredisClient) =>
  status === 'ready' || status === 'wait' || status === 'end';

function nextChange(client: IoredisClient): Promise<void> {
  return new Promise((resolve) => {
    const changed = () => {
      client.off('ready', changed);
      client.off('end', changed);
      resolve();
    };
    client.on('ready', changed);
    client.on('end', changed);
  });
}
