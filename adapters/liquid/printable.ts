/** Controls, lone surrogates and the marks that turn the reading direction around. */
const UNPRINTABLE = /[^\P{C}\t\n\u200c\u200d]|[\u2028\u2029]/gu;

/** Takes out of a text what cannot be seen, but for line breaks, tabs and joiners. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}
