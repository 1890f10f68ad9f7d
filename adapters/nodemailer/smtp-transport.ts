import { LatchkeyError, MailDeliveryError } from 'latchkey';
import { inertWords, isPlainAddress, type MailTransport, type RenderedMail } from 'latchkey/mail';
import {
  createTransport,
  type SendMailOptions,
  type SentMessageInfo,
  type Transporter,
} from 'nodemailer';
import { checkDkim } from './check-dkim.js';
import { composeHook } from './compose-hook.js';
import { deliveryError } from './delivery-error.js';
import { OperatorFaults } from './operator-faults.js';
import { Pace, type PaceOptions } from './pace.js';
import { pinAddresses } from './pin-addresses.js';
import { serverOf } from './server.js';
import { requireSmtpUtf8 } from './smtp-utf8.js';
import { TextWatch } from './text-watch.js';
import type { DkimOptions, PoolOptions } from './types.js';
import { domainOf } from './wire-address.js';

export interface SmtpTransportOptions {
  /** To open the TCP connection, name lookup and TLS included. @default 10 */
  readonly connectionTimeoutSeconds?: number;
  /** From the connection to the server's greeting. @default 10 */
  readonly greetingTimeoutSeconds?: number;
  /** Of silence in the middle of a conversation. @default 15 */
  readonly socketTimeoutSeconds?: number;
  /** For one mail in all, waiting for its turn and a free connection included. @default 25 */
  readonly deliveryTimeoutSeconds?: number;
  /** Connections that are kept open. @default 2 */
  readonly maxConnections?: number;
  /** How fast mails leave this process. @default as fast as the server takes them */
  readonly pace?: PaceOptions;
  /**
   * Signs the mails: `{ domainName, keySelector, privateKey }`, an RSA key in PEM. Not with a
   * transporter of your own, which has its own.
   * @default unsigned, as a relay that signs needs it
   */
  readonly dkim?: DkimOptions;
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
 * Sends mails over SMTP with nodemailer: pooled, paced, every wait bounded, the abort signal
 * honoured.
 *
 * The recipient goes into the envelope and the To header byte for byte; no address parser reads
 * it. A domain outside ASCII takes its ASCII form, a local part outside ASCII needs a server with
 * SMTPUTF8.
 *
 * Failures are `MailDeliveryError`s. For good: `refused` (5xx), `address_refused` and
 * `smtputf8_unsupported`. To be tried again: `deferred` (4xx, greylisting), `mailbox_full`,
 * `timeout`, `connection`, `dns`, `paced`, `aborted`, `closed`, `failed`, and what an operator has
 * to mend, of which a process warning tells as well: `auth`, `tls`, `sender_refused`. `undelivered`
 * is `true` unless the text may have reached the server without a reply.
 *
 * @param server - `smtp://` or `smtps://` URL, nodemailer's pool options, or a transporter of your
 *   own, whose timeouts, signatures and closing stay yours
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the server, a timeout, a rate or the DKIM key
 *   makes no sense
 *
 * @example
 * ```ts
 * const transport = smtpTransport(process.env.SMTP_URL ?? 'smtp://127.0.0.1:1025', {
 *   maxConnections: 4,
 *   pace: { mailsPerSecond: 20, mailsPerSecondAndDomain: 5 },
 * });
 * ```
 */
export function smtpTransport(
  server: string | PoolOptions | Transporter,
  options: SmtpTransportOptions = {},
): MailTransport {
  const deliveryTimeout = milliseconds('deliveryTimeoutSeconds', options, 25);
  const pace = new Pace(options.pace);
  const owned = !isTransporter(server);
  const transporter = isTransporter(server)
    ? theirs(server, options)
    : createTransport(pool(server, options));
  const withWork = composeHook(transporter);
  const faults = new OperatorFaults();
  const underway = new Set<Promise<void>>();
  let closed = false;

  async function deliver(message: RenderedMail, signal: AbortSignal): Promise<void> {
    const timeout = AbortSignal.timeout(deliveryTimeout);
    const either = AbortSignal.any([signal, timeout]);
    const text = new TextWatch();
    try {
      await pace.turn(domainOf(message.to), either);
      const info = await orAborted(send(message, text, either), either);
      if ((info.rejected ?? []).length > 0) throw info.rejectedErrors?.[0] ?? notAccepted();
    } catch (error) {
      text.stop({ failed: false });
      tell(error);
      const failure = deliveryError(error, {
        aborted: signal.aborted,
        timedOut: timeout.aborted,
        textBegun: text.begun,
      });
      faults.tell(failure);
      throw failure;
    }
  }

  function send(message: RenderedMail, text: TextWatch, signal: AbortSignal) {
    const { from, to, subject, html, headers, messageId } = message;
    const envelope = { from: from.address, to: { address: to, name: '' } };
    const mail: SendMailOptions = {
      from: { name: inertWords(from.name), address: from.address },
      to: envelope.to,
      subject: inertWords(subject),
      envelope: withWork(envelope, async (mail) => {
        const addresses = { from: from.address, to };
        pinAddresses(mail, addresses);
        text.watch(mail.message);
        await requireSmtpUtf8(transporter, addresses, signal);
      }),
      text: message.text,
      ...(html === null ? {} : { html }),
      headers,
      messageId,
      textEncoding: 'quoted-printable',
      disableFileAccess: true,
      disableUrlAccess: true,
      signal,
    };
    return new Promise<SentMessageInfo>((resolve, reject) => {
      transporter.sendMail(mail, (error, info) => {
        if (!error) return resolve(info);
        // Here, not in what waits for it: what is read from now on is not sent.
        text.stop({ failed: true });
        reject(error);
      });
    });
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
          undelivered: true,
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

function pool(server: string | PoolOptions, options: SmtpTransportOptions) {
  const { settings, isLoopback } = serverOf(server);
  const dkim = options.dkim ?? settings.dkim;
  if (dkim !== undefined) checkDkim(dkim);
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
    ...(dkim === undefined ? {} : { dkim }),
    pool: true as const,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function theirs(transporter: Transporter, options: SmtpTransportOptions): Transporter {
  if (options.dkim === undefined) return transporter;
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'smtpTransport: "dkim" belongs into the options of your own transporter.',
  );
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

function isTransporter(server: string | PoolOptions | Transporter): server is Transporter {
  return typeof server === 'object' && 'sendMail' in server;
}
