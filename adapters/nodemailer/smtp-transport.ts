import { LatchkeyError, MailDeliveryError } from 'latchkey';
import { isPlainAddress, type MailTransport, type RenderedMail } from 'latchkey/mail';
import { createTransport, type SMTPPoolOptions, type Transporter } from 'nodemailer';
import { deliveryError } from './delivery-error.js';
import { pinRecipients } from './pin-recipients.js';
import { serverOf } from './server.js';

export interface SmtpTransportOptions {
  /** To open the TCP connection, name lookup and TLS included. @default 10 */
  readonly connectionTimeoutSeconds?: number;
  /** From the connection to the server's greeting. @default 10 */
  readonly greetingTimeoutSeconds?: number;
  /** Of silence in the middle of a conversation. @default 15 */
  readonly socketTimeoutSeconds?: number;
  /** For one mail in all, waiting for a free connection included. @default 25 */
  readonly deliveryTimeoutSeconds?: number;
  /** Connections that are kept open. @default 2 */
  readonly maxConnections?: number;
  /**
   * Whether a server without TLS is refused: a link to a password is worth as much as one.
   * @default `true`, but `false` for servers on the loopback interface
   */
  readonly requireTls?: boolean;
  /**
   * Sees what nodemailer threw, for an operator's eyes: it may quote the recipient or the link,
   * which is why the thrown error does not carry it.
   */
  readonly onError?: (error: unknown) => void;
}

/**
 * Sends mails over SMTP with nodemailer: pooled, every wait bounded, the abort signal honoured.
 *
 * The recipient goes into the envelope byte for byte; no address parser reads it. Failures are
 * `MailDeliveryError`s: a 5xx to the mail itself is permanent (code `refused`); all else may be
 * tried again: `deferred` (4xx), `timeout`, `connection`, `tls`, `auth`, `aborted`, `closed`,
 * `failed`.
 *
 * @param server - `smtp://` or `smtps://` URL, nodemailer's pool options, or a transporter of your
 *   own, whose timeouts and closing stay yours
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the server or a timeout makes no sense
 *
 * @example
 * ```ts
 * const transport = smtpTransport(process.env.SMTP_URL ?? 'smtp://127.0.0.1:1025');
 * ```
 */
export function smtpTransport(
  server: string | SMTPPoolOptions | Transporter,
  options: SmtpTransportOptions = {},
): MailTransport {
  const deliveryTimeout = milliseconds('deliveryTimeoutSeconds', options, 25);
  const owned = !isTransporter(server);
  const transporter = isTransporter(server) ? server : createTransport(pool(server, options));
  const pin = pinRecipients(transporter);
  const underway = new Set<Promise<void>>();
  let closed = false;

  async function deliver(message: RenderedMail, signal: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(deliveryTimeout);
    const either = AbortSignal.any([signal, timeout]);
    const { from, to, subject, text, html, headers, messageId } = message;
    try {
      const sent = transporter.sendMail({
        from,
        to: { address: to, name: '' },
        envelope: pin({ from: from.address, to: { address: to, name: '' } }),
        subject,
        text,
        ...(html === null ? {} : { html }),
        headers,
        messageId,
        textEncoding: 'quoted-printable',
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: either,
      });
      const info = await orAborted(sent, either);
      if ((info.rejected ?? []).length > 0) throw info.rejectedErrors?.[0] ?? notAccepted();
    } catch (error) {
      tell(error);
      throw deliveryError(error, { aborted: signal.aborted, timedOut: timeout.aborted });
    }
  }

  /** The host's own function: its fault must not stand in for the mail's. */
  function tell(error: unknown): void {
    try {
      options.onError?.(error);
    } catch {}
  }

  return {
    async send(message, { signal }) {
      if (closed) {
        throw new MailDeliveryError('The transport is closed.', {
          permanent: false,
          code: 'closed',
        });
      }
      if (!isPlainAddress(message.to)) {
        throw new MailDeliveryError('The recipient is not one plain mail address.', {
          permanent: true,
          code: 'address_refused',
        });
      }
      const delivery = deliver(message, signal);
      underway.add(delivery);
      try {
        await delivery;
      } finally {
        underway.delete(delivery);
      }
    },
    async close() {
      closed = true;
      await Promise.allSettled(underway);
      if (owned) transporter.close();
    },
  };
}

function pool(server: string | SMTPPoolOptions, options: SmtpTransportOptions) {
  const { settings, isLoopback } = serverOf(server);
  return {
    requireTLS: options.requireTls ?? !isLoopback,
    maxConnections: options.maxConnections ?? 2,
    // The outbox tries again, so here a closed idle connection is all that is worth a second try.
    maxRequeues: 1,
    connectionTimeout: milliseconds('connectionTimeoutSeconds', options, 10),
    dnsTimeout: milliseconds('connectionTimeoutSeconds', options, 10),
    greetingTimeout: milliseconds('greetingTimeoutSeconds', options, 10),
    socketTimeout: milliseconds('socketTimeoutSeconds', options, 15),
    ...settings,
    pool: true as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function milliseconds(
  name: `${string}Seconds` & keyof SmtpTransportOptions,
  options: SmtpTransportOptions,
  byDefault: number,
): number {
  const seconds = options[name] ?? byDefault;
  if (!(seconds > 0 && seconds <= 600)) {
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      `smtpTransport: "${name}" must be above 0 and at most 600 seconds.`,
    );
  }
  return Math.ceil(seconds * 1000);
}

/** nodemailer before 10.5 does not know signals, and nobody shall wait for it. */
async function orAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) sent.catch(() => {});
  signal.throwIfAborted();
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([sent, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function notAccepted(): MailDeliveryError {
  return new MailDeliveryError('The mail server did not take the mail for the recipient.', {
    permanent: false,
    code: 'deferred',
  });
}

function isTransporter(server: string | SMTPPoolOptions | Transporter): server is Transporter {
  return typeof server === 'object' && 'sendMail' in server;
}
