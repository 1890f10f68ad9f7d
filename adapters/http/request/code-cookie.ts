import type { Context } from 'hono';
import type { Mount } from '../mount.js';
import { secretCookie } from './secret-cookie.js';

/** A mail may be an hour late, and its code is good for ten minutes from then. */
const SECONDS = 70 * 60;
const cookie = secretCookie({
  name: 'code',
  page: '/code',
  value: /^[A-Za-z0-9_-]{64}$/,
  seconds: SECONDS,
});

/** Keeps the core's own id of a request, without which no code opens anything, in this browser. */
export function keepCodeFlow(c: Context, mount: Mount, flowId: string, coreFlowId: string): void {
  cookie.keep(c, mount, flowId, coreFlowId);
}

/** The core's id, or `null` where the cookie is gone or this is another browser. */
export function readCodeFlow(c: Context, mount: Mount, flowId: unknown): string | null {
  return cookie.read(c, mount, flowId)?.[0] ?? null;
}
