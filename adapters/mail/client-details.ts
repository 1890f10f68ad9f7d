import { isIP } from 'node:net';

/** What a mail says of the request that caused it. */
export interface ClientDetails {
  readonly ip: string | null;
  readonly browser: string | null;
  readonly system: string | null;
}

/** The first match wins: most browsers also carry the names of those whose pages they want. */
const BROWSERS: readonly (readonly [marker: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser/', 'Samsung Internet'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['CriOS/', 'Chrome'],
  ['Safari/', 'Safari'],
];

const SYSTEMS: readonly (readonly [marker: string, name: string])[] = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['CrOS', 'ChromeOS'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
];

/**
 * Reads a client's address and device out of what the request claimed. Only valid addresses and
 * words of our own come out, never the text itself: a user agent is whatever a stranger wrote.
 */
export function clientDetails(context: {
  readonly ip: string | null;
  readonly userAgent: string | null;
}): ClientDetails {
  const { ip } = context;
  const userAgent = typeof context.userAgent === 'string' ? context.userAgent.slice(0, 512) : '';
  // A zone id ("fe80::1%anything") is free text, and `isIP` lets it through.
  const plainIp = typeof ip === 'string' && isIP(ip) !== 0 && !ip.includes('%') ? ip : null;
  return { ip: plainIp, browser: named(userAgent, BROWSERS), system: named(userAgent, SYSTEMS) };
}

function named(userAgent: string, names: typeof BROWSERS): string | null {
  return names.find(([marker]) => userAgent.includes(marker))?.[1] ?? null;
}
