import type { Context } from 'hono';
import type { Mount } from '../mount.js';
import { secretCookie } from './secret-cookie.js';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

const cookie = secretCookie({
  name: 'flow',
  page: '/reset',
  value: /^([A-Za-z0-9_-]{43})(?:\.([A-Za-z0-9_-]{43}))?(\.code)?$/,
});

/** What a flow carries from page to page. */
export interface Flow {
  readonly token: string;
  /** Stands for a second factor that was shown; `null` before that. */
  readonly proof: string | null;
  /** Whether it began with a code, so that nobody is told of a link that never was. */
  readonly byCode: boolean;
}

/** Whether text can be a token of ours at all; what cannot gets no cookie. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && TOKEN.test(value);
}

/** Keeps a flow's secrets in its own cookie. */
export function keepFlow(c: Context, mount: Mount, flowId: string, flow: Flow): void {
  const { token, proof, byCode } = flow;
  const parts = [token, ...(proof === null ? [] : [proof]), ...(byCode ? ['code'] : [])];
  cookie.keep(c, mount, flowId, parts.join('.'));
}

/** What a flow carries, or `null` where the cookie is gone or this is another browser. */
export function readFlow(c: Context, mount: Mount, flowId: unknown): Flow | null {
  const [, token, proof = null, byCode] = cookie.read(c, mount, flowId) ?? [];
  return token === undefined ? null : { token, proof, byCode: byCode !== undefined };
}

export function endFlow(c: Context, mount: Mount, flowId: string): void {
  cookie.end(c, mount, flowId);
}
