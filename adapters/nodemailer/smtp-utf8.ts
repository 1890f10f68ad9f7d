import { MailDeliveryError } from 'latchkey';
import type { Transporter } from 'nodemailer';
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js';
import { needsSmtpUtf8 } from './wire-address.js';

type Socket = Record<string, unknown>;

/** What the two SMTP transports of nodemailer have in common. */
interface SmtpTransport {
  readonly name: string;
  readonly options: object;
  /** A proxy's socket, or `false` for an ordinary connection. */
  getSocket(options: object, done: (error: Error | null, socket?: Socket | false) => void): void;
}

/**
 * Throws where an address needs SMTPUTF8 and the server does not offer it: a client must not send
 * it an address outside ASCII (RFC 6531 3.1.1), and nodemailer would, with whatever comes of it.
 * For a recipient that is for good (`smtputf8_unsupported`). Where it is the sender, no mail goes
 * out at all until an operator sees to it, so the mails wait (`sender_refused`). A server that has
 * not said what it offers has refused nobody (`deferred`).
 *
 * The server is asked by a connection of its own, each time: such addresses are rare, and answers
 * that are kept grow old. Transporters that do not speak SMTP are left to know what they can.
 *
 * @param signal - ends the asking
 */
export async function requireSmtpUtf8(
  transporter: Transporter,
  addresses: { readonly from: string; readonly to: string },
  signal: AbortSignal,
): Promise<void> {
  const isForSender = needsSmtpUtf8(addresses.from);
  if (!isForSender && !needsSmtpUtf8(addresses.to)) return;
  const smtp = transporter.transporter as unknown as SmtpTransport;
  if (!/^SMTP\b/.test(smtp.name)) return;
  const reply = await ehloReply(smtp, signal);
  if (reply === null) {
    throw new MailDeliveryError('The mail server did not say what addresses it takes.', {
      permanent: false,
      undelivered: true,
      code: 'deferred',
    });
  }
  // Its first line is a greeting.
  if (/\n250[ -]SMTPUTF8\b/i.test(reply)) return;
  if (isForSender) {
    throw new MailDeliveryError('The mail server takes no sender outside ASCII.', {
      permanent: false,
      undelivered: true,
      code: 'sender_refused',
    });
  }
  throw new MailDeliveryError('The mail server takes no addresses outside ASCII.', {
    permanent: true,
    code: 'smtputf8_unsupported',
  });
}

/** The reply to the last EHLO: under TLS, where there is TLS. `null` where none was accepted. */
async function ehloReply(smtp: SmtpTransport, signal: AbortSignal): Promise<string | null> {
  const socket = await new Promise<Socket | false | undefined>((resolve, reject) => {
    smtp.getSocket(smtp.options, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const connection = new SMTPConnection({ ...smtp.options, ...(socket || {}) });
  const close = () => connection.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      connection.on('error', reject);
      connection.once('end', () => reject(signal.reason));
      connection.connect((error) => (error ? reject(error) : resolve()));
      if (signal.aborted) close();
    });
    const reply = String(connection.lastServerResponse);
    return isOfHelo(connection, reply) ? null : reply;
  } finally {
    signal.removeEventListener('abort', close);
    connection.quit();
  }
}

/**
 * Where a server does not take EHLO, be it for a moment, nodemailer says HELO, whose reply names no
 * extensions (RFC 5321 4.1.1.1) and has one line. It then allows a sign-in that nobody has offered.
 */
function isOfHelo({ allowsAuth }: SMTPConnection, reply: string): boolean {
  return allowsAuth && !reply.includes('\n');
}
