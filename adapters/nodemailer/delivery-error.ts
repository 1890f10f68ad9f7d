import { MailDeliveryError } from 'latchkey';

/** What is read of nodemailer's errors, and nothing else of them goes further. */
interface SmtpError {
  readonly code?: unknown;
  /** The system's code where `code` is nodemailer's. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

/** The commands that a server answers about the mail. All others are about us or the server. */
const ABOUT_THE_MAIL = ['MAIL FROM', 'RCPT TO', 'DATA'];

/** Where the conversation ends in one of these, no mail was handed over in it. */
const BEFORE_THE_MAIL = /^(?:CONN|EHLO|HELO|LHLO|STARTTLS|AUTH\b.*|MAIL FROM|RCPT TO)$/;

/** "Bad sequence", "authentication required" and TLS required: another day they may be cured. */
const ABOUT_THE_SESSION = [503, 530, 534, 535, 538];

/** Node's and OpenSSL's own codes for handshakes and certificates. */
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|EPROTO$|CERT_|DEPTH_|SELF_|UNABLE_TO_|HOSTNAME_)/;

const CODES: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'connection',
  ESOCKET: 'connection',
  EDNS: 'connection',
  EPROXY: 'connection',
  EPROTOCOL: 'connection',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  EOAUTH2: 'auth',
};

const MESSAGES: Readonly<Record<string, string>> = {
  refused: 'The mail server refuses the mail',
  deferred: 'The mail server does not take the mail now',
  timeout: 'The mail server did not answer in time',
  connection: 'The mail server could not be reached, or hung up',
  tls: 'No protected connection to the mail server could be made',
  auth: 'The mail server does not let us in',
  aborted: 'The delivery was aborted',
  failed: 'The mail could not be handed over',
};

/**
 * Turns what nodemailer threw into a `MailDeliveryError` of our own words. Neither the server's
 * text nor the original error comes along: they quote the recipient, and a spam filter that
 * dislikes a link quotes the link, token and all.
 */
export function deliveryError(
  error: unknown,
  call: { readonly aborted: boolean; readonly timedOut: boolean },
): MailDeliveryError {
  if (error instanceof MailDeliveryError) return error;
  const { code, originalCode, responseCode, command } = (error ?? {}) as SmtpError;
  if (call.aborted) return told('aborted');
  if (call.timedOut) return told('timeout');
  if (typeof responseCode === 'number' && ABOUT_THE_MAIL.includes(String(command))) {
    const refused =
      responseCode >= 500 && responseCode < 600 && !ABOUT_THE_SESSION.includes(responseCode);
    return told(refused ? 'refused' : 'deferred', {
      undelivered: true,
      detail: ` (${responseCode} to ${command})`,
    });
  }
  const undelivered = BEFORE_THE_MAIL.test(String(command));
  if (TLS_CODE.test(String(originalCode ?? code))) return told('tls', { undelivered });
  return told(CODES[String(code)] ?? 'failed', { undelivered });
}

function told(
  code: string,
  more: { readonly undelivered?: boolean; readonly detail?: string } = {},
): MailDeliveryError {
  return new MailDeliveryError(`${MESSAGES[code]}${more.detail ?? ''}.`, {
    permanent: code === 'refused',
    undelivered: more.undelivered ?? false,
    code,
  });
}
