import { html } from 'hono/html';
import { type FieldFault, faultSummary, fieldFaults, messagesOf } from './faults.js';
import type { Html, View } from './view.js';

export interface SecondFactorProps {
  readonly flowId: string;
  /** The method that is asked for now. */
  readonly method: string;
  /** Every method that would do; the page offers the others. */
  readonly methods: readonly string[];
  readonly faults: readonly FieldFault[];
}

/** Asks for the code of a second factor, between the link and the new password. */
export function secondFactorPage(view: View, form: SecondFactorProps): Html {
  const { secondFactor: texts } = view.texts;
  const { lead, label } = wordsFor(view, form.method);
  const faulty = messagesOf(form.faults, 'code').length > 0;
  return view.pages.layout(view, {
    title: texts.title,
    faulty,
    body: html`<h1>${texts.title}</h1>
<p class="lead">${lead}</p>
${faultSummary(view, form.faults)}
<form method="post" action="${view.path('/reset/second-factor')}" novalidate>
<input type="hidden" name="flow" value="${form.flowId}">
<input type="hidden" name="method" value="${form.method}">
<div class="field">
<label for="code">${label}</label>
${fieldFaults(form.faults, 'code')}
<input id="code" name="code" type="text" dir="ltr" autocomplete="one-time-code"${form.method === 'totp' ? html` inputmode="numeric"` : ''} autocapitalize="none" spellcheck="false" required maxlength="128"${faulty ? html` aria-invalid="true" aria-describedby="code-fault"` : ''}>
</div>
<button type="submit" class="button">${texts.submit}</button>
</form>
${form.methods
  .filter((method) => method !== form.method)
  .map(
    (method) =>
      html`<p class="aside"><a href="${view.path(`/reset/${form.flowId}?method=${encodeURIComponent(method)}`)}">${wordsFor(view, method).switchTo}</a></p>`,
  )}`,
  });
}

function wordsFor(view: View, method: string) {
  const { methods } = view.texts.secondFactor;
  return method === 'totp' || method === 'recovery_code' ? methods[method] : methods.other;
}
