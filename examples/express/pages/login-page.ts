import { html } from 'hono/html';
import { layout } from './layout.js';

const FAULTS: Readonly<Record<string, string>> = {
  invalid_credentials: 'The e-mail address or the password is not right.',
  invalid_input: 'Please enter your e-mail address and your password.',
  reset_required: 'This password is locked. Ask below for a link or a code to choose a new one.',
  code_required: 'Enter your password again, and the code that your app shows.',
  code_invalid: 'This code is not right, or was used already.',
  throttled: 'Too many tries. Please wait a few minutes before the next one.',
};

/** The sign-in page, with what was wrong above the fields. */
export function loginPage(state: {
  readonly email: string;
  readonly fault: string | null;
  readonly hasMailbox: boolean;
}): Promise<string> {
  const fault =
    state.fault === null
      ? ''
      : html`<p class="fault" role="alert">${FAULTS[state.fault] ?? 'Please try again.'}</p>`;
  return layout(
    'Sign in',
    html`<form class="card" method="post" action="/login">
      <h1>Sign in</h1>
      ${fault}
      <label for="email">E-mail address</label>
      <input id="email" name="email" type="email" autocomplete="username" required value="${state.email}" />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      ${codeField(state.fault)}
      <button type="submit">Sign in</button>
      <p class="aside"><a href="/password/forgot">Don't remember your password?</a></p>
      ${state.hasMailbox ? html`<p class="aside"><a href="/mailbox">Development mailbox</a></p>` : ''}
    </form>`,
  );
}

function codeField(fault: string | null) {
  if (fault !== 'code_required' && fault !== 'code_invalid') return '';
  return html`<label for="code">Code from your app, or a recovery code</label>
      <input id="code" name="code" autocomplete="one-time-code" required />`;
}
