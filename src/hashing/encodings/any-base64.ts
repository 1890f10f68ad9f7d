/**
 * Bytes of base64 as people's exports have it: of the standard or of the URL alphabet, with all of
 * its padding or without any. `null` for anything else.
 */
export function fromAnyBase64(text: string): Buffer | null {
  const match = /^([A-Za-z0-9+/_-]*)(={0,2})$/.exec(text);
  if (match === null) return null;
  const [, digits = '', padding] = match;
  if (digits.length % 4 === 1 || (padding !== '' && text.length % 4 !== 0)) return null;
  return Buffer.from(digits, 'base64');
}
