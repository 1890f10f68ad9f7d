import { MailDeliveryError } from 'latchkey';
import type { MailMessage } from 'nodemailer';
import { wireAddress } from './wire-address.js';

/** With the lines that it is folded onto. */
const TO_HEADER = /^To:.*(?:\r\n[ \t].*)*/m;

/** RFC 5322 2.1.1. */
const MAX_LINE_LENGTH = 78;

/**
 * Sets a composed mail's envelope and its To header to the very bytes that were given. nodemailer
 * lowers the case of domains, quotes some local parts and spells domains out where SMTPUTF8 is
 * used; whoever stored the address knows it in one form, and the mail server may too.
 *
 * Nothing is escaped: the recipient must be a plain address, which has nothing to escape. One that
 * does not fit after the header's name is put on a line of its own, and is not broken there.
 */
export function pinAddresses(
  { message }: MailMessage,
  addresses: { readonly from: string; readonly to: string },
): void {
  const composed = message.getEnvelope();
  if (composed.to.length !== 1) {
    throw new MailDeliveryError('The recipient was read as other than one address.', {
      permanent: true,
      code: 'address_refused',
    });
  }
  const to = wireAddress(addresses.to);
  composed.from = wireAddress(addresses.from);
  composed.to = [to];
  const buildHeaders = message.buildHeaders.bind(message);
  const gap = `To: ${to}`.length > MAX_LINE_LENGTH ? '\r\n ' : ' ';
  message.buildHeaders = () => buildHeaders().replace(TO_HEADER, () => `To:${gap}${to}`);
}
