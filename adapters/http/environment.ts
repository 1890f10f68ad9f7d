import type { Context, Hono } from 'hono';
import type { AccountId } from 'latchkey';
import type { Mount } from './mount.js';
import type { HandlerOptions } from './options.js';
import type { View } from './pages/view.js';

/** What every route is given: the options, and what was made of them once. */
export interface Environment<Id extends AccountId, Native> {
  readonly options: HandlerOptions<Id, Native>;
  readonly mount: Mount;
}

/** What travels along with one request. */
export interface Bindings<Native> {
  readonly native: Native;
}

/** What is made for one request: the pages, in the language of who asks. */
export interface Variables {
  view: View;
  /** What is sent to who forgot the password; nothing is by the administrator's page. */
  deliver?: HandlerOptions['deliver'];
}

export type App<Native> = Hono<{ Bindings: Bindings<Native>; Variables: Variables }>;

export type RouteContext<Native> = Context<{ Bindings: Bindings<Native>; Variables: Variables }>;
