import type { Context, Hono } from 'hono';
import type { AccountId, Call } from 'latchkey';
import type { Bindings, Variables } from '../environment.js';
import { callOf } from '../request/call-of.js';
import type { AdminHandlerOptions, Administrator } from './options.js';

/** What travels along with one request: the pages' own, and who administers. */
export interface AdminEnv<Id extends AccountId, Native> {
  readonly Bindings: Bindings<Native>;
  readonly Variables: Variables & { admin: Administrator<Id> };
}

export type AdminApp<Id extends AccountId, Native> = Hono<AdminEnv<Id, Native>>;

export type AdminContext<Id extends AccountId, Native> = Context<AdminEnv<Id, Native>>;

/**
 * What an operation may know of a request, and in whose name it is made. The administrator's
 * language is left out: mails go to somebody else, in a language of that account.
 */
export function callFor<Id extends AccountId, Native>(
  c: AdminContext<Id, Native>,
  options: Pick<AdminHandlerOptions<Id, Native>, 'clientAddress' | 'clientDetails'>,
): Call {
  const { signal, context } = callOf(c, options);
  const { accountId, actor = `admin:${accountId}` } = c.var.admin;
  return { signal, context: { ...context, locale: undefined, actor } };
}
