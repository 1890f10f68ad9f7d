import type { HonoRequest } from 'hono';
import { type Fields, isJson, readFields } from '../request/read-fields.js';
import { type Fault, type Faulty, faulty } from './fault.js';

const UNREADABLE: Fault = {
  status: 400,
  message: 'Invalid request payload format',
  code: 'invalid_request',
};
const WRONG_TYPE: Fault = {
  status: 415,
  message: 'Unsupported Media Type',
  code: 'unsupported_media_type',
};
const NAMED_TWICE: Fault = {
  status: 400,
  message: 'A parameter is named more than once',
  code: 'invalid_request',
};

/**
 * Reads a body, and refuses one that names a parameter twice (RFC 6749 section 3.2): whoever
 * checked it in front of us may have checked the other.
 */
export async function readBody(
  request: HonoRequest,
  types: 'json' | 'json_or_form',
): Promise<{ readonly ok: true; readonly fields: Fields } | Faulty> {
  const json = isJson(request);
  if (types === 'json' && !json) return faulty(WRONG_TYPE);
  const read = await readFields(request);
  if (!read.ok) return faulty(read.status === 415 ? WRONG_TYPE : UNREADABLE);
  // Of JSON, `readFields` has refused it already; a list there is a list.
  const twice = !json && Object.values(read.fields).some(Array.isArray);
  return twice ? faulty(NAMED_TWICE) : { ok: true, fields: read.fields };
}
