import type { HonoRequest } from 'hono';
import type { InputIssue } from 'latchkey';
import { type Fields, readFields, wantsJson } from './read-fields.js';

/** Thrown for a body that cannot be read; the handler answers it, no route has to. */
export class UnreadableBody extends Error {
  readonly reason: 'invalid_input' | 'unsupported_media_type';
  readonly issues: readonly InputIssue[];

  constructor(
    reason: 'invalid_input' | 'unsupported_media_type',
    issues: readonly InputIssue[] = [],
  ) {
    super(reason);
    this.reason = reason;
    this.issues = issues;
  }
}

/** Reads a post's fields, and whether its answer is JSON. */
export async function fieldsOf(
  request: HonoRequest,
): Promise<{ readonly fields: Fields; readonly json: boolean }> {
  const read = await readFields(request);
  if (!read.ok)
    throw new UnreadableBody(read.status === 415 ? 'unsupported_media_type' : 'invalid_input');
  return { fields: read.fields, json: wantsJson(request) };
}
