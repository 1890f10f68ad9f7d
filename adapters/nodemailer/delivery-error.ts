import { MailDeliveryError } from 'latchkey';
import { verdictOf } from './reply-verdict.js';
import { smtpReplyOf } from './smtp-reply.js';

/** What is read of nodemailer's errors, and nothing else of them goes further. */
interface SmtpError {
  readonly code?: unknown;
  /** The system's code where `code` is nodemailer's. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly command?: unknown;
  readonly message?: unknown;
}

/** Node's and OpenSSL's own codes for handshakes and certificates. */
const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|EPROTO$|CERT_|DEPTH_|SELF_|UNABLE_TO_|HOSTNAME_)/;

/** Node's and OpenSSL's words: nodemailer before 10.1 puts its own code in the place of theirs. */
const TLS_WORDS = /\bcertificate\b|SSL routines/;

/** nodemailer's codes where no server has answered anything that could be judged. */
const CODES: Readonly<Record<string, string>> = {
  ETIMEDOUT: 'timeout',
  ECONNECTION: 'connection',
  ESOCKET: 'connection',
  EPROXY: 'connection',
  EPROTOCOL: 'connection',
  EDNS: 'dns',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  EOAUTH2: 'auth',
};

const MESSAGES: Readonly<Record<string, string>> = {
  refused: 'The mail server refuses the mail',
  deferred: 'The mail server does not take the mail now',
  mailbox_full: 'The mailbox is full',
  sender_refused: 'The mail server takes no mail from us',
  timeout: 'The mail server did not answer in time',
  connection: 'The mail server could not be reached, or hung up',
  dns: 'The mail server’s name could not be resolved',
  tls: 'No protected connection to the mail server could be made',
  auth: 'The mail server does not let us in',
  aborted: 'The delivery was aborted',
  failed: 'The mail could not be handed over',
};

/**
 * Turns what nodemailer threw into a `MailDeliveryError` of our own words. Neither the server's
 * text nor the original error comes along: they quote the recipient, and a spam filter that
 * dislikes a link quotes the link, token and all.
 *
 * @param call.textBegun - whether a byte of the mail's text has gone out. Until then no server can
 *   have taken it; from then on only its reply tells, and where that is lost, nobody knows
 */
export function deliveryError(
  error: unknown,
  call: { readonly aborted: boolean; readonly timedOut: boolean; readonly textBegun: boolean },
): MailDeliveryError {
  if (error instanceof MailDeliveryError) return error;
  const undelivered = !call.textBegun;
  if (call.aborted) return told('aborted', { undelivered });
  if (call.timedOut) return told('timeout', { undelivered });

  const smtpError = (error ?? {}) as SmtpError;
  const reply = smtpReplyOf(smtpError);
  if (reply !== null) {
    const { status, stage } = reply;
    const shown = status === null ? `${reply.code}` : `${reply.code} ${status}`;
    return told(verdictOf(reply), {
      // An answer to the text says that it was not taken; one to the session comes at any time.
      undelivered: undelivered || stage === 'text',
      status,
      detail: ` (${shown} to ${reply.command})`,
    });
  }
  if (isTlsTrouble(smtpError)) return told('tls', { undelivered });
  return told(CODES[String(smtpError.code)] ?? 'failed', { undelivered });
}

function isTlsTrouble({ code, originalCode, message }: SmtpError): boolean {
  if (TLS_CODE.test(String(originalCode ?? code))) return true;
  return code === 'ESOCKET' && TLS_WORDS.test(String(message));
}

function told(
  code: string,
  more: {
    readonly undelivered: boolean;
    readonly status?: string | null;
    readonly detail?: string;
  },
): MailDeliveryError {
  return new MailDeliveryError(`${MESSAGES[code]}${more.detail ?? ''}.`, {
    permanent: code === 'refused',
    undelivered: more.undelivered,
    status: more.status ?? null,
    code,
  });
}
