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
 * What a template fails with while a mail is written: coded, and with its place. LiquidJS' own message
 * stays out, since it may quote a value, the link among them.
 */
export function deliveryFault(where: string, error: unknown): MailDeliveryError {
  const field = fieldOf(where);
  if (isTimeout(error))
    return unmade(`The template "${field}" takes too long.`, 'template_timeout');
  const position = positionOf(error);
  const place = position === null ? '' : ` at ${at(position)}`;
  const isLimit = /limit exceeded|Invalid string length|call stack/.test(reasonOf(error));
  if (!isLimit) return unmade(`The template "${field}" failed${place}.`, 'template_failed');
  return unmade(`The template "${field}" makes too much${place}.`, 'template_limit');
}

/** What a From fails with that comes to no address. */
export function senderFault(where: string): MailDeliveryError {
  const field = fieldOf(where);
  return unmade(
    `The template "${field}" comes to no plain address with its name.`,
    'template_sender',
  );
}

/** What one of the application's own functions fails with; its error may quote the person. */
export function variablesFault(option: string, error: unknown): MailDeliveryError {
  const name = error instanceof Error && /^[A-Z]\w{1,40}$/.test(error.name) ? error.name : 'Error';
  return unmade(`The function "${option}" threw: ${name}.`, 'template_variables');
}

function fieldOf(where: string): string {
  return where.slice(where.indexOf(' ') + 1);
}

function unmade(message: string, code: `template_${string}`): MailDeliveryError {
  return new MailDeliveryError(message, { permanent: false, undelivered: true, code });
}
