import { isIP } from 'node:net';
import { inertDetail } from './untrusted-text.js';

/** What a mail says of the request that caused it, and never more than was told of it. */
export interface ClientDetails {
  readonly ip: string | null;
  readonly place: string | null;
  /** As the application named it. Then `browser` and `system` are `null`. */
  readonly device: string | null;
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
 * Reads a client's address, place and device out of what was told of the request. Of the address
 * only a valid one comes out, and of the user agent only words of our own, since it is whatever a
 * stranger wrote. Place and device, if the application names them, are made harmless.
 */
export function clientDetails(context: {
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly place: string | null;
  readonly device: string | null;
}): ClientDetails {
  const { ip } = context;
  const userAgent = typeof context.userAgent === 'string' ? context.userAgent.slice(0, 512) : '';
  const device = inertDetail(context.device);
  return {
    // A zone id ("fe80::1%anything") is free text, and `isIP` lets it through.
    ip: typeof ip === 'string' && isIP(ip) !== 0 && !ip.includes('%') ? ip : null,
    place: inertDetail(context.place),
    device,
    browser: device === null ? named(userAgent, BROWSERS) : null,
    system: device === null ? named(userAgent, SYSTEMS) : null,
  };
}

function named(userAgent: string, names: typeof BROWSERS): string | null {
  return names.find(([marker]) => userAgent.includes(marker))?.[1] ?? null;
}
