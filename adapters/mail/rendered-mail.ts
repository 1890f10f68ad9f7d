/** A mail as it goes to a transport. */
export interface RenderedMail {
  readonly from: { readonly name: string; readonly address: string };
  /** One plain address, byte for byte the stored one. Hand it over as it is; do not parse it. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** `null` where a template of the application's own writes text only. */
  readonly html: string | null;
  /** To be handed over, all of them. `References` holds the links of one request together. */
  readonly headers: Readonly<Record<string, string>>;
  /** With its angle brackets. A redelivery of the same mail carries the same one. */
  readonly messageId: string;
}

/**
 * Carries rendered mails away. Resolving means that the next hop has accepted the mail; throwing
 * means that it may be tried again, unless the error says `permanent: true`.
 */
export interface MailTransport {
  send(message: RenderedMail, call: { readonly signal: AbortSignal }): Promise<void>;
  /** Lets go of connections. Mails on their way are finished first. */
  close?(): Promise<void>;
}

/**
 * Makes a transport of a function, for development mailboxes, tests and providers with an HTTP
 * API. The mail counts as accepted when the function resolves.
 *
 * @example
 * ```ts
 * const mails: RenderedMail[] = [];
 * const transport = captureTransport((message) => void mails.push(message));
 * ```
 */
export function captureTransport(
  keep: (message: RenderedMail, call: { readonly signal: AbortSignal }) => unknown,
): MailTransport {
  return {
    async send(message, call) {
      call.signal.throwIfAborted();
      await keep(message, call);
    },
  };
}
