/** What a server was answering: the session, or the mail's sender, recipient or text. */
export type Stage = 'session' | 'tls' | 'auth' | 'sender' | 'recipient' | 'text';

/** A server's reply without its text, which may quote addresses and links. */
export interface SmtpReply {
  readonly code: number;
  /** The enhanced code of RFC 3463, or `null` where the server gave none that fits its reply. */
  readonly status: string | null;
  readonly stage: Stage;
  /** nodemailer's name of the command: `RCPT TO`, `AUTH PLAIN`, `CONN` for none. */
  readonly command: string;
}

const STAGES: Readonly<Record<string, Stage>> = {
  STARTTLS: 'tls',
  AUTH: 'auth',
  'MAIL FROM': 'sender',
  'RCPT TO': 'recipient',
  DATA: 'text',
};

/** Reads the reply out of one of nodemailer's errors; `null` where no server has answered. */
export function smtpReplyOf(error: {
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly command?: unknown;
}): SmtpReply | null {
  const { responseCode: code, response } = error;
  if (typeof code !== 'number' || !(code >= 400 && code < 600)) return null;
  const command = typeof error.command === 'string' ? error.command : 'CONN';
  // "AUTH PLAIN" and its like.
  const stage = STAGES[command.replace(/^AUTH .*/, 'AUTH')] ?? 'session';
  return { code, status: statusOf(code, response), stage, command };
}

/**
 * RFC 2034 4: the enhanced code stands first in the text of every line, and its class is the
 * reply's. One of another class contradicts the reply, and the reply is what counts.
 */
function statusOf(code: number, response: unknown): string | null {
  if (typeof response !== 'string') return null;
  const status = /^\d{3}[ -]([45]\.\d{1,3}\.\d{1,3})(?:\s|$)/.exec(response)?.[1];
  return status !== undefined && status[0] === String(code)[0] ? status : null;
}
