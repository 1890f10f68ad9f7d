import { html, type Markup } from './html.js';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/**
 * The blocks whose letters run from right to left (bidirectional classes R and AL; what is still
 * unassigned in them counts as such). A list of scripts would miss the next one.
 */
const BLOCKS =
  '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}';
const RIGHT_TO_LEFT = new RegExp(`[${BLOCKS}]`, 'u');
/** Digits and signs are in the same blocks, and turn around with what stands beside them. */
const RIGHT_TO_LEFT_ONLY = new RegExp(`^(?:(?=\\p{L})[${BLOCKS}]|[\\p{M}\\s])*$`, 'u');

/**
 * Sets a name, an address or an instant apart from the sentence that it goes into, so that neither
 * turns the words of the other around (UAX #9, isolates). What runs in the sentence's own direction
 * is left as it is, and so are links, which stand on lines of their own: a mark at the end of one
 * would become part of it.
 */
export function isolated(text: string, direction: 'ltr' | 'rtl'): string {
  const mixes = direction === 'ltr' ? RIGHT_TO_LEFT.test(text) : !RIGHT_TO_LEFT_ONLY.test(text);
  return mixes ? `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : text;
}

/**
 * Writes a sentence as HTML, isolates as elements: Gmail, Outlook and Yahoo know the attribute
 * `dir`, and drop the element `bdi`.
 */
export function inline(sentence: string): Markup {
  const parts = sentence.split(/\u2068([^\u2068\u2069]*)\u2069/);
  return html`${parts.map((part, index) =>
    index % 2 === 0 ? html`${part}` : html`<span dir="${directionOf(part)}">${part}</span>`,
  )}`;
}

/** The direction of the first letter. */
function directionOf(text: string): 'ltr' | 'rtl' {
  const first = text.match(/\p{L}/u)?.[0] ?? '';
  return RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
}
