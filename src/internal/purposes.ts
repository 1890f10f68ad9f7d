import * as z from 'zod';
import type { TicketPurpose } from '../ports/index.js';

export const PURPOSES = [
  'reset',
  'administrative',
  'invite',
  'forced_change',
  'disavow',
] as const satisfies readonly TicketPurpose[];

/** Which tickets are meant. */
export const purposesInput = z.array(z.enum(PURPOSES, { error: 'invalid_value' }), {
  error: 'invalid_type',
});
