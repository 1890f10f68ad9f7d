import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Mount } from '../mount.js';

/** Long enough to think of a password, short enough for a shared computer. */
const FLOW_SECONDS = 15 * 60;
const FLOW_ID = /^[A-Za-z0-9_-]{22}$/;

/** A kind of secret that travels from page to page in a cookie, instead of in a URL. */
export interface SecretCookie {
  keep(c: Context, mount: Mount, flowId: string, value: string): void;
  /** What the pattern found in it; `null` where the cookie is gone or this is another browser. */
  read(c: Context, mount: Mount, flowId: unknown): RegExpExecArray | null;
  end(c: Context, mount: Mount, flowId: string): void;
}

/** Makes the id of a flow: it names a cookie and proves nothing by itself. */
export function newFlowId(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}

/**
 * Describes a kind of flow. Each flow has a cookie of its own, so that two tabs do not mix, and it
 * is sent to the pages of its kind alone. SameSite=Lax and not Strict, because the way here begins
 * in a mail program.
 *
 * @param kind.name - part of the cookie's name
 * @param kind.page - the pages below this path get the cookie
 * @param kind.seconds - how long the browser keeps it
 * @param kind.value - what the whole value must look like; anything else is no cookie of ours
 */
export function secretCookie(kind: {
  readonly name: string;
  readonly page: string;
  readonly value: RegExp;
  /** @default 15 minutes */
  readonly seconds?: number;
}): SecretCookie {
  // `__Secure-` keeps a neighbour on plain http from planting a flow of its own.
  const nameOf = (mount: Mount, flowId: string) =>
    `${mount.secure ? '__Secure-' : ''}latchkey-${kind.name}-${flowId}`;
  const attributes = (mount: Mount) =>
    ({
      path: mount.path(kind.page),
      httpOnly: true,
      secure: mount.secure,
      sameSite: 'Lax',
    }) as const;
  return {
    keep: (c, mount, flowId, value) =>
      setCookie(c, nameOf(mount, flowId), value, {
        ...attributes(mount),
        maxAge: kind.seconds ?? FLOW_SECONDS,
      }),
    read: (c, mount, flowId) => {
      if (typeof flowId !== 'string' || !FLOW_ID.test(flowId)) return null;
      return kind.value.exec(getCookie(c, nameOf(mount, flowId)) ?? '');
    },
    end: (c, mount, flowId) => {
      deleteCookie(c, nameOf(mount, flowId), attributes(mount));
    },
  };
}
