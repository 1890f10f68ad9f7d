import { inspect } from 'node:util';

/**
 * Adds what a person has to see and a log must not: it is read by name, and printing, serialising
 * or spreading the object shows `[redacted]` or nothing.
 */
export function shownOnce<Plain extends object, Secrets extends object>(
  plain: Plain,
  secrets: Secrets,
): Plain & Readonly<Secrets> {
  const names = Object.keys(secrets);
  const printed = {
    ...plain,
    ...Object.fromEntries(names.map((name) => [name, '[redacted]'])),
  };
  const hidden = { ...secrets, toJSON: () => printed, [inspect.custom]: () => printed };
  const result = { ...plain };
  for (const name of Reflect.ownKeys(hidden))
    Object.defineProperty(result, name, { value: Reflect.get(hidden, name), enumerable: false });
  return result as Plain & Readonly<Secrets>;
}
