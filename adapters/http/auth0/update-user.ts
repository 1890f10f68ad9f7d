import type { AdminSetPasswordResult } from 'latchkey';
import * as z from 'zod';
import { callOf } from '../request/call-of.js';
import type { Fields } from '../request/read-fields.js';
import { authorize } from './authorize.js';
import type { Auth0App, Auth0Environment } from './environment.js';
import { type Fault, refuse } from './fault.js';
import { findUserById, USER_NOT_FOUND } from './find-user.js';
import { passwordFault } from './password-fault.js';
import { USER } from './paths.js';
import { readPayload, refusedByCore, text } from './payload.js';
import { readBody } from './read-body.js';
import { userOf } from './user.js';

const payload = z.strictObject({
  password: text(4096),
  connection: text(255).optional(),
});

/** Sets a password directly. The policy applies, sessions end, and the owner gets no notice. */
export function updateUserRoute<Native>(
  app: Auth0App<Native>,
  environment: Auth0Environment<Native>,
): void {
  const { options, connections } = environment;

  app.patch(USER, async (c) => {
    const authorized = await authorize(c, environment, 'update:users');
    if (!authorized.ok) return refuse(c, authorized.fault);
    const body = await readBody(c.req, 'json');
    if (!body.ok) return refuse(c, body.fault);
    const combined = combinationFault(body.fields);
    if (combined !== null) return refuse(c, combined);
    const read = readPayload(payload, body.fields);
    if (!read.ok) return refuse(c, read.fault);

    const { password, connection: name } = read.payload;
    const named = connections.all.filter((each) => name === undefined || each.name === name);
    if (named.length === 0)
      return refuse(c, { status: 400, message: 'Connection does not exist.' });
    const { signal, context } = callOf(c, options);
    const call = { signal, context: { ...context, actor: authorized.actor } };
    const user = await findUserById(environment, named, c.req.param('id'), call);
    if (!user.ok) return refuse(c, user.fault);

    const { account, connection } = user;
    const result = await connection.passwords.adminSetPassword(
      { accountId: account.id, newPassword: password },
      call,
    );
    if (result.ok) return c.json(userOf(environment, connection, result.account));
    return result.reason === 'policy_violation'
      ? refuse(c, passwordFault(result.violations, connection.passwords.policy, password))
      : refuse(c, faultOf(result));
  });
}

/** Fields that Auth0 takes, but never together with a password. */
const NEVER_WITH_PASSWORD: readonly (readonly [field: string, message: string])[] = [
  ['email', 'Cannot update password and email simultaneously.'],
  ['email_verified', 'Cannot update password and email_verified simultaneously.'],
  ['username', 'Cannot update username and password simultaneously.'],
];

function combinationFault(fields: Fields): Fault | null {
  if (!('password' in fields)) return null;
  const message = NEVER_WITH_PASSWORD.find(([field]) => field in fields)?.[1];
  return message === undefined ? null : { status: 400, message };
}

type Refusal = Exclude<
  AdminSetPasswordResult,
  { readonly ok: true } | { readonly reason: 'policy_violation' }
>;

function faultOf(refusal: Refusal): Fault {
  switch (refusal.reason) {
    case 'account_not_found':
      return USER_NOT_FOUND;
    case 'identity_provider_account':
      return {
        status: 400,
        message: "The user's main connection does not support this operation.",
      };
    case 'changed_meanwhile':
      return { status: 409, message: 'The user was changed at the same time; try again.' };
    case 'invalid_input':
      return refusedByCore(refusal.issues, { newPassword: 'password' });
  }
}
