import { html } from 'hono/html';
import type { Html } from './view.js';

/** Nobody sees it: password managers file the new password under it. The server ignores it. */
export function usernameField(email: string | null): Html {
  if (email === null) return html``;
  return html`<input type="text" name="username" autocomplete="username" value="${email}" hidden readonly>`;
}
