import * as z from 'zod';
import { readCall } from '../internal/call.js';
import type { Core } from '../internal/core.js';
import { readInput, tokenInput } from '../internal/input.js';
import { openDisavowal } from '../internal/open-disavowal.js';
import type { AccountId, Call } from '../ports/index.js';
import type { InspectDisavowalResult } from '../results/index.js';

export interface InspectDisavowalInput {
  readonly token: string;
}

const schema = z.object({ token: tokenInput });

/**
 * Tells whether the link of a notice is good, and changes nothing: link scanners may call it any
 * number of times. It says no word of the account: a notice is forwarded easily, and nothing here
 * shall tell whoever got it the address that has to be typed.
 */
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
