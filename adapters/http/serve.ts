import type { Context, Env, Hono } from 'hono';
import type { Bindings } from './environment.js';

/** Answers Web-standard requests for everything below `publicUrl`. */
export interface PasswordHandler<Native = Request> {
  /** As configured; mounts read the path from here. */
  readonly publicUrl: string;
  /**
   * Answers a request whose path is the public one, prefix included. Never rejects: what is
   * thrown inside becomes a 5xx, and `onError` hears of it.
   *
   * @param native - handed to the host's own functions, `accountId` and `clientAddress` among
   *   them; by default the request itself
   */
  fetch(request: Request, native?: Native): Promise<Response>;
}

/** What mounts serve, of an application whose routes are all there. */
export function handlerOf<Native, Each extends Env & { Bindings: Bindings<Native> }>(
  app: Hono<Each>,
  publicUrl: string,
): PasswordHandler<Native> {
  return {
    publicUrl,
    fetch: async (request, native) =>
      // Without a native request of its own, a host of Web-standard requests gets those.
      app.fetch(request, { native: native ?? (request as Native) }),
  };
}

/** Whatever has a route refuses other methods, and says which it takes. */
export function refuseOtherMethods<Each extends Env>(
  app: Hono<Each>,
  refuse: (c: Context<Each>) => Response | Promise<Response>,
): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of app.routes)
    if (method !== 'ALL') methods.set(path, (methods.get(path) ?? new Set()).add(method));
  for (const [path, taken] of methods) {
    const allow = [...taken].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method));
    app.all(path, (c) => {
      c.header('Allow', allow.join(', '));
      return refuse(c);
    });
  }
}
