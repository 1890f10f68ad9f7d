/**
 * Folds what people vary without meaning it: compatibility forms (full-width letters) and case.
 * Comparisons of rules use it; what is hashed is never folded.
 */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Keeps letters and digits only, so that `correct-horse` and `correct horse` are one. */
export function lettersAndDigits(folded: string): string {
  return folded.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Takes off marks (é becomes e), since an address can seldom carry them and a name often does. */
export function withoutMarks(folded: string): string {
  return folded.normalize('NFKD').replace(/\p{M}/gu, '');
}
