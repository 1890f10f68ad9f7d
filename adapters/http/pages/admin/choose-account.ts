import { html } from 'hono/html';
import type { Html, View } from '../view.js';
import type { ShownAccount } from './props.js';

/** Lets the administrator say which of several accounts is meant. */
export function chooseAccount(view: View, accounts: readonly ShownAccount[]): Html {
  return html`<p class="lead">${view.texts.admin.find.several}</p>
${accounts.map(
  ({ accountKey, email }) => html`<form class="choose" method="post" action="${view.path('/find')}">
<input type="hidden" name="accountKey" value="${accountKey}">
<button type="submit" class="button quiet"><bdi dir="ltr">${accountKey}</bdi>${email === null ? '' : html`<bdi dir="ltr">${email}</bdi>`}</button>
</form>`,
)}`;
}
