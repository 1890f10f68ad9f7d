import { html } from 'hono/html';
import { layout } from './layout.js';

export type AddressState =
  | {
      readonly is: 'asked';
      /** As the account has it now. */
      readonly email: string;
      readonly typed: string;
      readonly fault: string | null;
    }
  | { readonly is: 'changed'; readonly email: string };

/** Where a person moves the account to another address. */
export function addressPage(state: AddressState): Promise<string> {
  return layout('Change your address', body(state));
}

function body(state: AddressState) {
  if (state.is === 'changed')
    return html`<div class="card">
        <h1>Your address is changed</h1>
        <p class="soft">It is now ${state.email}. We have told you at the address of before, too.</p>
        <a class="button" href="/">Done</a>
      </div>`;
  return html`<form class="card" method="post" action="/address">
        <h1>Change your address</h1>
        <p class="soft">It is ${state.email} now.</p>
        ${state.fault === null ? '' : html`<p class="fault" role="alert">${state.fault}</p>`}
        <input type="text" name="username" autocomplete="username" value="${state.email}" hidden readonly />
        <label for="email">New e-mail address</label>
        <input id="email" name="email" type="email" autocomplete="email" required value="${state.typed}" />
        <label for="password">Your password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        <button type="submit">Change address</button>
      </form>`;
}
