import type { MiddlewareHandler } from 'hono';
import type { AccountId } from 'latchkey';
import { refuse } from '../respond.js';
import type { AdminEnv } from './environment.js';
import type { AdminHandlerOptions } from './options.js';

/**
 * Lets administrators pass and nobody else, whatever the path: a route that is added later stands
 * behind it, too. Only stylesheet and script are for all, or the refusal could not be read.
 */
export function gate<Id extends AccountId, Native>({
  authorizeAdmin,
}: AdminHandlerOptions<Id, Native>): MiddlewareHandler<AdminEnv<Id, Native>> {
  return async (c, next) => {
    if (c.req.path.startsWith('/assets/')) return next();
    const admin = await authorizeAdmin(c.env.native);
    if (!isAdministrator(admin)) return refuse(c, { ok: false, reason: 'not_allowed' });
    c.set('admin', admin);
    return next();
  };
}

/** A host's function that answers `true`, or somebody without an id, lets nobody in. */
function isAdministrator<Admin>(admin: Admin | null): admin is Admin {
  const id: unknown = (admin as { accountId?: unknown } | null)?.accountId;
  return ['string', 'number', 'bigint'].includes(typeof id) && id !== '';
}
