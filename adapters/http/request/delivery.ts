import type { InvalidInput } from 'latchkey';
import type { HandlerOptions } from '../options.js';

/** How a request's link or code is to go out. */
export interface Delivery {
  readonly deliver: 'link' | 'code';
  readonly channel?: string;
}

/**
 * Reads what a request asks for, within what the host offers: nobody gets a code where only links
 * are, nor a text message where no channel is named. What is not said is the host's default.
 */
export function deliveryOf(
  { deliver: offered = 'link', channels = [] }: Pick<HandlerOptions, 'deliver' | 'channels'>,
  asked: { readonly deliver?: unknown; readonly channel?: unknown },
): { readonly ok: true; readonly delivery: Delivery } | InvalidInput {
  const { deliver = offered === 'code' ? 'code' : 'link', channel } = asked;
  const known = deliver === 'link' || deliver === 'code' ? deliver : null;
  if (known === null || (offered !== 'choice' && known !== offered)) return refused('deliver');
  if (channel === undefined) return { ok: true, delivery: { deliver: known } };
  if (known !== 'code' || typeof channel !== 'string' || !channels.includes(channel))
    return refused('channel');
  return { ok: true, delivery: { deliver: known, channel } };
}

function refused(path: string): InvalidInput {
  return { ok: false, reason: 'invalid_input', issues: [{ path, code: 'invalid_value' }] };
}
