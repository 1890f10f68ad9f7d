/** Longest name that a mail shows, in code points. */
const MAX_NAME_LENGTH = 40;

/** Longest place or device that a mail shows, in code points. */
const MAX_DETAIL_LENGTH = 60;

/** More is read of no untrusted text, whatever it is. */
const MAX_READ = 512;

/** Han numerals stand for digits in telephone numbers, and are letters to Unicode. */
const DIGIT = '\\p{N}零一二三四五六七八九壱弐参壹貳贰貮叁參肆伍陸陆柒捌玖';
const DIGITS = new RegExp(`[${DIGIT}]`, 'gu');
const DIGITS_IN_A_ROW = new RegExp(`(?:[${DIGIT}][^\\p{L}${DIGIT}]*){5}`, 'u');

/** "1-800-FLOWERS": three digits, and letters after a mark or in capitals. */
const SPELT_NUMBER = /(?:\p{N}[^\p{L}\p{N}]*){3}(?:(?<=[^\p{N}\s])\p{L}{3}|\p{Lu}{3})/u;

/** Blanks, fillers and ignorables, and what is blank without being any of them to Unicode. */
const UNSEEN = /[\p{M}\p{Z}\p{C}\p{DI}\u2800\u{1d159}]/gu;

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
  if (holdsNumber(line)) return null;
  return seen(bounded(unlinked(line), MAX_NAME_LENGTH));
}

/** Five digits of any script are no name, but they do make a number that somebody shall call. */
export function holdsNumber(text: string): boolean {
  return (text.match(DIGITS) ?? []).length >= 5 || SPELT_NUMBER.test(text);
}

/**
 * Makes a place or a device harmless in the same way: `Lyon, France`, `Firefox 128 on Windows 11`.
 * Versions are cut to their first number, and five digits that no letter parts are a telephone
 * number.
 */
export function inertDetail(detail: unknown): string | null {
  const line = singleLine(detail).replace(/(\p{Nd}{1,4})(?:\.\p{Nd}+)+/gu, '$1');
  if (DIGITS_IN_A_ROW.test(line)) return null;
  return seen(bounded(unlinked(line), MAX_DETAIL_LENGTH));
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

/** A text with something to see in it, or `null`. */
function seen(text: string): string | null {
  return text.replace(UNSEEN, '') === '' ? null : text;
}

function bounded(text: string, length: number): string {
  const characters = [...text];
  if (characters.length <= length) return text.trim();
  return `${characters
    .slice(0, length - 1)
    .join('')
    .trim()}…`;
}
