import type { Auth0Scope } from './options.js';

export const SCOPES = [
  'create:user_tickets',
  'update:users',
] as const satisfies readonly Auth0Scope[];

/** Those of the scopes in a text that there are and that may be had. */
export function scopesIn(text: string, granted: readonly Auth0Scope[]): readonly Auth0Scope[] {
  const named = new Set(text.split(' '));
  return granted.filter((scope) => named.has(scope));
}
