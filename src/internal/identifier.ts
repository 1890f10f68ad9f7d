/**
 * Longer than any identifier that is taken in. A stored address may be longer still, and composing
 * thousands of combining marks takes time with their square.
 */
const LONGEST_NORMALIZED = 320;

/**
 * The one normalisation of identifiers: it serves the comparison after the look-up and the
 * throttle's keys alike. Canonical composition and lower case, nothing more: folding what merely
 * looks alike (`ı` to `i`, full-width to ASCII) hands mails to strangers (CVE-2019-19844).
 * What is longer than 320 units is nobody's identifier, and stays as it is.
 */
export function normalizeIdentifier(identifier: string): string {
  if (identifier.length > LONGEST_NORMALIZED) return identifier;
  return identifier.normalize('NFC').toLowerCase();
}

/** Whether two addresses are one, however they are spelled; none is the same as none. */
export function sameAddress(one: string | null, other: string | null): boolean {
  return normalizeIdentifier(one ?? '') === normalizeIdentifier(other ?? '');
}

/** The spellings that a store is asked for: as typed, and in lower case. */
export function spellingsOf(identifier: string): readonly string[] {
  return [...new Set([identifier, normalizeIdentifier(identifier)])];
}
