import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { accountIdInput, accountKeyOf, readInput } from '../internal/input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { CheckSessionResult } from '../results/index.js';

export type CheckSessionInput<Id extends AccountId = AccountId> = {
  readonly accountId: Id;
} & (
  | {
      /** The version that the session or JWT was stamped with at sign-in. */
      readonly credentialsVersion: number;
    }
  | {
      /** A JWT's `iat`, in seconds, for tokens that carry no version. */
      readonly issuedAtSeconds: number;
    }
);

const schema = z.union(
  [
    z.object({ accountId: accountIdInput, credentialsVersion: z.int().nonnegative() }),
    z.object({
      accountId: accountIdInput,
      // A version that is there and no number must not fall back to the weaker check.
      credentialsVersion: z.undefined().optional(),
      issuedAtSeconds: z.number().nonnegative(),
    }),
  ],
  { error: 'invalid_type' },
);

/**
 * Looks at the version, or at the second of its last raise: one read, whatever is asked. In dispute no
 * session is good, however it began: a thief may have added a passkey of his own, which no lock of the
 * password stops.
 */
export async function checkSession<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: CheckSessionInput<Id>,
  call?: Call,
): Promise<CheckSessionResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  readCall(call).signal?.throwIfAborted();
  const session = read.value;
  const credentials = await core.stores.credentials.read(accountKeyOf(session.accountId));
  const isOfVersion =
    session.credentialsVersion !== undefined
      ? session.credentialsVersion === credentials.version
      : credentials.changedAt === null ||
        Math.floor(session.issuedAtSeconds) > Math.floor(credentials.changedAt.getTime() / 1000);
  const good = isOfVersion && credentials.changeRequired !== 'disputed';
  return good ? { ok: true } : { ok: false, reason: 'session_revoked' };
}
