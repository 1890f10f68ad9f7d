/**
 * The public URL of a request, or `null` where the request is not below the mount. Only the path
 * comes from the client: a host in the request line, in `Host` or in `X-Forwarded-Host` is dropped.
 *
 * @param url - what the request line says, or what a mount has left of it
 * @param publicUrl - the handler's own
 * @param prefix - the mount's path in `url`; empty where the framework has taken it off. A proxy
 *   that rewrites paths makes it another than that of `publicUrl`. @default the path of `publicUrl`
 *
 * @example
 * ```ts
 * const publicUrl = new URL('https://app.example/password');
 * publicTarget('/password/forgot', publicUrl); // https://app.example/password/forgot
 * publicTarget('/elsewhere', publicUrl); // null
 * ```
 */
export function publicTarget(
  url: string,
  publicUrl: URL,
  prefix: string = publicUrl.pathname,
): string | null {
  const path = /^(?:[/?#]|$)/.test(url) ? url : pathOf(url);
  if (path === null) return null;
  const mount = withoutEndSlash(prefix);
  const [bare = ''] = path.split(/[?#]/, 1);
  // The framework has matched the text; a handler that resolves dots would answer another route.
  if (DOTS.test(bare)) return null;
  const isBelow = mount === '' || bare === mount || bare.startsWith(`${mount}/`);
  if (!isBelow) return null;
  return `${publicUrl.origin}${withoutEndSlash(publicUrl.pathname)}${path.slice(mount.length)}`;
}

const DOTS = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)|\\/i;

/**
 * A host has up to 253 characters, and a port up to six. A longer one that is no ASCII would take
 * time with the square of its length (attack 59).
 */
const SHORT_HOST = /^https?:\/\/[^/?#\\\s]{1,260}(?:[/?#]|$)/i;

/** The path of a URL whose request line names a host as well: a proxy's form, open to any client. */
function pathOf(absoluteUrl: string): string | null {
  if (!SHORT_HOST.test(absoluteUrl) || !URL.canParse(absoluteUrl)) return null;
  const { pathname, search } = new URL(absoluteUrl);
  return `${pathname}${search}`;
}

function withoutEndSlash(path: string): string {
  return path.replace(/(?<!\/)\/+$/, '');
}
