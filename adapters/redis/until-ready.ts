/** As much of a client as says whether it is connected: `status` of ioredis, the rest of node-redis. */
interface Watched {
  readonly status?: unknown;
  readonly isReady?: unknown;
  readonly isOpen?: unknown;
  on(event: 'ready' | 'end', listener: () => void): unknown;
  off(event: 'ready' | 'end', listener: () => void): unknown;
}

interface Waiters {
  readonly wakes: Set<() => void>;
  readonly wakeAll: () => void;
}

/** One pair of listeners for each client, however many commands wait for it. */
const waiting = new WeakMap<Watched, Waiters>();

/**
 * Waits while a client of redis or ioredis connects. What it is handed then it would keep and send
 * after the outage, when nobody waits for it any more. A client that says nothing about itself (a
 * Cluster or a pool of node-redis) is taken to be ready, and so is one that connects with its first
 * command; one that has ended refuses by itself.
 *
 * @param signal - ends the waiting, with its reason as the error
 * @example
 * ```ts
 * await withTimeout(3, (signal) => untilReady(client, signal));
 * ```
 */
export async function untilReady(client: object, signal: AbortSignal): Promise<void> {
  if (!isWatched(client)) return;
  while (isConnecting(client)) {
    await nextChange(client, signal);
    // The caller has been told that there was no answer.
    signal.throwIfAborted();
  }
}

const isWatched = (client: object): client is Watched =>
  'on' in client && 'off' in client && [client.on, client.off].every(isFunction);

const isFunction = (value: unknown) => typeof value === 'function';

const isConnecting = ({ status, isReady, isOpen }: Watched) =>
  typeof status === 'string'
    ? status !== 'ready' && status !== 'wait' && status !== 'end'
    : isReady === false && isOpen === true;

/**
 * Waits for the client's next change or for the signal. Whoever stops waiting leaves nothing behind:
 * in an outage of hours every request comes through here.
 */
function nextChange(client: Watched, signal: AbortSignal): Promise<void> {
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

function listen(client: Watched): Waiters {
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

function unlisten(client: Watched, { wakeAll }: Waiters): void {
  waiting.delete(client);
  client.off('ready', wakeAll);
  client.off('end', wakeAll);
}
