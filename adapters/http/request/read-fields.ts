import type { HonoRequest } from 'hono';
import { hasDuplicateKeys } from './duplicate-keys.js';

/** Text, where the client sent text; a list, a number or an object where it sent that. */
export type Fields = { readonly [name: string]: unknown };

export type FieldsResult =
  | { readonly ok: true; readonly fields: Fields }
  | { readonly ok: false; readonly status: 400 | 415 };

/** The largest body that is read. A password of 1,024 bytes, percent-encoded, is far below. */
export const MAX_BODY_BYTES = 16 * 1024;

/**
 * Reads a form or a JSON object. A parameter that comes twice becomes a list, and what is no text
 * stays what it is: the core refuses both before any store is called, so nothing is flattened
 * or picked here (CVE-2023-7028 was a list where one address belongs).
 */
export async function readFields(request: HonoRequest): Promise<FieldsResult> {
  const type = mediaType(request);
  const encoding = request.header('content-encoding') ?? 'identity';
  if (type === null || encoding.toLowerCase() !== 'identity') return { ok: false, status: 415 };
  try {
    // Fatal: bytes that are no UTF-8 must not turn into another password.
    const body = new TextDecoder('utf-8', { fatal: true }).decode(await request.arrayBuffer());
    const fields = type === 'json' ? readJson(body) : readForm(body);
    return fields === null ? { ok: false, status: 400 } : { ok: true, fields };
  } catch {
    return { ok: false, status: 400 };
  }
}

/** Whether the body says that it is JSON: what no plain form of a browser can say. */
export function isJson(request: HonoRequest): boolean {
  return mediaType(request) === 'json';
}

/** Whether the client reads JSON rather than pages: it sends JSON, or it asks for nothing else. */
export function wantsJson(request: HonoRequest): boolean {
  if (mediaType(request) === 'json') return true;
  const accept = request.header('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}

/**
 * A field on its way to the core. The cast is no claim: the core's schema is the one judge of
 * what a field may be, and answers `invalid_input` to whatever is not text.
 */
export function unchecked(fields: Fields, name: string): string {
  return fields[name] as string;
}

/** A checkbox sends `on` or nothing; what else comes is no answer, and the core says so. */
export function ticked(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === undefined) return false;
  return value === 'on' ? true : (value as boolean);
}

/**
 * A whole number, which a form sends as text. What is none, or is written in another way than it
 * was handed out, stays what it is, and the core says so.
 */
export function wholeNumber(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  const isWhole = typeof value === 'string' && /^(0|[1-9][0-9]{0,15})$/.test(value);
  return isWhole ? Number(value) : (value as number | undefined);
}

function mediaType(request: HonoRequest): 'json' | 'form' | null {
  const type = (request.header('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return 'json';
  return type === 'application/x-www-form-urlencoded' ? 'form' : null;
}

function readJson(body: string): Fields | null {
  const value: unknown = JSON.parse(body);
  // The parser keeps the last of two; who checked the first has checked another request.
  if (hasDuplicateKeys(body)) return null;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.assign(Object.create(null), value);
}

function readForm(body: string): Fields {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const pair of body.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=').map(decoded);
    const text = value.join('=');
    const before = fields[name];
    // Pushed, since a copy for each of thousands would hold everybody up (attack 59).
    if (Array.isArray(before)) before.push(text);
    else fields[name] = before === undefined ? text : [before, text];
  }
  return fields;
}

/** Throws on percent-encoded bytes that are no UTF-8, which `URLSearchParams` would replace. */
function decoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
