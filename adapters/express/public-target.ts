/** The parts of Express' request that say where it goes. */
interface Routed {
  /** What is left after the mount; may be an absolute URL, where the client sent one. */
  readonly url: string;
  /** The prefix that mounts have taken off; empty at the top. */
  readonly baseUrl: string;
}

/**
 * The public URL of a request, or `null` where it is not below `publicUrl`. Only its path comes
 * from the client: a host in the request line, in `Host` or in `X-Forwarded-Host` is dropped.
 */
export function publicTarget(request: Routed, publicUrl: URL): string | null {
  const path = request.url.startsWith('/') ? request.url : pathOf(request.url);
  if (path === null) return null;
  const prefix = publicUrl.pathname.replace(/\/+$/, '');
  if (request.baseUrl !== '') return `${publicUrl.origin}${prefix}${path}`;
  const [bare = ''] = path.split(/[?#]/, 1);
  return bare === prefix || bare.startsWith(`${prefix}/`) ? `${publicUrl.origin}${path}` : null;
}

function pathOf(absoluteUrl: string): string | null {
  if (!URL.canParse(absoluteUrl)) return null;
  const { pathname, search } = new URL(absoluteUrl);
  return `${pathname}${search}`;
}
