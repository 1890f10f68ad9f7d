import { html } from 'hono/html';
import { type FieldFault, faultSummary, fieldFaults } from './faults.js';
import type { Html, View } from './view.js';

export interface ForgotProps {
  /** What was typed, where it was refused. */
  readonly identifier: string;
  /** What the application has sent along, for the way back; `null` without. */
  readonly state: string | null;
  readonly faults: readonly FieldFault[];
}

/**
 * Asks for the address. `type="text"`, because browsers rewrite the domain of an
 * `type="email"` field to punycode, and an account is found by its address as typed.
 */
export function forgotPage(view: View, { identifier, state, faults }: ForgotProps): Html {
  const { texts, urls } = view;
  const faulty = faults.length > 0;
  return view.pages.layout(view, {
    title: texts.forgot.title,
    faulty,
    body: html`<h1>${texts.forgot.title}</h1>
<p class="lead">${texts.forgot.lead}</p>
${faultSummary(view, faults)}
<form method="post" action="${view.path('/forgot')}" novalidate>
${state === null ? '' : html`<input type="hidden" name="state" value="${state}">`}
<div class="field">
<label for="identifier">${texts.forgot.identifier}</label>
${fieldFaults(faults, 'identifier')}
<input id="identifier" name="identifier" type="text" dir="ltr" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="318" value="${identifier}"${faulty ? html` aria-invalid="true" aria-describedby="identifier-fault"` : ''}>
</div>
<button type="submit" class="button">${texts.forgot.submit}</button>
</form>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}
