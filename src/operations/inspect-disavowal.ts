import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { openDisavowal } from '../internal/disavowal/open-disavowal.js';
import { readInput, tokenInput } from '../internal/input.js';
import type { AccountId, Call } from '../ports/index.js';
import type { InspectDisavowalResult } from '../results/index.js';

export interface InspectDisavowalInput {
  readonly token: string;
}

const schema = z.object({ token: tokenInput });

/** Says no word of the account: who was passed a notice is not to learn which address to type. */
export async function inspectDisavowal<Id extends AccountId, Extra extends object, Tx>(
  core: Core<Id, Extra, Tx>,
  input: InspectDisavowalInput,
  call?: Call,
): Promise<InspectDisavowalResult> {
  const read = readInput(schema, input);
  if (!read.ok) return read;
  readCall(call).signal?.throwIfAborted();
  const opened = await openDisavowal(core, read.value.token);
  return opened.ok ? { ok: true, expiresAt: opened.ticket.expiresAt } : opened;
}
