import { MailDeliveryError } from 'latchkey';

/** What is read of nodemailer's errors, and nothing else of them goes further. */
interface SmtpError {
  readonly code?: unknown;
  /** The system's code where `code` is nodemailer's. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
  /** The system call that failed, on errors of the socket. */
  readonly syscall?: unknown;
  /** Which phase took too long. */
  readonly timeoutType?: unknown;
}

/** The commands that a server answers about the mail. All others are about us or the server. */
const ABOUT_THE_MAIL = ['MAIL FROM', 'RCPT TO', 'DATA'];

/** Where one of these is refused, no mail was handed over. */
const BEFORE_THE_MAIL = /^(?:EHLO|HELO|LHLO|STARTTLS|AUTH\b.*|MAIL FROM|RCPT TO)$/;

/**
 * nodemailer says `CONN` wherever a connection is lost, after the text as well: a server may have
 * taken the mail and been too slow to say so. These alone are sure to come before it.
 */
const EARLY_TIMEOUTS = ['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT'];
const EARLY_CODES = ['EDNS', 'ETLS'];

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
  const smtpError = (error ?? {}) as SmtpError;
  const { code, originalCode, responseCode, command } = smtpError;
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
  const undelivered = isBeforeTheMail(smtpError);
  if (TLS_CODE.test(String(originalCode ?? code))) return told('tls', { undelivered });
  return told(CODES[String(code)] ?? 'failed', { undelivered });
}

function isBeforeTheMail(error: SmtpError): boolean {
  const { command, code, originalCode, syscall, timeoutType } = error;
  if (command !== 'CONN') return BEFORE_THE_MAIL.test(String(command));
  return (
    syscall === 'connect' ||
    EARLY_CODES.includes(String(code)) ||
    EARLY_TIMEOUTS.includes(String(timeoutType)) ||
    TLS_CODE.test(String(originalCode ?? code))
  );
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
