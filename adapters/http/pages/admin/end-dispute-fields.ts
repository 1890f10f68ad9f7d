import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { AdminAccountProps } from './props.js';

/** Says what the administrator vouches for: the address that is shown, as it is now. */
export function endDisputeFields(view: View, { account }: AdminAccountProps): Html {
  const { account: words, endDispute } = view.texts.admin;
  const { email, enabled, identityProvider, credentialsVersion } = account;
  return html`<p class="lead">${endDispute.lead}</p>
<dl class="facts"><div><dt>${words.email}</dt><dd><bdi dir="ltr">${email}</bdi></dd></div></dl>
<p class="lead">${enabled && identityProvider === null ? endDispute.link : endDispute.noLink}</p>
<input type="hidden" name="credentialsVersion" value="${credentialsVersion}">`;
}
