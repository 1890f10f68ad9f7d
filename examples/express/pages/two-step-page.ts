import { html } from 'hono/html';
import { layout } from './layout.js';

export type TwoStepState =
  | { readonly is: 'on' | 'off'; readonly email: string; readonly fault: string | null }
  /** The secret is shown this once. */
  | { readonly is: 'begun'; readonly secret: string; readonly uri: string }
  /** The recovery codes are shown this once. */
  | { readonly is: 'kept'; readonly codes: readonly string[] };

/** Where a person turns the second sign-in step on and off. */
export function twoStepPage(state: TwoStepState): Promise<string> {
  return layout('Two-step sign-in', body(state));
}

function body(state: TwoStepState) {
  switch (state.is) {
    case 'begun':
      return html`<form class="card" method="post" action="/two-step">
        <h1>Add it to your app</h1>
        <p class="soft">Enter this key in your authenticator app, or open it there.</p>
        <p><code id="secret">${state.secret}</code></p>
        <p><a href="${state.uri}">Open in the app</a></p>
        <label for="code">Code that the app shows</label>
        <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required />
        <button name="step" value="confirm">Turn on</button>
      </form>`;
    case 'kept':
      return html`<div class="card">
        <h1>Two-step sign-in is on</h1>
        <p class="soft">Keep these codes. Each lets you in once when you do not have your phone.</p>
        <ul id="recovery">${state.codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
        <a class="button" href="/">Done</a>
      </div>`;
    default:
      return html`<form class="card" method="post" action="/two-step">
        <h1>Two-step sign-in is ${state.is}</h1>
        ${state.fault === null ? '' : html`<p class="fault" role="alert">${state.fault}</p>`}
        <input type="text" name="username" autocomplete="username" value="${state.email}" hidden readonly />
        <label for="password">Your password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        ${
          state.is === 'on'
            ? html`<label for="code">Code from your app, or a recovery code</label>
              <input id="code" name="code" autocomplete="one-time-code" required />`
            : ''
        }
        <button name="step" value="${state.is === 'on' ? 'off' : 'on'}">
          ${state.is === 'on' ? 'Turn off' : 'Turn on'}
        </button>
      </form>`;
  }
}
