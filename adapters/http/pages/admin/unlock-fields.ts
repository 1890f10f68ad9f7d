import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { AdminAccountProps } from './props.js';

/** Which lock it is about: the one that the administrator sees, and not one that comes meanwhile. */
export function unlockFields(view: View, { account }: AdminAccountProps): Html {
  return html`<p class="lead">${view.texts.admin.unlock.lead}</p>
${account.changeRequired === null ? '' : html`<input type="hidden" name="reason" value="${account.changeRequired}">`}`;
}
