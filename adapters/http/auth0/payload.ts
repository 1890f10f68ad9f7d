import type { InputIssue } from 'latchkey';
import * as z from 'zod';
import type { Fields } from '../request/read-fields.js';
import { type Fault, type Faulty, faulty } from './fault.js';

const LONGEST_NAME = 64;

/** Text of a payload; what it may hold besides is the core's matter. */
export function text(max: number) {
  return z
    .string({ error: expected('string') })
    .min(1, { error: 'String is too short (0 chars), minimum 1', abort: true })
    .max(max, { error: `String is too long, maximum ${max}` });
}

export function flag() {
  return z.boolean({ error: expected('boolean') });
}

/** Says what was expected and never what came: it may be a password in the wrong place. */
export function expected(type: string) {
  return ({ input }: { readonly input?: unknown }) =>
    input === undefined ? 'Missing required property' : `Expected type ${type}`;
}

/** Reads a Management API payload. Properties that the schema does not name are refused. */
export function readPayload<Schema extends z.ZodType>(
  schema: Schema,
  fields: Fields,
): { readonly ok: true; readonly payload: z.output<Schema> } | Faulty {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return { ok: true, payload: parsed.data };
  const { issues } = parsed.error;
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown !== undefined)
    return faulty(invalidPayload(`Additional properties not allowed: ${namesOf(unknown.keys)}`));
  const [issue] = issues;
  return faulty(invalidPayload(issue?.message ?? 'Invalid', issue?.path.join('.')));
}

/** A payload's fault, in Auth0's words. */
export function invalidPayload(problem: string, property = ''): Fault {
  const where = property === '' ? '' : ` on property ${property}`;
  return {
    status: 400,
    message: `Payload validation error: '${problem}'${where}.`,
    code: 'invalid_body',
  };
}

/** What the core refused, under the property's name on the wire. */
export function refusedByCore(
  issues: readonly InputIssue[],
  names: Readonly<Record<string, string>>,
): Fault {
  const [{ path, code } = { path: '', code: 'invalid' }] = issues;
  return invalidPayload(`Object didn't pass validation: ${code}`, names[path] ?? path);
}

function namesOf(keys: readonly string[]): string {
  return keys
    .map((key) => key.slice(0, LONGEST_NAME))
    .slice(0, 5)
    .join(', ');
}
