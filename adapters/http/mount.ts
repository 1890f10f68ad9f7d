import { LatchkeyError } from 'latchkey';

/** Where the handler stands, taken apart once. */
export interface Mount {
  readonly origin: string;
  readonly secure: boolean;
  /** Path of the prefix without a trailing slash: `/password`, or empty on an origin of its own. */
  readonly basePath: string;
  /** The path, as browsers see it, of one of the handler's own pages. */
  path(page: string): string;
}

/**
 * Reads `publicUrl`.
 *
 * @throws {LatchkeyError} `ERR_INVALID_OPTION` for a URL with credentials, query or fragment, or
 *   with a path of other than unreserved characters, which cookies and routes spell differently
 */
export function readMount(publicUrl: string): Mount {
  const url = new URL(publicUrl);
  const basePath = url.pathname.replace(/(?<!\/)\/+$/, '');
  if (
    url.username !== '' ||
    url.password !== '' ||
    url.search !== '' ||
    url.hash !== '' ||
    !/^(?:\/[A-Za-z0-9._~-]+)*$/.test(basePath)
  )
    throw new LatchkeyError(
      'ERR_INVALID_OPTION',
      '"publicUrl" must be an origin and a plain path: https://app.example/password.',
    );
  return {
    origin: url.origin,
    secure: url.protocol === 'https:',
    basePath,
    path: (page) => `${basePath}${page}`,
  };
}

/**
 * Turns a request's URL into a path below the mount. Host and scheme of the URL came from headers
 * and are not looked at. What lies outside the mount matches no route.
 */
export function routePath(mount: Mount, requestUrl: string): string {
  const { pathname } = new URL(requestUrl);
  if (pathname !== mount.basePath && !pathname.startsWith(`${mount.basePath}/`)) return '//';
  const path = pathname.slice(mount.basePath.length);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path || '/';
}
