import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretOwner, TotpSeal } from 'latchkey/totp';

/** A host's encryption at rest, as docs/second-factor.md shows it. */
export function aesSeal(key: Uint8Array): TotpSeal {
  const bound = (owner: SecretOwner) =>
    Buffer.from(JSON.stringify([owner.realm, owner.accountKey]));
  return {
    seal(secret, owner) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound(owner));
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        .setAAD(bound(owner))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
  };
}
