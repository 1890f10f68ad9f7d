import { domainToASCII } from 'node:url';

const ASCII = /^[\x21-\x7e]+$/;

/**
 * Gives a plain address the form that goes over the wire: byte for byte what it is, but for a
 * domain outside ASCII, which the DNS knows by its ASCII form only (RFC 5890 2.3.2.1). That form
 * is right with and without SMTPUTF8 (RFC 6531 3.2).
 */
export function wireAddress(address: string): string {
  const { local, domain } = partsOf(address);
  return ASCII.test(domain) ? address : `${local}@${domainToASCII(domain)}`;
}

/** Whether an address goes through servers with SMTPUTF8 alone: no local part has an ASCII form. */
export function needsSmtpUtf8(address: string): boolean {
  return !ASCII.test(partsOf(address).local);
}

/** The domain as a key: one form for all its spellings. */
export function domainOf(address: string): string {
  return domainToASCII(partsOf(address).domain);
}

function partsOf(address: string): { readonly local: string; readonly domain: string } {
  const at = address.indexOf('@');
  return { local: address.slice(0, at), domain: address.slice(at + 1) };
}
