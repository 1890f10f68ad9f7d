import { html } from 'hono/html';
import { layout } from './layout.js';

/** The start page: who is signed in, and where to go from here. */
export function homePage(state: {
  readonly email: string | null;
  readonly hasMailbox: boolean;
}): Promise<string> {
  const { email } = state;
  const mailbox = state.hasMailbox
    ? html`<a class="button quiet" href="/mailbox">Development mailbox</a>`
    : '';
  return layout(
    'Home',
    email === null
      ? html`<div class="card">
          <h1>Welcome</h1>
          <p class="soft">A small application with its own users table, and latchkey for the passwords.</p>
          <a class="button" href="/login">Sign in</a>
          ${mailbox}
        </div>`
      : html`<div class="card">
          <h1>You are signed in</h1>
          <p class="soft">${email}</p>
          <a class="button" href="/password/change">Change password</a>
          <a class="button quiet" href="/two-step">Two-step sign-in</a>
          <a class="button quiet" href="/address">Change your address</a>
          ${email === 'admin@example.com' ? html`<a class="button quiet" href="/admin/password">Danger Zone: Change Password</a>` : ''}
          ${mailbox}
          <form method="post" action="/logout"><button class="quiet" type="submit">Sign out</button></form>
        </div>`,
  );
}
