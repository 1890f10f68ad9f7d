const SUFFIX = /^[0-9A-F]{35}$/i;
const RANGE = /^(?:[0-9A-F]{35}:[1-9]\d{0,15}\n)+$/;

/** More than any range has by far: 16^5 ranges of a billion hashes have a thousand each. */
const LONGEST_RANGE = 1_000_000;

/**
 * Makes one text of a range's answer, `SUFFIX:COUNT` a line, which is a tenth of the size of the
 * object in memory. Padding (a count of 0) is left out.
 *
 * @returns `null` for what is no answer, such as the page of somebody's proxy. No range is empty,
 *   so an empty answer is none.
 */
export function rangeText(answer: unknown): string | null {
  const lines = Object.entries(Object(answer) as Record<string, unknown>);
  const wellFormed = lines.every(
    ([suffix, count]) => SUFFIX.test(suffix) && Number.isSafeInteger(count) && Number(count) >= 0,
  );
  if (!wellFormed || lines.length === 0) return null;
  return lines
    .filter(([, count]) => count !== 0)
    .map(([suffix, count]) => `${suffix.toUpperCase()}:${count}\n`)
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
