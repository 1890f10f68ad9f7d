import { LatchkeyError } from 'latchkey';
import type { SMTPPoolOptions } from 'nodemailer';

/** Where mails go, as nodemailer's options, and whether that is this very machine. */
export function serverOf(server: string | SMTPPoolOptions): {
  readonly settings: SMTPPoolOptions;
  readonly isLoopback: boolean;
} {
  if (typeof server !== 'string') {
    // What nodemailer does without a host.
    const host = server.host ?? (server.url || server.service ? '' : 'localhost');
    return { settings: server, isLoopback: isLoopback(host) };
  }
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    // Without the URL itself, which holds a password.
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      'smtpTransport: "server" must be an smtp:// or smtps:// URL with a host.',
    );
  }
  return { settings: { url: server }, isLoopback: isLoopback(url.hostname) };
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
