import * as z from 'zod';
import { expected, flag, text } from './payload.js';

/** Thirty days, the longest that the core issues. */
const MOST_SECONDS = 2_592_000;

const connectionId = text(20).regex(/^con_[A-Za-z0-9]{16}$/, {
  error: 'String does not match pattern ^con_[A-Za-z0-9]{16}$',
});

/** Auth0's schema: nothing else is taken, and `null` is no way to leave something out. */
export const ticketPayload = z.strictObject({
  user_id: text(255).optional(),
  connection_id: connectionId.optional(),
  email: text(318).optional(),
  identity: z
    .strictObject(
      {
        user_id: text(255),
        provider: z.literal('auth0', { error: 'No enum match for provider' }),
        connection_id: connectionId.optional(),
      },
      { error: expected('object') },
    )
    .optional(),
  result_url: text(2048).optional(),
  client_id: text(255).optional(),
  organization_id: text(255).optional(),
  ttl_sec: z
    .int({ error: expected('integer') })
    .min(0, { error: 'Value is less than minimum 0' })
    .max(MOST_SECONDS, { error: `Value is greater than maximum ${MOST_SECONDS}` })
    .optional(),
  mark_email_as_verified: flag().optional(),
  includeEmailInRedirect: flag().optional(),
});

export type TicketPayload = z.output<typeof ticketPayload>;
