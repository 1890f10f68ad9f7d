import { html } from 'hono/html';
import { passwordField } from '../password-field.js';
import { usernameField } from '../username-field.js';
import type { Html, View } from '../view.js';
import { ADMIN_PATHS, type AdminAccountProps, type AdminAction, yourPasswordId } from './props.js';

/** The form of one action: its own fields, and the administrator's password. */
export function actionForm(
  view: View,
  { account, adminEmail, actions, refused, faults }: AdminAccountProps,
  action: AdminAction,
  fields: Html = html``,
): Html {
  if (!actions.includes(action)) return html``;
  const { yourPassword, [action]: words } = view.texts.admin;
  // Or a password manager would file somebody else's new password as the administrator's own.
  const username = action === 'setPassword' ? (account.email ?? account.accountKey) : adminEmail;
  return html`<details${refused?.action === action ? html` open` : ''}>
<summary><h2>${words.heading}</h2></summary>
<form method="post" action="${view.path(ADMIN_PATHS[action])}" novalidate>
<input type="hidden" name="accountKey" value="${account.accountKey}">
${usernameField(username)}
${fields}
${passwordField(view, {
  name: 'yourPassword',
  id: yourPasswordId(action),
  label: yourPassword.label,
  autocomplete: 'current-password',
  faults,
})}
<button type="submit" class="button risky">${words.submit}</button>
</form>
</details>`;
}
