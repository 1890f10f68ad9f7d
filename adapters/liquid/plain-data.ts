/** How much of an object templates are given. */
const MAX_DEPTH = 4;
const MAX_ENTRIES = 200;
const MAX_TEXT_LENGTH = 2_000;

/** What templates see of the application's data: values, and no function that LiquidJS would call. */
export type PlainData =
  | string
  | number
  | boolean
  | null
  | readonly PlainData[]
  | { readonly [name: string]: PlainData };

/**
 * What such an object is to JavaScript: the text ''. Liquid looks at own properties only, but a filter
 * or a comparison asks the object itself for its text, and would take the person's own `toString` for
 * an answer. JSON can name no symbol, so this one stands whatever the object holds.
 */
const BARE: object = Object.freeze(
  Object.defineProperty(Object.create(null), Symbol.toPrimitive, { value: () => '' }),
);

/**
 * Copies a value as plain data: own enumerable properties, four levels and 200 entries in all. What
 * is no data (functions, symbols, instances but dates) becomes `null`. Whatever its properties are
 * called, no filter, comparison or output of it throws.
 *
 * @param clean - makes each text harmless, or refuses it with `null`
 */
export function plainData(value: unknown, clean: (text: string) => string | null): PlainData {
  let entries = 0;

  function copy(from: unknown, depth: number): PlainData {
    if (typeof from === 'string') return clean(from.slice(0, MAX_TEXT_LENGTH));
    if (typeof from === 'number') return Number.isFinite(from) ? from : null;
    if (typeof from === 'boolean') return from;
    if (from instanceof Date) return Number.isNaN(from.getTime()) ? null : from.toISOString();
    if (typeof from !== 'object' || from === null || depth >= MAX_DEPTH) return null;
    if (Array.isArray(from)) return within(from).map((item) => copy(item, depth + 1));
    const prototype: unknown = Object.getPrototypeOf(from);
    // A plain object of another realm has a plain prototype as well.
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return null;
    // A template may list names, too. `fromEntries` takes `__proto__` for a name like any other.
    const named = within(Object.entries(from)).filter(([name]) => clean(name) === name);
    const data = Object.fromEntries(named.map(([name, item]) => [name, copy(item, depth + 1)]));
    return Object.setPrototypeOf(data, BARE);
  }

  function within<Item>(items: readonly Item[]): readonly Item[] {
    const taken = items.slice(0, Math.max(0, MAX_ENTRIES - entries));
    entries += taken.length;
    return taken;
  }

  return copy(value, 0);
}
