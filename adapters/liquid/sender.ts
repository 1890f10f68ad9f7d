import { isPlainAddress, singleLine } from 'latchkey/mail';
import { AT_SIGNS } from './surroundings.js';

export interface Sender {
  readonly name: string;
  readonly address: string;
}

/** As long as a name in a list of mails is of any use. */
const MAX_NAME_LENGTH = 80;

/** A name with the address in angle brackets, or an address alone. */
const NAMED = /^([^<>]*)<([^<>]*)>$/;

/**
 * Reads what a From template came to; `null` where that is not one plain address, with or without a
 * name. Values cannot contain brackets, so it is the template alone that says where the address is.
 */
export function senderOf(rendered: string): Sender | null {
  const line = singleLine(rendered);
  const [, name = '', address = line] = NAMED.exec(line) ?? [];
  const plain = address.trim();
  if (!isPlainAddress(plain)) return null;
  // Many mail programs show the name alone, so it must not look like an address.
  const unquoted = name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(AT_SIGNS, '');
  const characters = [...singleLine(unquoted)];
  return { name: characters.slice(0, MAX_NAME_LENGTH).join('').trim(), address: plain };
}
