import { cors } from 'hono/cors';
import type { App } from '../environment.js';
import type { HandlerOptions } from '../options.js';
import { ENDPOINTS } from './endpoints.js';

/** Lets scripts of the configured origins, and of no other, use the JSON API (CORS). */
export function allowScripts<Native>(app: App<Native>, allowed: HandlerOptions['cors']): void {
  if (allowed === undefined) return;
  const { origins, credentials = false } = allowed;
  const middleware = cors({
    origin: (origin) => (origins.includes(origin) ? origin : null),
    allowMethods: ['POST'],
    allowHeaders: ['Content-Type', 'Authorization'],
    exposeHeaders: ['Retry-After'],
    credentials,
    maxAge: 600,
  });
  for (const { path } of ENDPOINTS) app.use(path, middleware);
}
