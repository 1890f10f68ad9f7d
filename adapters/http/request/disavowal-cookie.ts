import type { Context } from 'hono';
import type { Mount } from '../mount.js';
import { secretCookie } from './secret-cookie.js';

const cookie = secretCookie({ name: 'disavow', page: '/disavow', value: /^[A-Za-z0-9_-]{43}$/ });

/** Keeps the token of a notice's link, from the link to the form's answer. */
export function keepDisavowal(c: Context, mount: Mount, flowId: string, token: string): void {
  cookie.keep(c, mount, flowId, token);
}

/** The token, or `null` where the cookie is gone or this is another browser. */
export function readDisavowal(c: Context, mount: Mount, flowId: unknown): string | null {
  return cookie.read(c, mount, flowId)?.[0] ?? null;
}

export function endDisavowal(c: Context, mount: Mount, flowId: string): void {
  cookie.end(c, mount, flowId);
}
