import { LatchkeyError, MailDeliveryError } from 'latchkey';
import { LiquidError } from 'liquidjs';
import { at, type Position, startOf } from './position.js';
import { isTimeout } from './time-limit.js';

/**
 * What construction throws: `ERR_INVALID_OPTION`, naming function and option.
 *
 * @param where - both of them: `liquidTemplates: reset_link.body`
 */
export function invalid(where: string, fault: string): LatchkeyError {
  const [called, option] = where.split(': ');
  return new LatchkeyError('ERR_INVALID_OPTION', `${called}: "${option}" ${fault}.`);
}

/** Where in a template LiquidJS failed, where it knows. */
export function positionOf(error: unknown): Position | null {
  if (!(error instanceof LiquidError) || error.token === undefined) return null;
  return startOf(error.token);
}

/** What LiquidJS says, in its own words but for the position; only for construction. */
export function reasonOf(error: unknown): string {
  const { message } = error instanceof Error ? error : new Error('failed');
  const reason = message.replace(/, line:\d+, col:\d+$/, '');
  if (reason === 'undefined filter: raw')
    return 'the filter "raw" lets markup in out of a value; see "dangerouslyAllowRaw"';
  return reason.replace(/^undefined filter: (.*)$/, 'there is no filter "$1" in mails');
}

/**
 * What a mail fails with whose template does: coded, and about this mail alone. LiquidJS' own message
 * stays out, since it may quote a value, the link among them.
 *
 * It is tried again until it expires: time may have run out because the machine was busy, and whatever
 * else was wrong is an operator's to mend, for whom a notice waits for days.
 */
export function deliveryFault(where: string, error: unknown): MailDeliveryError {
  const field = where.slice(where.indexOf(' ') + 1);
  if (isTimeout(error))
    return unmade(`The template "${field}" takes too long.`, 'template_timeout');
  const position = positionOf(error);
  const place = position === null ? '' : ` at ${at(position)}`;
  const isLimit = /limit exceeded|Invalid string length|call stack/.test(reasonOf(error));
  return unmade(
    `The template "${field}" ${isLimit ? 'makes too much' : 'failed'}${place}.`,
    isLimit ? 'template_limit' : 'template_failed',
  );
}

/** What a mail fails with whose From comes to no address. */
export function senderFault(): MailDeliveryError {
  return unmade('The template’s From is not one plain address with its name.', 'template_sender');
}

function unmade(message: string, code: `template_${string}`): MailDeliveryError {
  return new MailDeliveryError(message, { permanent: false, undelivered: true, code });
}
