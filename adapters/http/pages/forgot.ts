import { html } from 'hono/html';
import { type FieldFault, faultSummary, fieldFaults } from './faults.js';
import type { Html, View } from './view.js';

export interface ForgotProps {
  /** What was typed, where it was refused. */
  readonly identifier: string;
  /** What the application has sent along, for the way back; `null` without. */
  readonly state: string | null;
  /** What is sent; with `choice` the person says which. */
  readonly offered: 'link' | 'code' | 'choice';
  /** What was chosen, where the form was refused; at first the link. */
  readonly chosen: 'link' | 'code';
  readonly faults: readonly FieldFault[];
}

/**
 * Asks for the address. `type="text"`, because browsers rewrite the domain of an
 * `type="email"` field to punycode, and an account is found by its address as typed.
 */
export function forgotPage(view: View, form: ForgotProps): Html {
  const { texts, urls } = view;
  const { identifier, state, faults } = form;
  const { lead, submit } = form.offered === 'link' ? texts.forgot : texts.forgot[form.offered];
  const faulty = faults.length > 0;
  return view.pages.layout(view, {
    title: texts.forgot.title,
    faulty,
    body: html`<h1>${texts.forgot.title}</h1>
<p class="lead">${lead}</p>
${faultSummary(view, faults)}
<form method="post" action="${view.path('/forgot')}" novalidate>
${state === null ? '' : html`<input type="hidden" name="state" value="${state}">`}
<div class="field">
<label for="identifier">${texts.forgot.identifier}</label>
${fieldFaults(faults, 'identifier')}
<input id="identifier" name="identifier" type="text" dir="ltr" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" required maxlength="318" value="${identifier}"${faulty ? html` aria-invalid="true" aria-describedby="identifier-fault"` : ''}>
</div>
${form.offered === 'choice' ? choice(view, form.chosen) : ''}
<button type="submit" class="button">${submit}</button>
</form>
${urls.login ? html`<p class="aside"><a href="${urls.login}">${texts.signIn}</a></p>` : ''}`,
  });
}

function choice({ texts }: View, chosen: 'link' | 'code'): Html {
  const { legend, ...labels } = texts.forgot.choice;
  const each = (value: 'link' | 'code') =>
    html`<label class="choice"><input type="radio" name="deliver" value="${value}"${value === chosen ? html` checked` : ''}> ${labels[value]}</label>`;
  return html`<fieldset class="field">
<legend>${legend}</legend>
${each('link')}${each('code')}
</fieldset>`;
}
