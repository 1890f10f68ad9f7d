/** The bytes of padded base64, or `null` unless they encode back to the very same text. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** The bytes of base64 without padding, or `null` unless they encode back to the very same text. */
export function fromBareBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return toBareBase64(bytes) === text ? bytes : null;
}

/** Base64 without padding, as PHC strings have it. */
export function toBareBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/={1,2}$/, '');
}
