import assert from 'node:assert/strict';
import { type ConformanceSubject, runCase, storeCases } from 'latchkey/conformance';
import { type MemoryStores, memoryStores } from 'latchkey/memory';

/** Breaks one thing in a set of stores that keeps the contract. */
export type Sabotage = (stores: MemoryStores<string>) => Partial<MemoryStores<string>>;

export const always =
  <T>(answer: T) =>
  async () =>
    answer;

/** A store with some methods replaced; the others stay bound to the original. */
export function altered<Store extends object>(
  store: Store,
  methods: (original: Store) => Partial<Store>,
): Store {
  const replaced = methods(store) as Record<PropertyKey, unknown>;
  return new Proxy(store, {
    get(target, name) {
      if (name in replaced) return replaced[name];
      const value = Reflect.get(target, name, target) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Opens memory stores, sabotaged, as often as a case wants them. */
export const open = (sabotage: Sabotage) => async (): Promise<ConformanceSubject> => {
  const sound = memoryStores();
  return {
    stores: { ...sound, ...sabotage(sound) },
    seedAccount: (columns) => sound.accounts.add(columns),
    reopen({ realm }) {
      const again = memoryStores({ realm, database: sound.database });
      return { ...again, ...sabotage(again) };
    },
    close() {},
  };
};

/** Runs a case and tells what it failed with, or `null`. */
export async function failureOf(name: string, sabotage: Sabotage): Promise<unknown> {
  const found = storeCases.find((each) => each.name === name);
  assert.ok(found, `There is no case "${name}".`);
  return runCase(found, open(sabotage)).then(
    () => null,
    (error: unknown) => error,
  );
}
