/** Names of the store methods that were called, in order: `users.findByAddress`. */
export type CallLog = string[];

/** Passes every call through to the real stores and writes down its name. */
export function logCalls<Stores extends object>(stores: Stores, log: CallLog, prefix = ''): Stores {
  return new Proxy(stores, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      const name = `${prefix}${String(key)}`;
      if (typeof value === 'function')
        return (...args: unknown[]) => {
          log.push(name);
          return Reflect.apply(value, target, args);
        };
      return typeof value === 'object' && value !== null ? logCalls(value, log, `${name}.`) : value;
    },
  });
}
