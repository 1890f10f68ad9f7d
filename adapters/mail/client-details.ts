import { isIP } from 'node:net';
import type { Mail } from 'latchkey';
import { isOfAdministrator } from './of-administrator.js';
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
    ip: typeof ip === 'string' && isIP(ip) !== 0 && !ip.includes('%') ? asPeopleKnowIt(ip) : null,
    place: inertDetail(context.place),
    device,
    browser: device === null ? named(userAgent, BROWSERS) : null,
    system: device === null ? named(userAgent, SYSTEMS) : null,
  };
}

/**
 * The IPv4 address inside an IPv4-mapped one (RFC 4291 2.5.5.2): a socket that listens for both
 * kinds tells every IPv4 client as `::ffff:192.0.2.1`. URLs have one spelling for all of those.
 */
function asPeopleKnowIt(ip: string): string {
  if (isIP(ip) === 4) return ip;
  const groups = /^\[::ffff:([\da-f]+):([\da-f]+)\]$/.exec(new URL(`http://[${ip}]`).host);
  if (groups === null) return ip;
  const [high = 0, low = 0] = groups.slice(1).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join('.');
}

const NOTHING: ClientDetails = { ip: null, place: null, device: null, browser: null, system: null };

/**
 * Says what a mail may tell of the request that caused it, each text harmless in a sentence; nothing
 * of an administrator's, and `null` wherever nothing was told.
 *
 * @example
 * ```ts
 * const unknown_address: Template<UnknownAddressMail> = (mail, { product }) => ({
 *   subject: `${product.name}: no account`,
 *   text: `Somebody asked from ${clientOf(mail).place ?? 'somewhere'}, and there is no account.\n`,
 * });
 * ```
 */
export function clientOf(mail: Mail): ClientDetails {
  return isOfAdministrator(mail) ? NOTHING : clientDetails(mail.context);
}

function named(userAgent: string, names: typeof BROWSERS): string | null {
  return names.find(([marker]) => userAgent.includes(marker))?.[1] ?? null;
}
