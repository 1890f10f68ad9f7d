import { isPlainAddress, singleLine } from 'latchkey/mail';
import { writeHtml } from './html-writing.js';
import { printable } from './printable.js';
import { textOf } from './text-of.js';

/**
 * What a template's output becomes a part of: the HTML, the plain text, a line such as the subject, or
 * the line that names the sender.
 */
export type Surroundings = 'html' | 'text' | 'line' | 'sender';

/** Ways to write an at sign (Unicode's compatibility forms), any of which a name shows as one. */
export const AT_SIGNS = /[@\ufe6b\uff20]/g;

/** Makes a value harmless in its surroundings. Every output passes here, whatever filters it had. */
export const escapes: Readonly<Record<Surroundings, (value: unknown) => string>> = {
  html: (value) => writeHtml(value, 'text'),
  text: (value) => printable(textOf(value)),
  line: (value) => singleLine(textOf(value)),
  sender(value) {
    const line = singleLine(textOf(value));
    // An address comes whole, out of the configuration; nothing else begins or ends one.
    const isAddress: boolean = isPlainAddress(line);
    return isAddress ? line : line.replace(/[<>"]/g, '').replace(AT_SIGNS, '');
  },
};
