import type { MailDeliveryError } from 'latchkey';

/** Faults that no recipient can be blamed for, and where to look. */
const FAULTS: Readonly<Record<string, string>> = {
  auth: 'the API key and what it may do',
  sender_refused: 'the address of the API, the plan, and the sender that it knows',
};

const AGAIN_AFTER_MILLISECONDS = 10 * 60 * 1000;

const toldAt = new Map<string, number>();

/**
 * Tells the operator of faults that are nobody else's: a process warning with the code `mail.auth`
 * or `mail.sender_refused`, every ten minutes for each provider while it goes on. The mails wait in
 * the outbox meanwhile, where one more deferred mail would not be noticed.
 *
 * @param url - tells providers apart; none of it is shown, because it may hold a key
 */
export function tellProviderFault(url: string, { code, message }: MailDeliveryError): void {
  const fault = FAULTS[code];
  if (fault === undefined) return;
  const key = `${code} ${new URL(url).origin}`;
  const now = performance.now();
  const told = toldAt.get(key);
  if (told !== undefined && now - told < AGAIN_AFTER_MILLISECONDS) return;
  toldAt.set(key, now);
  process.emitWarning(`[latchkey] ${message} Mails wait meanwhile: check ${fault}.`, {
    type: 'LatchkeyWarning',
    code: `mail.${code}`,
  });
}
