const LINE = /^[0-9A-F]{35}:(?:0|[1-9]\d{0,15})$/i;
const RANGE = /^(?:[0-9A-F]{35}:[1-9]\d{0,15}\n)+$/;

/**
 * In bytes, and more than any range has by far: 16^5 ranges of a billion hashes have a thousand
 * lines each.
 */
export const LONGEST_RANGE = 1_000_000;

/**
 * Makes the text that is kept of a range's answer, `SUFFIX:COUNT` a line. Padding (a count of 0) is
 * left out.
 *
 * @returns `null` for what is no answer, such as the page of somebody's proxy, and for what is too
 *   long to be one. No range is empty, so an empty answer is none.
 */
export function rangeText(answer: string): string | null {
  // The last line may have no end yet.
  if (answer.length >= LONGEST_RANGE) return null;
  const lines = answer.replace(/\r?\n$/, '').split(/\r?\n/);
  if (!lines.every((line) => LINE.test(line))) return null;
  return lines
    .filter((line) => !line.endsWith(':0'))
    .map((line) => `${line.toUpperCase()}\n`)
    .join('');
}

/** Whether a cache gave back what {@link rangeText} made. */
export function isRangeText(text: unknown): text is string {
  return typeof text === 'string' && text.length <= LONGEST_RANGE && RANGE.test(text);
}

/** How often the password with this suffix was seen; 0 for one that the range does not have. */
export function countIn(range: string, suffix: string): number {
  const at = range.indexOf(`${suffix}:`);
  return at < 0 ? 0 : Number.parseInt(range.slice(at + suffix.length + 1), 10);
}
