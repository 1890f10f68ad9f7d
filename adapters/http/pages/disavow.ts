import { html } from 'hono/html';
import { type FieldFault, faultSummary, fieldFaults } from './faults.js';
import type { Html, View } from './view.js';

export interface DisavowProps {
  readonly flowId: string;
  /** What was typed, where it was refused. Nothing stands there before that. */
  readonly address: string;
  readonly faults: readonly FieldFault[];
}

/** Says what will happen, and asks for the address, which programs that send forms do not fill in. */
export function disavowPage(view: View, { flowId, address, faults }: DisavowProps): Html {
  const { disavow: text } = view.texts;
  const faulty = faults.length > 0;
  return view.pages.layout(view, {
    title: text.title,
    faulty,
    body: html`<h1>${text.title}</h1>
${faultSummary(view, faults)}
<p class="lead">${text.lead}</p>
<ul class="plain steps">${text.consequences.map((each) => html`<li>${each}</li>`)}</ul>
<form method="post" action="${view.path('/disavow')}" novalidate>
<input type="hidden" name="flow" value="${flowId}">
<div class="field">
<label for="address">${text.address}</label>
${fieldFaults(faults, 'address')}
<input id="address" name="address" type="text" dir="ltr" inputmode="email" autocomplete="email" autocapitalize="none" spellcheck="false" required maxlength="318" value="${address}"${faulty ? html` aria-invalid="true" aria-describedby="address-fault"` : ''}>
</div>
<button type="submit" class="button risky">${text.submit}</button>
</form>
<p class="aside">${text.itWasMe}</p>`,
  });
}
