/**
 * The one normalisation of identifiers: it serves the comparison after the look-up and the
 * throttle's keys alike. Canonical composition and lower case, nothing more: folding what merely
 * looks alike (`ı` to `i`, full-width to ASCII) hands mails to strangers (CVE-2019-19844).
 */
export function normalizeIdentifier(identifier: string): string {
  return identifier.normalize('NFC').toLowerCase();
}

/** The spellings that a store is asked for: as typed, and in lower case. */
export function spellingsOf(identifier: string): readonly string[] {
  return [...new Set([identifier, normalizeIdentifier(identifier)])];
}
