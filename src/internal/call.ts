import type { Call, CallContext } from '../ports/call.js';

const MAX_UNITS = 512;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it drops
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/g;

/**
 * Reads the second argument. A context often comes straight from request headers, so whatever
 * is no string is dropped and what is one is bounded: a bad header never fails a reset.
 */
export function readCall(call: Call | undefined): {
  readonly signal: AbortSignal | null;
  readonly context: CallContext;
} {
  const signal = call?.signal instanceof AbortSignal ? call.signal : null;
  const given = call?.context;
  if (typeof given !== 'object' || given === null) return { signal, context: {} };
  const context: { -readonly [Key in keyof CallContext]: CallContext[Key] } = {};
  for (const key of [
    'ip',
    'userAgent',
    'place',
    'device',
    'locale',
    'correlationId',
    'actor',
  ] as const) {
    const value: unknown = given[key];
    if (typeof value !== 'string') continue;
    const clean = value.slice(0, MAX_UNITS).toWellFormed().replace(CONTROL, '');
    if (clean !== '') context[key] = clean;
  }
  if (context.locale !== undefined && !/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(context.locale))
    delete context.locale;
  return { signal, context };
}
