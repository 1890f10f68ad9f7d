import type { NodeRequest } from './exchange.js';

/** What body parsers leave behind. */
export interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** What our handlers read of a body, and answer 413 beyond. */
const MAX_BODY_BYTES = 16 * 1024;
/** No field of ours is within another; each leaf spells the names of all that it is in. */
const LONGEST_NESTED_NAME = 256;

/**
 * The body again as bytes, where a parser in front has read it; `null` where it is still to be
 * read. A body that is gone altogether is empty, and is refused as such.
 */
export function parsedBody(
  request: NodeRequest,
  { body, rawBody }: ParsedBody,
): Uint8Array<ArrayBuffer> | null {
  if (!request.readableDidRead) return null;
  // The bytes as they came are worth more than what a parser made of them.
  for (const kept of [rawBody, body]) {
    if (kept instanceof Uint8Array) return new Uint8Array(kept);
    if (typeof kept === 'string') return new TextEncoder().encode(kept);
  }
  if (body === undefined || body === null) return new Uint8Array();
  const isForm = /^application\/x-www-form-urlencoded\b/i.test(
    request.headers['content-type'] ?? '',
  );
  try {
    return new TextEncoder().encode(isForm ? formOf(body) : JSON.stringify(body));
  } catch {
    // Nested too deep: no form of ours, and refused as an empty body is.
    return new Uint8Array();
  }
}

/**
 * Writes a parsed form in the notation that `qs` reads: what became a list or an object
 * (`identifier[0]=…`, or one name twice) keeps brackets in its name, so that it can never pass
 * for the plain field again.
 */
function formOf(body: object): string {
  const parameters: [string, string][] = [];
  // No `&` before the first.
  let units = -1;
  const write = (name: string, value: unknown): void => {
    if (units > MAX_BODY_BYTES) return;
    if (typeof value !== 'object' || value === null) {
      const text = String(value ?? '');
      parameters.push([name, text]);
      units += name.length + text.length + 2;
      return;
    }
    for (const [key, part] of Object.entries(value)) {
      const nested = `${name}[${key}]`;
      if (nested.length > LONGEST_NESTED_NAME) throw new RangeError('nested too deep');
      write(nested, part);
    }
  };
  for (const [name, value] of Object.entries(body)) write(name, value);
  // As long as what is too large, and no beginning of a form that could pass for the whole.
  if (units > MAX_BODY_BYTES) return '\0'.repeat(MAX_BODY_BYTES + 1);
  return new URLSearchParams(parameters).toString();
}
