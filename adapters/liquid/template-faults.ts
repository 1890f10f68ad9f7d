import { MailDeliveryError } from 'latchkey';
import { failed } from './faults.js';
import type { MailKind } from './known-variables.js';

/**
 * Tells the operator of templates that failed while a mail was written: `onError` of each, or else a
 * process warning with the code `mail.template_failed` and the like, once for each template and code.
 * The mails are on their way in other words, so nothing else would tell.
 */
export class TemplateFaults {
  readonly #onError: ((error: MailDeliveryError) => void) | undefined;
  readonly #told = new Set<string>();

  constructor(onError?: (error: MailDeliveryError) => void) {
    this.#onError = onError;
  }

  tell(kind: MailKind, thrown: unknown): void {
    // LiquidJS' own words stay out, since they may quote a value.
    const error =
      thrown instanceof MailDeliveryError ? thrown : failed(`The template "${kind}" failed.`);
    if (this.#onError === undefined) this.#warn(kind, error);
    else this.#hand(this.#onError, error);
  }

  #warn(kind: MailKind, { code, message }: MailDeliveryError): void {
    const fault = `${kind} ${code}`;
    if (this.#told.has(fault)) return;
    this.#told.add(fault);
    process.emitWarning(
      `[latchkey] ${message} Mails that it fails go out in the shipped words: mend it.`,
      { type: 'LatchkeyWarning', code: `mail.${code}` },
    );
  }

  /** The host's own function: its fault must not stand in for the mail's. */
  #hand(onError: (error: MailDeliveryError) => void, error: MailDeliveryError): void {
    try {
      onError(error);
    } catch {}
  }
}
