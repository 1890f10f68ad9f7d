import { domainToASCII, domainToUnicode } from 'node:url';
import { MailDeliveryError } from 'latchkey';

/** RFC 5321 4.5.3.1.3: a path is 256 octets, two of which are its angle brackets. */
const MAX_ADDRESS_BYTES = 254;

/** RFC 5322 atext and dots, and what RFC 6531 adds to it. */
const LOCAL_PART = /^[\w!#$%&'*+/=?^`{|}~.\p{L}\p{M}\p{N}-]+$/u;
const ASCII_DOMAIN = /^[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*$/i;

/**
 * Whether an address can be handed to a mail server just as it is. It is judged and never
 * repaired: no trimming, no parsing, no normalising, so no second reading of it can differ
 * (CVE-2022-35924, CVE-2019-19844).
 *
 * Refused are lists, quotes, comments, angle brackets, white space, controls, domain literals,
 * more than one `@`, more than 254 bytes, and domains that IDNA would rewrite into another name
 * (a full-width `ｅxample.org` is not `example.org`).
 */
export function isPlainAddress(address: unknown): address is string {
  if (typeof address !== 'string' || address.length > MAX_ADDRESS_BYTES) return false;
  if (Buffer.byteLength(address) > MAX_ADDRESS_BYTES) return false;
  const at = address.indexOf('@');
  if (at < 1 || at !== address.lastIndexOf('@')) return false;
  return LOCAL_PART.test(address.slice(0, at)) && isPlainDomain(address.slice(at + 1));
}

function isPlainDomain(domain: string): boolean {
  const ascii = domainToASCII(domain);
  if (!ASCII_DOMAIN.test(ascii)) return false;
  const isRewritten = domainToUnicode(ascii) !== domain.normalize('NFC').toLowerCase();
  return ascii === domain.toLowerCase() || !isRewritten;
}

/**
 * Throws a permanent `MailDeliveryError` with the code `address_refused` where an address is not
 * plain. The message does not repeat the address.
 */
export function assertPlainAddress(address: unknown): asserts address is string {
  if (isPlainAddress(address)) return;
  throw new MailDeliveryError('The stored address is not one plain mail address.', {
    permanent: true,
    code: 'address_refused',
  });
}
