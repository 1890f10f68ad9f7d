import type * as z from 'zod';
import { UnreadableBody } from '../request/fields-of.js';
import type { Fields } from '../request/read-fields.js';

/**
 * Reads fields by an endpoint's schema. Unknown keys are dropped (attack 60), and what the schema
 * refuses is answered `invalid_input` before the core is asked.
 */
export function readBody<Schema extends z.ZodObject>(
  schema: Schema,
  fields: Fields,
): z.output<Schema> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return parsed.data;
  throw new UnreadableBody(
    'invalid_input',
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.message })),
  );
}
