import { createHmac, type KeyObject } from 'node:crypto';

/**
 * Hashes parts under a key with HMAC-SHA-256. The label keeps what one key is used for apart, and
 * the parts are written so that no two lists of them read alike.
 */
export function keyedHash(
  key: KeyObject,
  label: string,
  parts: readonly (string | Uint8Array)[],
): Buffer {
  const spelt = parts.map((part) =>
    typeof part === 'string' ? part : { bytes: Buffer.from(part).toString('base64url') },
  );
  return createHmac('sha256', key)
    .update(JSON.stringify([`latchkey ${label}`, ...spelt]))
    .digest();
}
