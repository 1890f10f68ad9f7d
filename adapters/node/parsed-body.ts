import type { NodeRequest } from './exchange.js';

/** What body parsers leave behind. */
export interface ParsedBody {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

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
    // Nested deeper than the stack goes: no form of ours, and refused as an empty body is.
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
  const write = (name: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      parameters.push([name, String(value ?? '')]);
      return;
    }
    for (const [key, part] of Object.entries(value)) write(`${name}[${key}]`, part);
  };
  for (const [name, value] of Object.entries(body)) write(name, value);
  return new URLSearchParams(parameters).toString();
}
