import type { MailDeliveryError } from 'latchkey';

/** Faults that no recipient can be blamed for, and where to look. */
const FAULTS: Readonly<Record<string, string>> = {
  auth: 'user name and password',
  tls: 'TLS and certificates',
  sender_refused:
    'the sender’s address, SPF, DKIM and DMARC, the standing of this host, and that the server relays for it',
};

const AGAIN_AFTER_MILLISECONDS = 10 * 60 * 1000;

/**
 * Tells the operator of faults that are nobody else's: a process warning with the code
 * `mail.auth`, `mail.tls` or `mail.sender_refused`, every ten minutes while it goes on. The mails
 * wait in the outbox meanwhile, where one more deferred mail would not be noticed.
 */
export class OperatorFaults {
  readonly #toldAt = new Map<string, number>();

  tell({ code, message }: MailDeliveryError): void {
    const fault = FAULTS[code];
    if (fault === undefined) return;
    const now = performance.now();
    const told = this.#toldAt.get(code);
    if (told !== undefined && now - told < AGAIN_AFTER_MILLISECONDS) return;
    this.#toldAt.set(code, now);
    process.emitWarning(`[latchkey] ${message} Mails wait meanwhile: check ${fault}.`, {
      type: 'LatchkeyWarning',
      code: `mail.${code}`,
    });
  }
}
