import { createPrivateKey } from 'node:crypto';
import { LatchkeyError } from 'latchkey';
import type { DkimOptions } from './types.js';

/** RFC 8301 3.2: verifiers need not take shorter ones. */
const LEAST_RSA_BITS = 1024;

/**
 * Throws where nodemailer could not sign with the DKIM options: it would send the mails unsigned
 * and tell nobody. It signs with RSA alone.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION`, without the key
 */
export function checkDkim(options: DkimOptions): void {
  const { keys, domainName, keySelector, privateKey } = options;
  for (const key of [keys ?? { domainName, keySelector, privateKey }].flat()) {
    if (!key.domainName || !key.keySelector) {
      throw invalid('needs a domain name and a selector');
    }
    if (!isRsaKey(key.privateKey)) {
      throw invalid(`needs an RSA private key of at least ${LEAST_RSA_BITS} bits`);
    }
  }
}

function isRsaKey(privateKey: unknown): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(
      privateKey as Parameters<typeof createPrivateKey>[0],
    );
    return (
      asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_RSA_BITS
    );
  } catch {
    return false;
  }
}

function invalid(fault: string): LatchkeyError {
  return new LatchkeyError('ERR_INVALID_OPTION', `smtpTransport: "dkim" ${fault}.`);
}
