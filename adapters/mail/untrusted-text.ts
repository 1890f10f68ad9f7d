/** Longest name that a mail shows, in code points. */
export const MAX_NAME_LENGTH = 40;

/** More is read of no untrusted text, whatever it is. */
const MAX_READ = 512;

/**
 * Makes a name that a stranger may have chosen harmless in a sentence: one line, bounded, without
 * controls or direction marks, and without anything that a mail program would turn into a link.
 * Escaping is still the template's work. Returns `null` where nothing worth saying is left.
 *
 * A stranger can register somebody else's address under the name "Win at evil.example, call
 * 0800 123456", and the reset mail would carry the advertisement under the product's good name.
 */
export function inertName(name: unknown): string | null {
  const line = singleLine(name);
  // Five digits are no name, but they do make a telephone number that somebody shall call.
  if ((line.match(/\p{Nd}/gu) ?? []).length >= 5) return null;
  const unlinked = line
    .replace(/[.。．｡․]+(?=\S)/gu, '. ')
    .replace(/[:：]+(?=\S)/gu, ': ')
    .replace(/[/\\／]{2,}/gu, '/')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1');
  return bounded(unlinked, MAX_NAME_LENGTH) || null;
}

/** Folds any value into one printable line of at most 512 code units. Not a string: `''`. */
export function singleLine(text: unknown): string {
  if (typeof text !== 'string') return '';
  return text
    .slice(0, MAX_READ)
    .replace(/[\s\p{Zl}\p{Zp}\p{Cc}]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
}

function bounded(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text.trim();
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trim()}…`;
}
