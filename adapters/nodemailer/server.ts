import { LatchkeyError } from 'latchkey';
import { parseConnectionUrl } from 'nodemailer/lib/shared/index.js';
import type { PoolOptions } from './types.js';

/**
 * Where mails go, as nodemailer's options without a URL, and whether that is this very machine.
 *
 * As in nodemailer, what the URL says comes before what stands beside it. It is taken apart here, so
 * that no URL can turn off what the transport counts on, such as the pool.
 *
 * @throws LatchkeyError `ERR_INVALID_OPTION` where the URL names no SMTP server, without the URL
 */
export function serverOf(server: string | PoolOptions): {
  readonly settings: PoolOptions;
  readonly isLoopback: boolean;
} {
  const { url, ...beside } = typeof server === 'string' ? { url: server } : server;
  const settings = url ? withUrl(beside, url) : beside;
  // A service's own host comes before any other; without a host nodemailer takes localhost.
  return { settings, isLoopback: !settings.service && isLoopback(settings.host || 'localhost') };
}

function withUrl(beside: PoolOptions, url: string): PoolOptions {
  const said = parsed(url);
  const { tls, auth } = beside;
  return {
    ...beside,
    ...said,
    ...(tls && said.tls ? { tls: { ...tls, ...said.tls } } : {}),
    ...(auth && said.auth ? { auth: { ...auth, ...said.auth } } : {}),
  };
}

function parsed(url: string): PoolOptions {
  try {
    const { protocol, hostname } = new URL(url);
    // Some versions of nodemailer throw where a host or a percent sign makes no sense.
    if (/^smtps?:$/.test(protocol) && hostname !== '')
      return parseConnectionUrl(url) as PoolOptions;
  } catch {}
  // Without the URL itself, which holds a password.
  throw new LatchkeyError(
    'ERR_INVALID_OPTION',
    'smtpTransport: "server" must be an smtp:// or smtps:// URL with a host.',
  );
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
