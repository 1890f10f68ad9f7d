import type { IoredisClient } from './client.js';

/** Who waits for one client. */
interface Waiters {
  readonly wakes: Set<() => void>;
  readonly wakeAll: () => void;
}

/** One pair of listeners for each client, however many commands wait for it. */
const waiting = new WeakMap<IoredisClient, Waiters>();

/**
 * Waits while an ioredis client connects. A client that connects with its first command gets that
 * command, and one that has ended refuses it by itself.
 */
export async function untilReady(client: IoredisClient, signal: AbortSignal): Promise<void> {
  while (!takesCommands(client)) {
    await nextChange(client, signal);
    // The caller has been told that there was no answer.
    signal.throwIfAborted();
  }
}

const takesCommands = ({ status }: IoredisClient) =>
  status === 'ready' || status === 'wait' || status === 'end';

/**
 * Waits for the client's next change or for the signal. Whoever stops waiting leaves nothing behind:
 * in an outage of hours every request comes through here.
 */
function nextChange(client: IoredisClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiters = waiting.get(client) ?? listen(client);
    const wake = () => {
      signal.removeEventListener('abort', wake);
      waiters.wakes.delete(wake);
      if (waiters.wakes.size === 0) unlisten(client, waiters);
      resolve();
    };
    signal.addEventListener('abort', wake);
    waiters.wakes.add(wake);
  });
}

function listen(client: IoredisClient): Waiters {
  const wakes = new Set<() => void>();
  const wakeAll = () => {
    for (const wake of wakes) wake();
  };
  const waiters = { wakes, wakeAll };
  waiting.set(client, waiters);
  client.on('ready', wakeAll);
  client.on('end', wakeAll);
  return waiters;
}

function unlisten(client: IoredisClient, { wakeAll }: Waiters): void {
  waiting.delete(client);
  client.off('ready', wakeAll);
  client.off('end', wakeAll);
}
