import { createHash } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';

/** The longest address with a zone and a port is far shorter; the rest of a garbage text is noise. */
const LONGEST_ADDRESS = 256;

/**
 * Turns a client's address into the key that its tries are counted under, or `null` where there is
 * none. Different spellings of an address share a key, and so do all addresses that one subscriber
 * can change between at will (attack 32, CVE-2026-45364):
 *
 * - an IPv6 address counts as its /64, the smallest net that is handed out;
 * - an IPv4 address inside IPv6 (`::ffff:192.0.2.1`, NAT64 `64:ff9b::`, 6to4 `2002:`) counts as
 *   that IPv4 address;
 * - a port, brackets or a zone (`[fe80::1%eth0]:443`) are left away.
 *
 * Anything else counts under a digest of its beginning: bounded, and never an error.
 *
 * @example
 * ```ts
 * clientKey('2001:db8::1'); // 'v6:2001:db8:0:0'
 * clientKey('::ffff:192.0.2.1'); // 'v4:192.0.2.1'
 * ```
 */
export function clientKey(address: string | null | undefined): string | null {
  if (typeof address !== 'string') return null;
  const given = address.slice(0, LONGEST_ADDRESS).trim();
  if (given === '') return null;
  const bare = withoutPort(given);
  if (isIPv4(bare)) return `v4:${bare}`;
  if (isIPv6(bare)) return ofIPv6(groupsOf(bare));
  return `other:${createHash('sha256').update(given).digest('base64url').slice(0, 22)}`;
}

/** Proxies write `192.0.2.1:5432`, `[2001:db8::1]:5432` and `fe80::1%eth0`. */
function withoutPort(given: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(given)?.[1];
  if (bracketed !== undefined) return withoutZone(bracketed);
  const v4 = /^([\d.]+):\d{1,5}$/.exec(given)?.[1];
  return v4 ?? withoutZone(given);
}

function withoutZone(address: string): string {
  const zone = address.indexOf('%');
  return zone < 0 ? address : address.slice(0, zone);
}

function ofIPv6(groups: readonly number[]): string {
  const startsWith = (...prefix: number[]) => prefix.every((group, i) => groups[i] === group);
  if (startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0x64, 0xff9b, 0, 0, 0, 0)) {
    return ofIPv4(groups[6], groups[7]);
  }
  if (startsWith(0x2002)) return ofIPv4(groups[1], groups[2]);
  return `v6:${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}`;
}

function ofIPv4(high = 0, low = 0): string {
  return `v4:${[high >> 8, high & 0xff, low >> 8, low & 0xff].join('.')}`;
}

/** The eight groups of an address that `isIPv6` has accepted. */
function groupsOf(address: string): number[] {
  const hex = address.replace(
    /(?<=:)(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/,
    (_, ...bytes: string[]) => {
      const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(0, 4).map(Number);
      return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    },
  );
  const [before = '', after] = hex.split('::');
  const parse = (part: string) =>
    part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16));
  const head = parse(before);
  if (after === undefined) return head;
  const tail = parse(after);
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}
