import * as z from 'zod';

/** Text of a body that is there, with the core's own codes for what is wrong with it. */
export function text(max: number) {
  return z
    .string({ error: (issue) => (issue.input === undefined ? 'required' : 'invalid_type') })
    .min(1, { error: 'required', abort: true })
    .max(max, { error: 'too_long' });
}

/** A password on its way to the core, whose schema is the judge of it. */
export const password = text(4096).meta({ format: 'password' });
