import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { AdminAccountProps } from './props.js';

/** Takes back the lock that the administrator sees, and not one that comes meanwhile. */
export function unlockFields(view: View, { account }: AdminAccountProps): Html {
  return html`<p class="lead">${view.texts.admin.unlock.lead}</p>
<input type="hidden" name="credentialsVersion" value="${account.credentialsVersion}">`;
}
