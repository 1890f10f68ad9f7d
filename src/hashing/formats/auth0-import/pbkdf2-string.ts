import { fromBareBase64 } from '../../encodings/exact-base64.js';
import { BASE64, DECIMAL } from '../../format.js';
import { type DigestName, digestCalled } from './custom-password-hash.js';

export interface Pbkdf2String {
  readonly digest: DigestName;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly key: Buffer;
}

const DEFAULT = { iterations: 100_000, bytes: 64 } as const;
const KEY_BYTES = { least: 16, most: 128 } as const;

const WHOLE = new RegExp(
  `^\\$pbkdf2-([A-Za-z0-9-]{1,32})\\$(?:i=${DECIMAL}(?:,l=${DECIMAL})?\\$|l=${DECIMAL}\\$)?` +
    `${BASE64}\\$${BASE64}$`,
);

/**
 * Reads Auth0's PBKDF2 strings: a PHC string whose digest has any of OpenSSL's names and whose
 * parameters may be left out.
 */
export function readPbkdf2(text: string): Pbkdf2String | null {
  const match = WHOLE.exec(text);
  if (match === null) return null;
  const [, name = '', i = DEFAULT.iterations, l, alone, saltText = '', keyText = ''] = match;
  const digest = digestCalled(name);
  const salt = fromBareBase64(saltText);
  const key = fromBareBase64(keyText);
  if (digest === null || salt === null || key === null) return null;
  const isWhole = key.length === Number(l ?? alone ?? DEFAULT.bytes);
  if (!isWhole || key.length < KEY_BYTES.least || key.length > KEY_BYTES.most) return null;
  const iterations = Number(i);
  return iterations < 1 ? null : { digest, iterations, salt, key };
}
