import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Mount } from '../mount.js';

/** Long enough to think of a password, short enough for a shared computer. */
const FLOW_SECONDS = 15 * 60;
const FLOW_ID = /^[A-Za-z0-9_-]{22}$/;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Whether text can be a token of ours at all; what cannot gets no cookie. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

/** Makes the id of a flow: it names a cookie and proves nothing by itself. */
export function newFlowId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

/**
 * Keeps a flow's token in its own cookie, so that two links opened in two tabs do not mix.
 * SameSite=Lax and not Strict, because the way here begins in a mail program.
 */
export function keepFlow(c: Context, mount: Mount, flowId: string, token: string): void {
  setCookie(c, cookieName(mount, flowId), token, {
    ...attributes(mount),
    maxAge: FLOW_SECONDS,
  });
}

/** The token of a flow, or `null` where the cookie is gone or this is another browser. */
export function flowToken(c: Context, mount: Mount, flowId: unknown): string | null {
  if (typeof flowId !== 'string' || !FLOW_ID.test(flowId)) return null;
  const token = getCookie(c, cookieName(mount, flowId));
  return isToken(token) ? token : null;
}

export function endFlow(c: Context, mount: Mount, flowId: string): void {
  deleteCookie(c, cookieName(mount, flowId), attributes(mount));
}

/** `__Secure-` keeps a neighbour on plain http from planting a flow of its own. */
function cookieName(mount: Mount, flowId: string): string {
  return `${mount.secure ? '__Secure-' : ''}latchkey-flow-${flowId}`;
}

function attributes(mount: Mount) {
  return {
    path: mount.path('/reset'),
    httpOnly: true,
    secure: mount.secure,
    sameSite: 'Lax',
  } as const;
}
