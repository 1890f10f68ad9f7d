import * as z from 'zod';
import { password, text } from '../api/text.js';

/** The bodies of the administrator's JSON API, by which they are read before the core is asked. */

const accountKey = text(255);
const flag = z.boolean({ error: 'invalid_type' }).optional();

/** What every change is asked with. */
export const everyChange = z.object({ accountKey, yourPassword: password });

export const findBody = z.object({ identifier: text(318) });
export const showBody = z.object({ accountKey });
export const setPasswordBody = z.object({ newPassword: password, mustChange: flag, notify: flag });
export const requireChangeBody = z.object({
  reason: z.enum(['administrative', 'expired', 'policy', 'breached'], { error: 'invalid_value' }),
});
export const revokeTicketsBody = z.object({ ticketId: text(64).optional() });
export const lockBody = z.object({ notify: flag });
export const unlockBody = z.object({
  credentialsVersion: z
    .int({ error: 'invalid_type' })
    .nonnegative({ error: 'out_of_range' })
    .optional(),
});
