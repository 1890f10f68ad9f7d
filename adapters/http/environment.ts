import type { Context } from 'hono';
import type { AccountId } from 'latchkey';
import type { Mount } from './mount.js';
import type { HandlerOptions } from './options.js';
import type { View } from './pages/layout.js';

/** What every route is given: the options, and what was made of them once. */
export interface Environment<Id extends AccountId, Native> {
  readonly options: HandlerOptions<Id, Native>;
  readonly mount: Mount;
  readonly view: View;
}

/** What travels along with one request. */
export interface Bindings<Native> {
  readonly native: Native;
}

export type RouteContext<Native> = Context<{ Bindings: Bindings<Native> }>;
