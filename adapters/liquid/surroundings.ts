import { html, isPlainAddress, singleLine } from 'latchkey/mail';
import { printable } from './printable.js';
import { SafeHtml } from './safe-html.js';
import { textOf } from './text-of.js';

/**
 * What a template's output becomes a part of: the HTML, the plain text, a line such as the subject, or
 * the line that names the sender.
 */
export type Surroundings = 'html' | 'text' | 'line' | 'sender';

/** Makes a value harmless in its surroundings. Every output passes here, whatever filters it had. */
export const escapes: Readonly<Record<Surroundings, (value: unknown) => string>> = {
  html: (value) => (SafeHtml.is(value) ? value.toString() : html`${textOf(value)}`.toString()),
  text: (value) => printable(textOf(value)),
  line: (value) => singleLine(textOf(value)),
  sender(value) {
    const line = singleLine(textOf(value));
    // An address comes whole, out of the configuration; nothing else begins or ends one.
    const isAddress: boolean = isPlainAddress(line);
    return isAddress ? line : line.replace(/[<>"@]/g, '');
  },
};
