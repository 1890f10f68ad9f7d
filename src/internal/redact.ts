import { inspect } from 'node:util';

const REDACTED = '[redacted]';

/**
 * Adds secrets to an object so that they can be read by name but not printed by accident:
 * `JSON.stringify`, `util.inspect`, `console.log`, spreading and `Object.entries` show
 * `[redacted]` or nothing.
 */
export function withSecrets<Shown extends object, Secrets extends Record<string, string | null>>(
  shown: Shown,
  secrets: Secrets,
): Shown & Readonly<Secrets> {
  const masked: Record<string, unknown> = Object.fromEntries(Object.entries(shown));
  const result: Record<string, unknown> = Object.fromEntries(Object.entries(shown));
  for (const [name, value] of Object.entries(secrets)) {
    masked[name] = value === null ? null : REDACTED;
    Object.defineProperty(result, name, { value, enumerable: false });
  }
  Object.defineProperty(result, 'toJSON', { value: () => masked, enumerable: false });
  Object.defineProperty(result, inspect.custom, { value: () => masked, enumerable: false });
  return result as unknown as Shown & Readonly<Secrets>;
}
