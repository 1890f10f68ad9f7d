import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { passwordInput, readInput } from '../internal/input.js';
import { preparePassword } from '../internal/prepare-password.js';
import { withSecrets } from '../internal/redact.js';
import { accountDataInput, asAccount, type SignUpData } from '../internal/sign-up-data.js';
import type { AccountId, Call } from '../ports/index.js';
import type { HashNewPasswordResult } from '../results/index.js';

export interface HashNewPasswordInput {
  readonly newPassword: string;
  /** What is known of the account to be, for the rules that compare with it. */
  readonly account?: SignUpData | undefined;
}

const schema = z.object({ newPassword: passwordInput, account: accountDataInput.optional() });

/** The one way to a hash that writes nothing: the row is the application's to insert. */
export async function hashNewPassword<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: HashNewPasswordInput,
  call?: Call,
): Promise<HashNewPasswordResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  const { signal, context } = readCall(call);
  const prepared = await preparePassword(core, {
    password: read.value.newPassword,
    account: asAccount<Id, Extra>(read.value.account),
    accountKey: null,
    occasion: 'sign_up',
    changedAt: null,
    signal,
    context,
  });
  if (!prepared.ok) return prepared;
  return withSecrets({ ok: true as const }, { passwordHash: prepared.passwordHash });
}
