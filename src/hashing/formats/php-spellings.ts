/**
 * What PHP applications hashed instead of what was typed. They did the same to what was typed at
 * sign-in, so their users never noticed.
 */

/** PHP's `trim`: WordPress, Drupal and phpBB drop white space around a password. */
export function trimmed(password: string): string {
  let [start, end] = [0, password.length];
  // Not a regular expression, which takes the square of a long run of spaces.
  while (start < end && WHITE.includes(password.charAt(start))) start += 1;
  while (end > start && WHITE.includes(password.charAt(end - 1))) end -= 1;
  return password.slice(start, end);
}

const WHITE = ' \t\n\r\0\v';

/** PHP's `addslashes`: WordPress does it to all that a form sends, and does not undo it here. */
export function slashed(password: string): string {
  return password.replace(/['"\\]/g, '\\$&').replaceAll('\0', '\\0');
}

/** PHP's `htmlspecialchars`: phpBB does it to all that a form sends. */
export function escaped(password: string): string {
  return password.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Whether one of the spellings verifies. Nearly always there is but one. */
export async function anyOf(
  spellings: readonly string[],
  verify: (spelling: string) => Promise<boolean>,
): Promise<boolean> {
  for (const spelling of new Set(spellings)) if (await verify(spelling)) return true;
  return false;
}
