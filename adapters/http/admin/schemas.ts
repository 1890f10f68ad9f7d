import * as z from 'zod';
import { password, text } from '../api/text.js';

/** The bodies of the administrator's JSON API, by which they are read before the core is asked. */

const accountKey = text(255);
const flag = z.boolean({ error: 'invalid_type' }).optional();
const version = z
  .int({ error: (issue) => (issue.input === undefined ? 'required' : 'invalid_type') })
  .nonnegative({ error: 'out_of_range' });

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
export const unlockBody = z.object({ credentialsVersion: version.optional() });
/** Not optional: what ends the dispute is the word on an address that somebody has looked at. */
export const endDisputeBody = z.object({ credentialsVersion: version });
