import type { AppStores } from './each-engine.js';

/** One call of a store's method: `tickets.findByDigest`. */
export interface StoreCall {
  readonly name: string;
  /** From 0, over all stores. */
  readonly index: number;
  readonly args: readonly unknown[];
}

type Around = (call: StoreCall, run: () => unknown) => unknown;

const STORES = new Set([
  'unitOfWork',
  'users',
  'credentials',
  'tickets',
  'history',
  'outbox',
  'sessions',
]);

/** Puts something around every call of every store: to count, to pause, to fail. */
export function wrapStores(stores: AppStores, around: Around): AppStores {
  let calls = 0;
  return Object.fromEntries(
    Object.entries(stores).map(([name, store]) => [
      name,
      STORES.has(name) ? wrapped(name, store as object) : store,
    ]),
  ) as unknown as AppStores;

  function wrapped(storeName: string, store: object): object {
    return new Proxy(store, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key, target);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const call = { name: `${storeName}.${String(key)}`, index: calls, args };
          calls += 1;
          return around(call, () => Reflect.apply(member, target, args));
        };
      },
    });
  }
}

/** Writes down which stores are called. */
export function countCalls(): {
  readonly calls: string[];
  readonly wrap: (stores: AppStores) => AppStores;
} {
  const calls: string[] = [];
  return {
    calls,
    wrap: (stores) =>
      wrapStores(stores, (call, run) => {
        calls.push(call.name);
        return run();
      }),
  };
}
