import type { AccountId, InvalidInput } from 'latchkey';
import type { Fields } from '../request/read-fields.js';
import { type AdminContext, callFor } from './environment.js';
import type { AdminHandlerOptions, Reauthentication } from './options.js';

/**
 * Asks for the administrator's own password, which comes in the same form as the deed. So there
 * is no state "has just confirmed" that a stolen session could have a share in.
 */
export async function reauthenticate<Id extends AccountId, Native>(
  c: AdminContext<Id, Native>,
  options: AdminHandlerOptions<Id, Native>,
  { yourPassword: password }: Fields,
): Promise<Reauthentication | InvalidInput> {
  if (typeof password !== 'string' || password === '') {
    const code = password === undefined || password === '' ? 'required' : 'invalid_type';
    return { ok: false, reason: 'invalid_input', issues: [{ path: 'yourPassword', code }] };
  }
  const { admin } = c.var;
  if (options.reauthenticate !== undefined)
    return strictly(await options.reauthenticate(admin, password, c.env.native));
  const { accountId } = admin;
  const result = await options.passwords.verifyPassword(
    { accountId, password },
    callFor(c, options),
  );
  // What cannot be anybody's password is not this one's.
  if (!result.ok && result.reason === 'invalid_input')
    return { ok: false, reason: 'wrong_password' };
  return result;
}

/** Whatever a host's function answers but a plain yes is a no. */
function strictly(answer: Reauthentication): Reauthentication {
  if (answer?.ok === true) return answer;
  const said = (answer as { readonly reason?: unknown } | undefined)?.reason;
  return said === 'throttled' ? answer : { ok: false, reason: 'wrong_password' };
}
