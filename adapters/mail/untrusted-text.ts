/** Longest name that a mail shows, in code points. */
const MAX_NAME_LENGTH = 40;

/** Longest place or device that a mail shows, in code points. */
const MAX_DETAIL_LENGTH = 60;

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
  if ((line.match(/\p{N}/gu) ?? []).length >= 5) return null;
  return bounded(unlinked(line), MAX_NAME_LENGTH) || null;
}

/**
 * Makes a place or a device harmless in the same way: `Lyon, France`, `Firefox 128 on Windows 11`.
 * Versions are cut to their first number, and five digits that no letter parts are a telephone
 * number.
 */
export function inertDetail(detail: unknown): string | null {
  const line = singleLine(detail).replace(/(\p{Nd}{1,4})(?:\.\p{Nd}+)+/gu, '$1');
  if (/(?:\p{Nd}[^\p{L}\p{Nd}]*){5}/u.test(line)) return null;
  return bounded(unlinked(line), MAX_DETAIL_LENGTH) || null;
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

/** Parts what mail programs take for a link, and thins out what would run over other lines. */
function unlinked(line: string): string {
  return line
    .replace(/[.。．｡․\ufe52]+(?=\S)/gu, '. ')
    .replace(/[:：\ufe55\ufe13]+(?=\S)/gu, ': ')
    .replace(/[/\\／]{2,}/gu, '/')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1');
}

function bounded(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text.trim();
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trim()}…`;
}
