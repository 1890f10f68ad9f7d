import type { Context } from 'hono';
import type { Mount } from '../mount.js';
import { secretCookie } from './secret-cookie.js';

/** A mail may be an hour late, and its code is good for ten minutes from then. */
const SECONDS = 70 * 60;
const cookie = secretCookie({
  name: 'code',
  page: '/code',
  value: /^([A-Za-z0-9_-]{64})(?:\.([a-z0-9_]{1,64}))?$/,
  seconds: SECONDS,
});

/** What the page that asks for a code keeps of the request. */
export interface CodeFlow {
  /** The core's own id of the request, without which no code opens anything. */
  readonly coreFlowId: string;
  /** How the code was to go out, so that the page can say it: `mail`, or another channel's name. */
  readonly channel: string;
}

/** Keeps a request's flow in this browser. */
export function keepCodeFlow(c: Context, mount: Mount, flowId: string, flow: CodeFlow): void {
  const { coreFlowId, channel } = flow;
  cookie.keep(c, mount, flowId, channel === 'mail' ? coreFlowId : `${coreFlowId}.${channel}`);
}

/** A request's flow, or `null` where the cookie is gone or this is another browser. */
export function readCodeFlow(c: Context, mount: Mount, flowId: unknown): CodeFlow | null {
  const [, coreFlowId, channel = 'mail'] = cookie.read(c, mount, flowId) ?? [];
  return coreFlowId === undefined ? null : { coreFlowId, channel };
}
