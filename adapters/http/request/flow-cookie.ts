import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Mount } from '../mount.js';

/** Long enough to think of a password, short enough for a shared computer. */
const FLOW_SECONDS = 15 * 60;
const FLOW_ID = /^[A-Za-z0-9_-]{22}$/;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const VALUE = /^([A-Za-z0-9_-]{43})(?:\.([A-Za-z0-9_-]{43}))?$/;

/** What a flow carries from page to page. */
export interface Flow {
  readonly token: string;
  /** Stands for a second factor that was shown; `null` before that. */
  readonly proof: string | null;
}

/** Whether text can be a token of ours at all; what cannot gets no cookie. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

/** Makes the id of a flow: it names a cookie and proves nothing by itself. */
export function newFlowId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

/**
 * Keeps a flow's secrets in its own cookie, so that two links opened in two tabs do not mix.
 * SameSite=Lax and not Strict, because the way here begins in a mail program.
 */
export function keepFlow(c: Context, mount: Mount, flowId: string, flow: Flow): void {
  const value = flow.proof === null ? flow.token : `${flow.token}.${flow.proof}`;
  setCookie(c, cookieName(mount, flowId), value, {
    ...attributes(mount),
    maxAge: FLOW_SECONDS,
  });
}

/** What a flow carries, or `null` where the cookie is gone or this is another browser. */
export function readFlow(c: Context, mount: Mount, flowId: unknown): Flow | null {
  if (typeof flowId !== 'string' || !FLOW_ID.test(flowId)) return null;
  const [, token, proof = null] = VALUE.exec(getCookie(c, cookieName(mount, flowId)) ?? '') ?? [];
  return token === undefined ? null : { token, proof };
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
