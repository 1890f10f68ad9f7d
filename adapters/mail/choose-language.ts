import type { Language } from './language.js';

/** Longest language tag that is looked at. */
const MAX_TAG_LENGTH = 35;

/**
 * Picks the language for the first wish that can be met, each wish shortened subtag by subtag
 * (RFC 4647 lookup): `de-AT`, then `de`, then the next wish.
 */
export function chooseLanguage(
  languages: readonly Language[],
  wishes: readonly (string | null | undefined)[],
): Language | null {
  for (const wish of wishes) {
    if (typeof wish !== 'string' || wish.length > MAX_TAG_LENGTH) continue;
    const subtags = wish.toLowerCase().split(/[-_]/);
    for (; subtags.length > 0; subtags.pop()) {
      const tag = subtags.join('-');
      const match = languages.find((language) => language.tag.toLowerCase() === tag);
      if (match) return match;
    }
  }
  return null;
}
