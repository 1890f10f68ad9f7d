import * as z from 'zod';
import { LatchkeyError } from '../../errors.js';
import type { Auth0ProfileReader } from './not-profile-data.js';

/** Where a connection keeps a history and does not say how long. */
export const DEFAULT_HISTORY = 5;

/** The bounds that both ways to write a policy share. */
export const historySize = z.int().min(1).max(24);
export const dictionaryList = z.enum(['en_10k', 'en_100k']);
export const dictionaryWords = z.array(z.string().min(1).max(50)).max(200);
export const profileFields = z.array(z.string().min(1).max(100)).max(12);
export const profileReader = z.custom<Auth0ProfileReader>(
  (value) => typeof value === 'function',
  'must be a function',
);

/** Reads options by their schema, or throws `ERR_INVALID_OPTION` with the name of the wrong one. */
export function readAuth0Options<Schema extends z.ZodType>(
  schema: Schema,
  options: unknown,
  of: string,
): z.output<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = issue?.path.join('.') || 'options';
  const wrong = issue?.message ?? 'Invalid input';
  throw new LatchkeyError('ERR_INVALID_OPTION', `"${name}" of ${of} is wrong: ${wrong}.`);
}
