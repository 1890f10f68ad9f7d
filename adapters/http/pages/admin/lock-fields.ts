import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { AdminAccountProps } from './props.js';

/** What a lock does, and whether its owner is mailed the way back: yes, unless it is unticked. */
export function lockFields(view: View, { account, refused }: AdminAccountProps): Html {
  const { lead, notify } = view.texts.admin.lock;
  const chosen = refused?.action === 'lock' ? refused.chosen : { notify: 'on' };
  return html`<p class="lead">${lead}</p>
${account.email === null || !account.enabled ? '' : html`<div class="field"><label class="choice"><input type="checkbox" name="notify" value="on"${'notify' in chosen ? html` checked` : ''}> ${notify}</label></div>`}`;
}
